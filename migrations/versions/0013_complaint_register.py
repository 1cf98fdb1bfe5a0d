"""The register that people keep by hand: running numbers, complaints that an OPD declined, filters under a name.

Revision 0013, after 0012. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
OURS = sa.text(
    "closed_at IS NULL AND archived_at IS NULL AND (origin <> 'import' OR declined_at IS NOT NULL)"
)


def upgrade() -> None:
    op.add_column("complaint", sa.Column("declined_at", MOMENT, nullable=True))
    op.create_index(
        "ix_complaint_ours",
        "complaint",
        ["government_id", "unit_id"],
        unique=False,
        sqlite_where=OURS,
        postgresql_where=OURS,
    )
    op.create_table(
        "complaint_number",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name=op.f("ck_complaint_number_last_positive")),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_number_government_id")
        ),
        sa.PrimaryKeyConstraint("government_id", "year", name=op.f("pk_complaint_number")),
    )
    op.create_table(
        "complaint_view",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_complaint_view_name_present")),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_view_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_complaint_view_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_view")),
        sa.UniqueConstraint(
            "government_id", "owner_id", "name", name=op.f("uq_complaint_view_government_id_owner_id_name")
        ),
    )
    op.create_index(op.f("ix_complaint_view_owner_id"), "complaint_view", ["owner_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_complaint_view_owner_id"), table_name="complaint_view")
    op.drop_table("complaint_view")
    op.drop_table("complaint_number")
    op.drop_index("ix_complaint_ours", table_name="complaint")
    op.drop_column("complaint", "declined_at")
