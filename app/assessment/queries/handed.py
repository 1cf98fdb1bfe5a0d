"""What was handed to whom. A contributor's rights are exactly these rows, read anew at every request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Actor, Permission, Role, fetch, within
from app.assessment.models import Answer, Assessment, Round
from app.assessment.together.models import HandedIndicator, Handover
from app.db import day_in, db
from app.organisations.models import Appointment, User
from app.organisations.people.invitations import state_of
from app.organisations.people.queries import in_force
from app.organisations.rules.invitations import InvitationState


def handed_indicators(actor: Actor, assessment: Assessment) -> frozenset[str]:
    """The indicators (ids) of this assessment that this person may answer as a contributor."""
    if actor.user_id is None or assessment.unit_id is None:
        return frozenset()
    if not actor.may(Permission.ASSESSMENT_CONTRIBUTE, assessment.government_id, assessment.unit_id):
        return frozenset()
    return frozenset(
        db.session.scalars(
            select(HandedIndicator.indicator_id)
            .join(Handover, Handover.id == HandedIndicator.handover_id)
            .where(
                Handover.assessment_id == assessment.id,
                Handover.user_id == actor.user_id,
                Handover.revoked_at.is_(None),
                HandedIndicator.revoked_at.is_(None),
            )
        )
    )


def wishes_for(actor: Actor, assessment: Assessment) -> Sequence[Handover]:
    """What the OPD admin asked this person for along with indicators: some words, a day. Oldest first."""
    rows = db.session.scalars(
        select(Handover)
        .where(
            Handover.assessment_id == assessment.id,
            Handover.user_id == (actor.user_id or ""),
            Handover.revoked_at.is_(None),
            (Handover.note != "") | Handover.due_on.is_not(None),
        )
        .order_by(Handover.created_at, Handover.id)
    )
    return rows.all()


def is_handed(actor: Actor) -> ColumnElement[bool]:
    """The condition that an `Answer`, joined to its `Assessment`, was handed over to this person."""
    rows = (
        select(HandedIndicator.id)
        .join(Handover, Handover.id == HandedIndicator.handover_id)
        .where(
            Handover.assessment_id == Answer.assessment_id,
            HandedIndicator.indicator_id == Answer.indicator_id,
            Handover.user_id == (actor.user_id or ""),
            Handover.revoked_at.is_(None),
            HandedIndicator.revoked_at.is_(None),
        )
        .correlate(Answer)
    )
    return within(actor, Permission.ASSESSMENT_CONTRIBUTE, Assessment) & exists(rows)


def assessments_handed_to(actor: Actor) -> Sequence[tuple[Assessment, int]]:
    """The assessments in which this person has something to answer, latest round first, each with how many."""
    counted = (
        select(Handover.assessment_id, func.count(HandedIndicator.indicator_id.distinct()).label("count"))
        .join(HandedIndicator, HandedIndicator.handover_id == Handover.id)
        .where(
            Handover.user_id == (actor.user_id or ""),
            Handover.revoked_at.is_(None),
            HandedIndicator.revoked_at.is_(None),
        )
        .group_by(Handover.assessment_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Assessment, counted.c.count)
        .join(counted, counted.c.assessment_id == Assessment.id)
        .join(Round, Round.id == Assessment.round_id)
        .where(within(actor, Permission.ASSESSMENT_CONTRIBUTE, Assessment))
        .order_by(Round.year.desc(), Assessment.id)
    ).unique()
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class Given:
    """A handover as the OPD admin sees it."""

    handover: Handover
    indicator_ids: tuple[str, ...]  # still with this person
    answered: int  # of these: that have an answer
    last_at: datetime | None  # when this person saved last
    link: InvitationState | None  # None: handed over without a link

    @property
    def waits(self) -> bool:
        """Nobody has opened the link yet."""
        return self.handover.user_id is None and self.handover.revoked_at is None


def given_of(assessment: Assessment) -> list[Given]:
    """Everything that was handed out of an assessment, what was taken back last."""
    rows = (
        db.session.scalars(
            select(Handover)
            .where(
                Handover.assessment_id == assessment.id, Handover.government_id == assessment.government_id
            )
            .options(selectinload(Handover.indicators), joinedload(Handover.invitation))
            .order_by(Handover.revoked_at.is_not(None), Handover.created_at, Handover.id)
            .execution_options(populate_existing=True)
        )
        .unique()
        .all()
    )
    answers = {
        row.indicator_id: row
        for row in db.session.scalars(select(Answer).where(Answer.assessment_id == assessment.id))
    }
    return [_given(row, answers) for row in rows]


def _given(row: Handover, answers: dict[str, Answer]) -> Given:
    kept = tuple(each.indicator_id for each in row.indicators if each.revoked_at is None)
    present = [answers[each] for each in kept if each in answers]
    own = [each.self_at for each in present if each.self_by == row.user_id and each.self_at is not None]
    return Given(
        handover=row,
        indicator_ids=kept if row.revoked_at is None else (),
        answered=sum(1 for each in present if each.self_score is not None),
        last_at=max(own, default=None),
        link=state_of(row.invitation) if row.invitation is not None else None,
    )


def find_handover(actor: Actor, handover_id: str) -> Handover:
    """The handover if the actor may hand over for its OPD; otherwise the request ends with 404."""
    return fetch(actor, Permission.ASSESSMENT_HAND_OVER, Handover, handover_id)


def contributors_of(assessment: Assessment) -> Sequence[tuple[str, str]]:
    """(user id, name) of those who are contributors of this OPD already, by name; without who verifies here."""
    today = day_in()
    verifying = select(Appointment.user_id).where(
        Appointment.role == Role.COORDINATOR,
        Appointment.government_id == assessment.government_id,
        in_force(today),
    )
    rows = db.session.execute(
        select(User.id, User.name)
        .join(Appointment, Appointment.user_id == User.id)
        .where(
            Appointment.role == Role.CONTRIBUTOR,
            Appointment.government_id == assessment.government_id,
            Appointment.unit_id == assessment.unit_id,
            User.active.is_(True),
            User.id.not_in(verifying),
            in_force(today),
        )
        .distinct()
        .order_by(User.name)
    )
    return [(row[0], row[1]) for row in rows]


def holders_of(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    """Who has each indicator now, as (user id, name); without a user id: the link waits. By indicator id."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = db.session.execute(
        select(HandedIndicator.indicator_id, Handover.user_id, Handover.name)
        .join(Handover, Handover.id == HandedIndicator.handover_id)
        .where(
            Handover.assessment_id == assessment.id,
            Handover.revoked_at.is_(None),
            HandedIndicator.revoked_at.is_(None),
        )
        .order_by(Handover.created_at, Handover.id)
    )
    for indicator_id, user_id, name in rows:
        found.setdefault(indicator_id, []).append((user_id or "", name))
    return found
