"""Answers that claim more than the complaint figures show.

Revision 0008, after 0007. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plausibility_flag",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("figure_code", sa.String(12), nullable=False),
        sa.Column("claimed_level", sa.Integer(), nullable=False),
        sa.Column("figure_level", sa.Integer(), nullable=False),
        sa.Column("figure", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "explained",
                "accepted",
                "adjusted",
                "lapsed",
                name="flag_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explained_by", ID, nullable=True),
        sa.Column("explained_at", MOMENT, nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("settled_by", ID, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "claimed_level BETWEEN 1 AND 5", name=op.f("ck_plausibility_flag_claimed_on_scale")
        ),
        sa.CheckConstraint("figure_level BETWEEN 1 AND 5", name=op.f("ck_plausibility_flag_figure_on_scale")),
        sa.CheckConstraint(
            "state <> 'accepted' OR length(settled_reason) > 0",
            name=op.f("ck_plausibility_flag_accepted_says_why"),
        ),
        sa.CheckConstraint(
            "state <> 'explained' OR length(explanation) > 0",
            name=op.f("ck_plausibility_flag_explained_says_why"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_plausibility_flag_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_plausibility_flag_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plausibility_flag_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["explained_by"], ["user_account.id"], name=op.f("fk_plausibility_flag_explained_by")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["user_account.id"], name=op.f("fk_plausibility_flag_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plausibility_flag")),
        sa.UniqueConstraint(
            "answer_id", "figure_code", name=op.f("uq_plausibility_flag_answer_id_figure_code")
        ),
    )
    op.create_index(
        op.f("ix_plausibility_flag_government_id"), "plausibility_flag", ["government_id"], unique=False
    )
    op.create_index(
        op.f("ix_plausibility_flag_assessment_id"), "plausibility_flag", ["assessment_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_plausibility_flag_assessment_id"), table_name="plausibility_flag")
    op.drop_index(op.f("ix_plausibility_flag_government_id"), table_name="plausibility_flag")
    op.drop_table("plausibility_flag")
