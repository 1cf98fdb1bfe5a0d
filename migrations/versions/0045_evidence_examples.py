"""Examples of good evidence, described by verifiers.

Revision 0045, after 0044. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
SHOWN = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "evidence_example",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("indicator_code", sa.String(12), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "government",
                "national",
                name="example_scope",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("chosen_by", ID, nullable=True),
        sa.Column("shared_by", ID, nullable=True),
        sa.Column("shared_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_evidence_example_level_on_scale")),
        sa.CheckConstraint("length(description) > 0", name=op.f("ck_evidence_example_described")),
        sa.CheckConstraint(
            "scope <> 'national' OR (shared_at IS NOT NULL)",
            name=op.f("ck_evidence_example_shared_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_evidence_example_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_example_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["chosen_by"], ["user_account.id"], name=op.f("fk_evidence_example_chosen_by")
        ),
        sa.ForeignKeyConstraint(
            ["shared_by"], ["user_account.id"], name=op.f("fk_evidence_example_shared_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["user_account.id"], name=op.f("fk_evidence_example_withdrawn_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_evidence_example_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_example")),
    )
    op.create_index("ix_evidence_example_answer_id", "evidence_example", ["answer_id"])
    op.create_index("ix_evidence_example_government_id", "evidence_example", ["government_id"])
    op.create_index("ix_evidence_example_asked", "evidence_example", ["indicator_code", "level"])
    op.create_index(
        "uq_evidence_example_shown",
        "evidence_example",
        ["evidence_id"],
        unique=True,
        sqlite_where=SHOWN,
        postgresql_where=SHOWN,
    )


def downgrade() -> None:
    op.drop_table("evidence_example")
