"""What a unit proposes for itself."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned
from app.organisations.models import Unit
from app.plans.stored import BudgetsType, QuartersType, TargetsType


class Proposal(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A line that a unit proposes in a round; compiled, it becomes an origin. A withdrawn one stays readable."""

    __tablename__ = "plan_proposal"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        CheckConstraint("length(activity) > 0", name="activity_present"),
        CheckConstraint("fund_source IN ('', 'apbd', 'apbn', 'grant', 'other')", name="fund_source_known"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    unit_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    category_code: Mapped[str] = mapped_column(String(40))
    indicator_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    action_code: Mapped[str] = mapped_column(String(40), default="")  # of the library, if it was picked there
    problem: Mapped[str] = mapped_column(Text, default="")
    activity: Mapped[str] = mapped_column(Text)
    output_indicator: Mapped[str] = mapped_column(Text, default="")
    unit_of_measure: Mapped[str] = mapped_column(String(60), default="")
    targets: Mapped[dict[int, Decimal]] = mapped_column(TargetsType, default=dict)
    budgets: Mapped[dict[int, int]] = mapped_column(BudgetsType, default=dict)
    fund_source: Mapped[str] = mapped_column(String(20), default="")
    budget_code: Mapped[str] = mapped_column(String(40), default="")
    budget_name: Mapped[str] = mapped_column(String(300), default="")
    quarters: Mapped[dict[int, tuple[int, ...]]] = mapped_column(QuartersType, default=dict)
    remarks: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    unit: Mapped[Unit] = relationship(
        primaryjoin="Proposal.unit_id == Unit.id", foreign_keys="Proposal.unit_id", lazy="joined"
    )
