"""Handing indicators to a colleague, and taking them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission, Role, check
from app.assessment.addresses import handovers_path, sheet_path
from app.assessment.models import Assessment
from app.assessment.queries.handed import contributors_of
from app.assessment.queries.scheme import instrument_of
from app.assessment.together.models import HandedIndicator, Handover
from app.audit import record
from app.db import as_system, db, utc_now
from app.instrument.questionnaire import IndicatorSpec
from app.notifications import notify
from app.organisations.models import Appointment, Invitation, User
from app.organisations.people import invitations
from app.organisations.people.actions import end_appointment
from app.organisations.people.events import invitation_accepted
from app.organisations.people.queries import in_force


class NothingToHand(ValueError):
    """No indicator of this assessment that people answer was chosen."""


class NotAColleague(ValueError):
    """The person chosen is no contributor of this OPD."""


class AlreadyOver(Exception):
    """What was taken back, or taken up, cannot get a new link."""


@dataclass(frozen=True)
class Wish:
    """What goes along: some words, and the day by which the OPD admin would like to have it."""

    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Handed:
    """The handover with the secret part of its link, which is shown once; "" where no link was needed."""

    handover: Handover
    token: str


def hand_over_by_link(
    actor: Actor,
    assessment: Assessment,
    codes: Iterable[str],
    *,
    name: str,
    email: str = "",
    wish: Wish | None = None,
) -> Handed:
    """Make a link by which a colleague gets these indicators; the mail leaves only where an address was given.

    Raises `NothingToHand`, and `AlreadyInvited` for an address that was invited and has not answered.
    """
    check(actor, Permission.ASSESSMENT_HAND_OVER, assessment.government_id, assessment.unit_id)
    specs = _chosen(assessment, codes)
    unit = assessment.unit
    if unit is None:
        raise NothingToHand
    made = invitations.invite(
        actor, email=email, name=name, role=Role.CONTRIBUTOR, government=unit.government, unit=unit
    )
    handover = _keep(actor, assessment, specs, wish or Wish(), name=name, invitation_id=made.invitation.id)
    return Handed(handover, made.token)


def hand_over_to(
    actor: Actor, assessment: Assessment, codes: Iterable[str], user_id: str, *, wish: Wish | None = None
) -> Handed:
    """Give more indicators to somebody who is a contributor of this OPD already: no link is needed.

    Raises `NothingToHand`, `NotAColleague`.
    """
    check(actor, Permission.ASSESSMENT_HAND_OVER, assessment.government_id, assessment.unit_id)
    specs = _chosen(assessment, codes)
    names = dict(contributors_of(assessment))
    if user_id not in names:
        raise NotAColleague(user_id)
    handover = _keep(
        actor,
        assessment,
        specs,
        wish or Wish(),
        name=names[user_id],
        user_id=user_id,
        accepted_at=utc_now(),
    )
    _tell_colleague(actor, handover, specs)
    return Handed(handover, "")


def renew_link(actor: Actor, handover: Handover) -> Handed:
    """A new link; the old one is dead. Raises `AlreadyOver`."""
    check(actor, Permission.ASSESSMENT_HAND_OVER, handover.government_id, handover.unit_id)
    invitation = _locked(handover.invitation_id)
    if invitation is None or handover.revoked_at is not None or invitation.accepted_at is not None:
        raise AlreadyOver
    if invitation.revoked_at is not None:  # by the coordinator
        raise AlreadyOver
    made = invitations.renew(actor, invitation)
    record(actor, "handover.renewed", handover, government_id=handover.government_id)
    return Handed(handover, made.token)


def take_back(actor: Actor, handover: Handover, indicator_id: str = "", now: datetime | None = None) -> None:
    """Take one indicator back, or all; the last one ends the handover, its link and the duty that came with it.

    Doing it twice changes nothing. What the colleague wrote stays.
    """
    check(actor, Permission.ASSESSMENT_HAND_OVER, handover.government_id, handover.unit_id)
    now = now or utc_now()
    rows = db.session.scalars(
        select(HandedIndicator).where(
            HandedIndicator.handover_id == handover.id, HandedIndicator.revoked_at.is_(None)
        )
    ).all()
    taken = [row for row in rows if indicator_id in ("", row.indicator_id)]
    if handover.revoked_at is not None or not taken:
        return
    for row in taken:
        row.revoked_at, row.revoked_by = now, actor.user_id
    if len(taken) == len(rows):
        handover.revoked_at, handover.revoked_by = now, actor.user_id
        invitation = _locked(handover.invitation_id)
        if invitation is not None:
            invitations.revoke(actor, invitation)
    db.session.flush()
    record(
        actor,
        "handover.taken_back",
        handover,
        government_id=handover.government_id,
        after={"indicators": len(taken), "ended": handover.revoked_at is not None},
    )
    if handover.user_id is not None and handover.revoked_at is not None:
        _end_empty_duty(actor, handover)
        notify(
            [handover.user_id],
            "assessment.handover",
            _("Indikator yang diserahkan kepada Anda diambil kembali"),
            _("Isian Anda tetap tersimpan. Hubungi Admin OPD bila ada pertanyaan."),
            "/",
            handover.government_id,
        )


def connect() -> None:
    """Listen to invitations that are taken up; connecting twice is connecting once."""
    invitation_accepted.connect(_taken_up)


def _taken_up(invitation: Invitation, *, user: User, **_more: Any) -> None:
    """The link was opened by somebody: from now on the indicators are with this person."""
    if invitation.role is not Role.CONTRIBUTOR:
        return
    with as_system():  # whoever answers an invitation has no appointment there yet
        handover = db.session.scalars(
            select(Handover).where(Handover.invitation_id == invitation.id, Handover.revoked_at.is_(None))
        ).one_or_none()
        if handover is None:
            return
        handover.user_id, handover.accepted_at = user.id, utc_now()
        db.session.flush()
        record(
            Actor(user_id=user.id, name=user.name),
            "handover.accepted",
            handover,
            government_id=handover.government_id,
            after={"user_id": user.id},
        )
        if handover.given_by is not None:
            notify(
                [handover.given_by],
                "assessment.handover",
                _("%(name)s mulai mengisi indikator Anda", name=user.name),
                _("Tautannya sudah dibuka dan akunnya sudah ada."),
                handovers_path(handover.assessment_id),
                handover.government_id,
            )


def _chosen(assessment: Assessment, codes: Iterable[str]) -> list[IndicatorSpec]:
    questionnaire, _scheme = instrument_of(assessment.round.instrument_version_id)
    wanted = frozenset(codes)
    found = [
        spec
        for spec in questionnaire.indicators
        if spec.code in wanted and spec.scope.value == "opd" and not spec.is_measured
    ]
    if not found or assessment.unit_id is None:
        raise NothingToHand
    return found


def _keep(
    actor: Actor, assessment: Assessment, specs: Iterable[IndicatorSpec], wish: Wish, **fields: Any
) -> Handover:
    made = Handover(
        government_id=assessment.government_id,
        assessment_id=assessment.id,
        unit_id=assessment.unit_id,
        note=wish.note.strip(),
        due_on=wish.due_on,
        given_by=actor.user_id,
        **fields,
    )
    db.session.add(made)
    db.session.flush()
    specs = list(specs)
    db.session.add_all(
        HandedIndicator(
            government_id=made.government_id,
            handover_id=made.id,
            indicator_id=spec.id,
        )
        for spec in specs
    )
    db.session.flush()
    record(
        actor,
        "handover.made",
        made,
        government_id=made.government_id,
        after={"indicators": [spec.code for spec in specs], "user_id": made.user_id},
    )
    return made


def _tell_colleague(actor: Actor, handover: Handover, specs: list[IndicatorSpec]) -> None:
    codes = ", ".join(spec.code for spec in specs)
    text = (
        _("%(codes)s, diminta sampai %(day)s.", codes=codes, day=format_date(handover.due_on, "d MMMM y"))
        if handover.due_on
        else _("%(codes)s.", codes=codes)
    )
    notify(
        [handover.user_id or ""],
        "assessment.handover",
        _("%(name)s menyerahkan indikator kepada Anda", name=actor.name),
        text,
        sheet_path(handover.assessment_id),
        handover.government_id,
    )


def _locked(invitation_id: str | None) -> Invitation | None:
    """The invitation, held so that it is not taken up at the same moment."""
    if invitation_id is None:
        return None
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _end_empty_duty(actor: Actor, handover: Handover) -> None:
    """Whoever has nothing of this OPD any more is not its contributor any more."""
    left = select(Handover.id).where(
        Handover.user_id == handover.user_id,
        Handover.government_id == handover.government_id,
        Handover.unit_id == handover.unit_id,
        Handover.revoked_at.is_(None),
    )
    if db.session.scalars(left.limit(1)).first() is not None:
        return
    held = select(Appointment).where(
        Appointment.user_id == handover.user_id,
        Appointment.role == Role.CONTRIBUTOR,
        Appointment.government_id == handover.government_id,
        Appointment.unit_id == handover.unit_id,
        in_force(),
    )
    for appointment in db.session.scalars(held):
        end_appointment(actor, appointment)
