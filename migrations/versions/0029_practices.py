"""Lines of accepted plans with what changed after them, and which lines were taken over from another government.

Revision 0029, after 0028. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
EFFECTS = ("better", "mixed", "steady", "unknown", "worse")
LIGHTS = ("green", "yellow", "red", "not_due", "no_target", "unknown")


def upgrade() -> None:
    op.create_table(
        "plan_practice",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("receipt_number", sa.String(40), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("category_code", sa.String(40), nullable=False),
        sa.Column("indicator_code", sa.String(40), nullable=False),
        sa.Column("complaint_category", sa.String(200), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("output_indicator", sa.Text(), nullable=False),
        sa.Column("unit_of_measure", sa.String(60), nullable=False),
        sa.Column("budget_code", sa.String(40), nullable=False),
        sa.Column("budget_name", sa.String(300), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("budgets", sa.JSON(), nullable=False),
        sa.Column("year_before", sa.Integer(), nullable=False),
        sa.Column("year_after", sa.Integer(), nullable=True),
        sa.Column("level_before", sa.Float(), nullable=True),
        sa.Column("level_after", sa.Float(), nullable=True),
        sa.Column("level_units", sa.Integer(), nullable=True),
        sa.Column("complaints", sa.JSON(), nullable=False),
        sa.Column("progress_year", sa.Integer(), nullable=True),
        sa.Column("progress_quarter", sa.Integer(), nullable=True),
        sa.Column("progress_share", sa.Float(), nullable=True),
        sa.Column("progress_light", _choice("light", LIGHTS), nullable=True),
        sa.Column("effect", _choice("practice_effect", EFFECTS), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("gain", sa.Float(), nullable=False),
        sa.Column("measured_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(activity) > 0", name=op.f("ck_plan_practice_activity_present")),
        sa.CheckConstraint("units >= 0", name=op.f("ck_plan_practice_units_counted")),
        sa.CheckConstraint(
            "(level_before IS NULL) = (level_after IS NULL) AND (level_before IS NULL) = (level_units IS NULL)",
            name=op.f("ck_plan_practice_levels_together"),
        ),
        sa.CheckConstraint(
            "level_before BETWEEN 1 AND 5 AND level_after BETWEEN 1 AND 5",
            name=op.f("ck_plan_practice_levels_1_to_5"),
        ),
        sa.CheckConstraint(
            "(progress_share IS NULL) = (progress_year IS NULL) "
            "AND (progress_share IS NULL) = (progress_quarter IS NULL)",
            name=op.f("ck_plan_practice_progress_together"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "line_id"],
            ["plan_line.government_id", "plan_line.id"],
            name=op.f("fk_plan_practice_government_id_line_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "plan_id"],
            ["plan.government_id", "plan.id"],
            name=op.f("fk_plan_practice_government_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_practice_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["plan_submission.id"], name=op.f("fk_plan_practice_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_practice")),
        sa.UniqueConstraint("line_id", name=op.f("uq_plan_practice_line_id")),
    )
    op.create_index("ix_plan_practice_government_id", "plan_practice", ["government_id"])
    op.create_index("ix_plan_practice_plan_id", "plan_practice", ["plan_id"])
    op.create_index("ix_plan_practice_order", "plan_practice", ["place", "gain"])
    op.create_index("ix_plan_practice_indicator_code", "plan_practice", ["indicator_code"])
    op.create_table(
        "plan_line_adoption",
        sa.Column("line_id", ID, nullable=False),
        sa.Column("source_line_id", ID, nullable=False),
        sa.Column("source_plan_id", ID, nullable=False),
        sa.Column("source_government", sa.String(120), nullable=False),
        sa.Column("source_receipt", sa.String(40), nullable=False),
        sa.Column("source_activity", sa.Text(), nullable=False),
        sa.Column("effect", _choice("practice_effect", EFFECTS), nullable=False),
        sa.Column("taken_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "line_id"],
            ["plan_line.government_id", "plan_line.id"],
            name=op.f("fk_plan_line_adoption_government_id_line_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_line_adoption_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["user_account.id"], name=op.f("fk_plan_line_adoption_taken_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line_adoption")),
        sa.UniqueConstraint(
            "line_id", "source_line_id", name=op.f("uq_plan_line_adoption_line_id_source_line_id")
        ),
    )
    op.create_index("ix_plan_line_adoption_government_id", "plan_line_adoption", ["government_id"])
    op.create_index("ix_plan_line_adoption_source_line_id", "plan_line_adoption", ["source_line_id"])


def downgrade() -> None:
    op.drop_table("plan_line_adoption")
    op.drop_table("plan_practice")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
