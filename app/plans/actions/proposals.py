"""Proposing lines for the own unit."""

from collections.abc import Sequence

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.assessment.models import Round
from app.audit import record
from app.db import db, utc_now
from app.organisations.models import Unit
from app.plans.actions.fields import set_proposal_fields
from app.plans.compile import LineFields
from app.plans.models import Plan, Proposal
from app.plans.rules import InvalidLine, Step, WrongState, is_editable, line_faults


def create_proposal(
    actor: Actor,
    round_: Round,
    unit: Unit,
    fields: LineFields,
    *,
    years: Sequence[int],
    category_codes: Sequence[str],
    action_code: str = "",
) -> Proposal:
    """Propose a line for a unit. Raises InvalidLine with every fault, WrongState once the plan has left the desk."""
    check(actor, Permission.PROPOSAL_EDIT, unit.government_id, unit.id)
    _require_open(round_.id)
    _require_valid(fields, years, category_codes)
    proposal = Proposal(
        government_id=unit.government_id,
        round_id=round_.id,
        unit_id=unit.id,
        action_code=action_code,
        created_by=actor.user_id,
    )
    set_proposal_fields(proposal, fields)
    db.session.add(proposal)
    db.session.flush()
    record(
        actor,
        "proposal.created",
        proposal,
        government_id=proposal.government_id,
        after={"activity": proposal.activity},
    )
    return proposal


def edit_proposal(
    actor: Actor,
    proposal: Proposal,
    fields: LineFields,
    *,
    years: Sequence[int],
    category_codes: Sequence[str],
) -> None:
    """Change a proposal; a line that was already compiled from it shows the change at the next compilation."""
    check(actor, Permission.PROPOSAL_EDIT, proposal.government_id, proposal.unit_id)
    _require_open(proposal.round_id)
    _require_valid(fields, years, category_codes)
    before = proposal.activity
    set_proposal_fields(proposal, fields)
    db.session.flush()
    record(
        actor,
        "proposal.edited",
        proposal,
        government_id=proposal.government_id,
        before={"activity": before},
        after={"activity": proposal.activity},
    )


def withdraw_proposal(actor: Actor, proposal: Proposal) -> None:
    """Take a proposal back; a line made from it becomes an orphan at the next compilation."""
    check(actor, Permission.PROPOSAL_EDIT, proposal.government_id, proposal.unit_id)
    _require_open(proposal.round_id)
    if proposal.withdrawn_at is not None:
        return
    proposal.withdrawn_at = utc_now()
    db.session.flush()
    record(
        actor,
        "proposal.withdrawn",
        proposal,
        government_id=proposal.government_id,
        after={"activity": proposal.activity},
    )


def _require_open(round_id: str) -> None:
    plan = db.session.scalars(select(Plan).where(Plan.round_id == round_id)).one_or_none()
    if plan is not None and not is_editable(plan.state):
        raise WrongState(Step.REVISE, plan.state)


def _require_valid(fields: LineFields, years: Sequence[int], category_codes: Sequence[str]) -> None:
    faults = line_faults(fields, years, category_codes)
    if faults:
        raise InvalidLine(faults)
