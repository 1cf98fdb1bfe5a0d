"""Complaint patterns that keep coming back, and which plan line answers them.

Revision 0011, after 0010. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
NO_UNIT = sa.text("unit_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "recurring_problem",
        sa.Column("category", sa.String(200), nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("now", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "taken_up",
                "dismissed",
                "faded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_volume", sa.Integer(), nullable=False),
        sa.Column("settled_by", ID, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(category) > 0", name=op.f("ck_recurring_problem_category_present")),
        sa.CheckConstraint(
            "state <> 'dismissed' OR length(reason) > 0",
            name=op.f("ck_recurring_problem_dismissed_says_why"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_recurring_problem_span_in_order")),
        sa.CheckConstraint(
            "volume >= 0 AND settled_volume >= 0", name=op.f("ck_recurring_problem_volumes_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "unit_id"],
            ["unit.government_id", "unit.id"],
            name=op.f("fk_recurring_problem_government_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_recurring_problem_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["user_account.id"], name=op.f("fk_recurring_problem_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring_problem")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_recurring_problem_government_id_id")),
        sa.UniqueConstraint(
            "government_id",
            "category",
            "unit_id",
            name=op.f("uq_recurring_problem_government_id_category_unit_id"),
        ),
    )
    op.create_index(
        op.f("ix_recurring_problem_government_id"), "recurring_problem", ["government_id"], unique=False
    )
    op.create_index(
        "uq_recurring_problem_without_unit",
        "recurring_problem",
        ["government_id", "category"],
        unique=True,
        sqlite_where=NO_UNIT,
        postgresql_where=NO_UNIT,
    )
    op.create_table(
        "plan_line_problem",
        sa.Column("line_id", ID, nullable=False),
        sa.Column("problem_id", ID, nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "line_id"],
            ["plan_line.government_id", "plan_line.id"],
            name=op.f("fk_plan_line_problem_government_id_line_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "problem_id"],
            ["recurring_problem.government_id", "recurring_problem.id"],
            name=op.f("fk_plan_line_problem_government_id_problem_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_line_problem_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_plan_line_problem_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line_problem")),
        sa.UniqueConstraint("line_id", "problem_id", name=op.f("uq_plan_line_problem_line_id_problem_id")),
    )
    op.create_index(
        op.f("ix_plan_line_problem_government_id"), "plan_line_problem", ["government_id"], unique=False
    )
    op.create_index(
        op.f("ix_plan_line_problem_problem_id"), "plan_line_problem", ["problem_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_line_problem_problem_id"), table_name="plan_line_problem")
    op.drop_index(op.f("ix_plan_line_problem_government_id"), table_name="plan_line_problem")
    op.drop_table("plan_line_problem")
    op.drop_index("uq_recurring_problem_without_unit", table_name="recurring_problem")
    op.drop_index(op.f("ix_recurring_problem_government_id"), table_name="recurring_problem")
    op.drop_table("recurring_problem")
