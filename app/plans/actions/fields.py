"""Writing plain fields and origins into rows."""

from collections.abc import Iterable

from sqlalchemy.orm.attributes import flag_modified

from app.plans.compile import LineFields, Origin
from app.plans.models import LineOrigin, Plan, PlanLine, PlanLineUnit, Proposal

_PLAIN = (
    "category_code",
    "activity",
    "indicator_id",
    "problem",
    "output_indicator",
    "unit_of_measure",
    "targets",
    "budgets",
    "fund_source",
    "budget_code",
    "budget_name",
    "quarters",
    "remarks",
)


def new_line(plan: Plan, position: int, fields: LineFields) -> PlanLine:
    """A row of the plan with these fields, not yet added to the session."""
    line = PlanLine(government_id=plan.government_id, plan_id=plan.id, position=position, deleted_reason="")
    set_fields(line, fields)
    return line


def set_fields(line: PlanLine, fields: LineFields) -> None:
    """Write the fields; the row's version rises even if only the supporting units changed."""
    for name in _PLAIN:
        setattr(line, name, getattr(fields, name))
    line.baseline = fields.baseline
    line.responsible_unit_id = fields.responsible_unit_id
    line.complaint_category = fields.complaint_category
    line.to_review_since = None  # whoever changes a line has looked at it
    flag_modified(line, "activity")
    _set_supporting(line, fields.supporting_unit_ids)


def set_proposal_fields(proposal: Proposal, fields: LineFields) -> None:
    """Write what a unit proposes."""
    for name in _PLAIN:
        setattr(proposal, name, getattr(fields, name))


def set_origins(line: PlanLine, origins: Iterable[Origin]) -> None:
    """Replace the origins of a line."""
    line.origins = [
        LineOrigin(
            government_id=line.government_id,
            position=position,
            kind=origin.kind,
            unit_id=origin.unit_id,
            indicator_id=origin.indicator_id,
            answer_id=origin.answer_id,
            score=origin.score,
            target=origin.target,
            complaint_category=origin.complaint_category,
            volume=origin.volume,
            proposal_id=origin.proposal_id,
        )
        for position, origin in enumerate(origins)
    ]


def _set_supporting(line: PlanLine, unit_ids: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(unit_id for unit_id in unit_ids if unit_id != line.responsible_unit_id))
    present = {row.unit_id: row for row in line.supporting}
    if wanted == list(present):
        return
    line.supporting = [
        present.get(unit_id) or PlanLineUnit(government_id=line.government_id, unit_id=unit_id)
        for unit_id in wanted
    ]
    for position, row in enumerate(line.supporting):
        row.position = position
