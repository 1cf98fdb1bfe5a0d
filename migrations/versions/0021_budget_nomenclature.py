"""Budget nomenclature: lists of programs, activities and sub-activities that the operator loads.

Revision 0021, after 0020. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
LIST, ITEM = "budget_nomenclature", "budget_nomenclature_item"
LEVELS = ("affair", "field", "program", "activity", "sub_activity")


def upgrade() -> None:
    op.create_table(
        LIST,
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(name) > 0 AND length(source) > 0", name=op.f(f"ck_{LIST}_says_where")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f(f"ck_{LIST}_fingerprint_complete")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LIST}")),
        sa.UniqueConstraint("name", name=op.f(f"uq_{LIST}_name")),
    )
    op.create_index(f"ix_{LIST}_loaded_at", LIST, ["loaded_at"])
    op.create_table(
        ITEM,
        sa.Column("nomenclature_id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column(
            "level",
            sa.Enum(*LEVELS, name="budget_level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("parent", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("search", sa.String(400), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("length(code) > 0 AND length(name) > 0", name=op.f(f"ck_{ITEM}_says_what")),
        sa.ForeignKeyConstraint(
            ["nomenclature_id"],
            [f"{LIST}.id"],
            name=op.f(f"fk_{ITEM}_nomenclature_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ITEM}")),
        sa.UniqueConstraint("nomenclature_id", "code", name=op.f(f"uq_{ITEM}_nomenclature_id_code")),
    )


def downgrade() -> None:
    op.drop_table(ITEM)
    op.drop_table(LIST)
