"""One line opened down to what it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.access import Actor, Permission
from app.assessment.models import Answer
from app.db import db
from app.instrument.models import Indicator
from app.plans.compile import OriginKind
from app.plans.document_data import UnitRef
from app.plans.models import LineOrigin, Plan, PlanLine, Proposal
from app.plans.queries.matrix import unit_refs


@dataclass(frozen=True)
class OriginRow:
    """One reason for a line, with names instead of ids. `may_open` tells whether this person may see its source."""

    kind: OriginKind
    unit: UnitRef | None
    indicator_code: str
    indicator_text: str
    assessment_id: str | None
    score: float | None
    target: float | None
    complaint_category: str
    volume: int | None
    proposal: Proposal | None
    may_open: bool


def origins_of(actor: Actor, plan: Plan, line: PlanLine) -> list[OriginRow]:
    """The origins of a line; proposals of other units stay closed to whoever may not read them."""
    units = unit_refs(plan.government_id)
    indicators = _indicators(line)
    proposals = _proposals(line)
    assessments = _assessments(line)
    return [_row(actor, plan, origin, units, indicators, proposals, assessments) for origin in line.origins]


def _assessments(line: PlanLine) -> Mapping[str, str]:
    """From the answers behind a line to the assessments they stand in."""
    wanted = {origin.answer_id for origin in line.origins if origin.answer_id}
    rows = db.session.execute(select(Answer.id, Answer.assessment_id).where(Answer.id.in_(sorted(wanted))))
    return {row[0]: row[1] for row in rows}


def _indicators(line: PlanLine) -> Mapping[str, tuple[str, str]]:
    wanted = {origin.indicator_id for origin in line.origins if origin.indicator_id}
    rows = db.session.execute(
        select(Indicator.id, Indicator.code, Indicator.text).where(Indicator.id.in_(sorted(wanted)))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _proposals(line: PlanLine) -> Mapping[str, Proposal]:
    wanted = {origin.proposal_id for origin in line.origins if origin.proposal_id}
    found = db.session.scalars(select(Proposal).where(Proposal.id.in_(sorted(wanted))))
    return {proposal.id: proposal for proposal in found}


def _row(
    actor: Actor,
    plan: Plan,
    origin: LineOrigin,
    units: Mapping[str, UnitRef],
    indicators: Mapping[str, tuple[str, str]],
    proposals: Mapping[str, Proposal],
    assessments: Mapping[str, str],
) -> OriginRow:
    code, text = indicators.get(origin.indicator_id or "", ("", ""))
    needed = {
        OriginKind.GAP: Permission.ASSESSMENT_READ,
        OriginKind.COMPLAINT: Permission.COMPLAINT_READ,
        OriginKind.PROPOSAL: Permission.PROPOSAL_READ,
    }[origin.kind]
    may_open = actor.may(needed, plan.government_id, origin.unit_id)
    is_proposal = origin.kind is OriginKind.PROPOSAL
    return OriginRow(
        kind=origin.kind,
        unit=units.get(origin.unit_id or ""),
        indicator_code=code,
        indicator_text=text,
        assessment_id=assessments.get(origin.answer_id or ""),
        score=origin.score,
        target=origin.target,
        complaint_category=origin.complaint_category,
        volume=origin.volume,
        proposal=proposals.get(origin.proposal_id or "") if is_proposal and may_open else None,
        may_open=may_open,
    )
