"""A plan's lines with their supporting units and origins: three queries and plain values, however many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.plans.compile import Origin
from app.plans.models import LineOrigin, Plan, PlanLine, PlanLineUnit


@dataclass(frozen=True)
class LineRows:
    """The lines in the plan's order; `supporting` are unit ids, both mappings by line id."""

    lines: Sequence[PlanLine]
    supporting: Mapping[str, tuple[str, ...]]
    origins: Mapping[str, tuple[Origin, ...]]

    @property
    def living(self) -> list[PlanLine]:
        """The lines that were not deleted."""
        return [line for line in self.lines if line.deleted_at is None]


def line_rows(plan: Plan, *, with_deleted: bool = True) -> LineRows:
    """All lines of a plan, or only the living ones."""
    condition = [PlanLine.plan_id == plan.id]
    if not with_deleted:
        condition.append(PlanLine.deleted_at.is_(None))
    wanted = select(PlanLine.id).where(*condition)
    lines = db.session.scalars(
        select(PlanLine).where(*condition).order_by(PlanLine.position, PlanLine.id)
    ).all()
    supporting: dict[str, list[str]] = defaultdict(list)
    for line_id, unit_id in db.session.execute(
        select(PlanLineUnit.line_id, PlanLineUnit.unit_id)
        .where(PlanLineUnit.line_id.in_(wanted))
        .order_by(PlanLineUnit.line_id, PlanLineUnit.position)
    ):
        supporting[line_id].append(unit_id)
    origins: dict[str, list[Origin]] = defaultdict(list)
    for line_id, *values in db.session.execute(
        select(
            LineOrigin.line_id,
            LineOrigin.kind,
            LineOrigin.unit_id,
            LineOrigin.indicator_id,
            LineOrigin.answer_id,
            LineOrigin.score,
            LineOrigin.target,
            LineOrigin.complaint_category,
            LineOrigin.volume,
            LineOrigin.proposal_id,
        )
        .where(LineOrigin.line_id.in_(wanted))
        .order_by(LineOrigin.line_id, LineOrigin.position)
    ):
        origins[line_id].append(Origin(*values))
    return LineRows(
        lines,
        defaultdict(tuple, {line_id: tuple(units) for line_id, units in supporting.items()}),
        defaultdict(tuple, {line_id: tuple(found) for line_id, found in origins.items()}),
    )
