"""The levels that a regency sets itself, where they are not the instrument's.

Revision 0026, after 0025. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.String(22)
GOAL = "plan_goal"


def upgrade() -> None:
    op.create_table(
        GOAL,
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f(f"ck_{GOAL}_level_on_scale")),
        sa.CheckConstraint("length(code) > 0", name=op.f(f"ck_{GOAL}_code_present")),
        sa.ForeignKeyConstraint(
            ["government_id", "plan_id"],
            ["plan.government_id", "plan.id"],
            name=op.f(f"fk_{GOAL}_government_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{GOAL}_government_id")),
        sa.PrimaryKeyConstraint("plan_id", "code", "year", name=op.f(f"pk_{GOAL}")),
    )
    op.create_index(op.f(f"ix_{GOAL}_government_id"), GOAL, ["government_id"])
    op.add_column("plan", sa.Column("goals_set_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("plan", "goals_set_at")
    op.drop_index(op.f(f"ix_{GOAL}_government_id"), table_name=GOAL)
    op.drop_table(GOAL)
