"""Proposals of units and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.access import Actor, Permission, within
from app.db import db
from app.plans.models import LineOrigin, PlanLine, Proposal


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with the line it went into, if it did; `deleted` tells that the line was taken out and why."""

    proposal: Proposal
    line_id: str | None
    line_activity: str
    deleted_reason: str

    @property
    def fate(self) -> str:
        """withdrawn | deleted | merged (the line reads otherwise) | taken | waiting."""
        if self.proposal.withdrawn_at is not None:
            return "withdrawn"
        if self.line_id is None:
            return "waiting"
        if self.deleted_reason:
            return "deleted"
        return "taken" if self.line_activity == self.proposal.activity else "merged"


def proposals_of(actor: Actor, round_id: str, unit_id: str = "") -> Sequence[ProposalRow]:
    """The proposals of a round that the actor may read, by unit and age."""
    statement = (
        select(Proposal, PlanLine.id, PlanLine.activity, PlanLine.deleted_reason)
        .outerjoin(LineOrigin, LineOrigin.proposal_id == Proposal.id)
        .outerjoin(PlanLine, PlanLine.id == LineOrigin.line_id)
        .where(Proposal.round_id == round_id, within(actor, Permission.PROPOSAL_READ, Proposal))
        .order_by(Proposal.unit_id, Proposal.created_at, Proposal.id, PlanLine.deleted_at.is_not(None))
    )
    if unit_id:
        statement = statement.where(Proposal.unit_id == unit_id)
    found: dict[str, ProposalRow] = {}
    for proposal, line_id, activity, reason in db.session.execute(statement):
        # A proposal may also hang on a line that was merged away; the living line comes first and counts.
        found.setdefault(proposal.id, ProposalRow(proposal, line_id, activity or "", reason or ""))
    return sorted(found.values(), key=lambda row: (row.proposal.unit.position, row.proposal.unit.name))
