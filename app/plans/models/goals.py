"""The levels that a regency sets itself, where they are not the instrument's."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, TenantOwned


class PlanGoal(Base, TenantOwned):
    """The level to be reached in a year, of an indicator or of every indicator of a category that has none of its own.

    The instrument's goal holds where there is no row. `Plan.goals_set_at` changes with the rows, so that the plan's
    version covers them.
    """

    __tablename__ = "plan_goal"
    __table_args__ = (
        PrimaryKeyConstraint("plan_id", "code", "year"),
        ForeignKeyConstraint(
            ["government_id", "plan_id"], ["plan.government_id", "plan.id"], ondelete="CASCADE"
        ),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        CheckConstraint("length(code) > 0", name="code_present"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    code: Mapped[str] = mapped_column(String(40))  # of an indicator or a category of the round's instrument
    year: Mapped[int] = mapped_column(Integer, autoincrement=False)
    level: Mapped[int] = mapped_column(Integer)
