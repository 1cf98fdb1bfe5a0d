"""Reading people, appointments and invitations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from app.access import Actor, Permission, Reach, Role, within
from app.db import as_system, day_in, db
from app.notifications.recipients import Recipient
from app.organisations.models import Appointment, Government, Invitation, TimeZone, Unit, User


@dataclass(frozen=True)
class Held:
    """One appointment with the names of what it is for."""

    id: str
    user_id: str
    role: Role
    government_id: str | None
    government: str
    unit_id: str | None
    unit: str
    valid_from: date
    valid_until: date | None
    in_force: bool

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return not self.in_force and self.valid_until is not None and self.valid_until < day_in()


@dataclass(frozen=True)
class PeopleFilter:
    """What of the list is shown. `state`: "" everybody, "active", "inactive"."""

    words: str = ""
    role: Role | None = None
    state: str = ""
    government_id: str | None = None


def in_force(today: date | None = None) -> ColumnElement[bool]:
    """The condition that an appointment is held today (in the capital, as the actor's own rights are judged)."""
    day = today or day_in()
    return and_(
        Appointment.valid_from <= day, or_(Appointment.valid_until.is_(None), Appointment.valid_until >= day)
    )


def visible_people(actor: Actor, permission: Permission = Permission.USER_READ) -> ColumnElement[bool]:
    """The condition that limits `User` to people with an appointment, past or present, within the actor's reach."""
    if any(reach is Reach.ALL for _post, reach in actor.posts_with(permission)):
        return true()
    return exists().where(Appointment.user_id == User.id, within(actor, permission, Appointment))


def people(actor: Actor, wanted: PeopleFilter) -> Select[User]:
    """The people the actor may see, by name."""
    statement = select(User).where(visible_people(actor))
    if wanted.words:
        like = f"%{_escaped(wanted.words.lower())}%"
        statement = statement.where(
            or_(
                func.lower(User.name).like(like, escape="\\"),
                func.lower(User.username).like(like, escape="\\"),
                func.lower(User.email).like(like, escape="\\"),
            )
        )
    conditions = [Appointment.user_id == User.id, in_force()]
    if wanted.role is not None:
        conditions.append(Appointment.role == wanted.role)
    if wanted.government_id is not None:
        conditions.append(Appointment.government_id == wanted.government_id)
    if len(conditions) > 2:
        statement = statement.where(exists().where(*conditions))
    if wanted.state:
        statement = statement.where(User.active.is_(wanted.state == "active"))
    return statement.order_by(User.name, User.id)


def find_person(actor: Actor, permission: Permission, user_id: str) -> User:
    """The person with this id if within reach; otherwise the request ends with 404."""
    found = db.session.scalars(
        select(User).where(User.id == user_id, visible_people(actor, permission))
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def may_manage(actor: Actor, user: User) -> bool:
    """Whether the actor may close this account: not the own one, and no duty beyond the actor's reach.

    A coordinator must not shut out somebody who also works for another government.
    """
    if user.id == actor.user_id:
        return False
    held = select(Appointment.id).where(Appointment.user_id == user.id, in_force())
    within_reach = held.where(within(actor, Permission.USER_MANAGE, Appointment))
    # Two sets, not one negation: in SQL, "not in my government" is not true of a duty that has no government.
    return set(db.session.scalars(held)) == set(db.session.scalars(within_reach))


def appointments_of(user_id: str) -> list[Held]:
    """All appointments of a person, those in force first."""
    return _held(Appointment.user_id == user_id)


def appointments_within(actor: Actor, user_ids: Iterable[str]) -> dict[str, list[Held]]:
    """The appointments of these people that the actor may see, by person."""
    found: dict[str, list[Held]] = {}
    condition = and_(
        Appointment.user_id.in_(sorted(user_ids)), within(actor, Permission.USER_READ, Appointment)
    )
    for held in _held(condition):
        found.setdefault(held.user_id, []).append(held)
    return found


def find_appointment(actor: Actor, user: User, appointment_id: str) -> Appointment:
    """An appointment of this person that the actor may end; otherwise the request ends with 404."""
    found = db.session.scalars(
        select(Appointment).where(
            Appointment.id == appointment_id,
            Appointment.user_id == user.id,
            within(actor, Permission.USER_MANAGE, Appointment),
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def open_invitations(actor: Actor) -> Sequence[Invitation]:
    """Invitations within reach that were not taken up yet and not revoked, newest first (also expired ones)."""
    return db.session.scalars(
        select(Invitation)
        .where(
            within(actor, Permission.USER_INVITE, Invitation),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .order_by(Invitation.created_at.desc())
        .limit(200)
    ).all()


def find_invitation(actor: Actor, invitation_id: str) -> Invitation:
    """The invitation if within reach; otherwise the request ends with 404."""
    found = db.session.scalars(
        select(Invitation).where(
            Invitation.id == invitation_id, within(actor, Permission.USER_INVITE, Invitation)
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def scope_names(government_id: str | None, unit_id: str | None) -> tuple[str, str]:
    """Names of a government and an OPD ("" where there is none), also for somebody who is not signed in yet."""
    with as_system():
        government = db.session.get(Government, government_id) if government_id else None
        unit = db.session.get(Unit, unit_id) if unit_id else None
    return (government.name if government else "", unit.name if unit else "")


def account_with_email(email: str) -> User | None:
    """The account with this address, whatever the case of the letters."""
    return db.session.scalars(select(User).where(func.lower(User.email) == email.strip().lower())).first()


def username_is_taken(username: str) -> bool:
    """Whether the username, or an e-mail address that reads the same, belongs to somebody."""
    wanted = username.strip().lower()
    taken = select(User.id).where(or_(func.lower(User.username) == wanted, func.lower(User.email) == wanted))
    return db.session.scalars(taken.limit(1)).first() is not None


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Names by user id."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(sorted(set(user_ids)))))
    return {row[0]: row[1] for row in rows}


def ids_named(part: str) -> frozenset[str]:
    """Users whose name contains `part`."""
    like = f"%{_escaped(part.lower())}%"
    return frozenset(db.session.scalars(select(User.id).where(func.lower(User.name).like(like, escape="\\"))))


def recipients_of(user_ids: Iterable[str]) -> dict[str, Recipient]:
    """Where those among these users whose account is open, and whose address was confirmed, can be written to.

    The zone is that of a government to which somebody is appointed; without one it is western Indonesian time.
    """
    with as_system():
        rows = db.session.execute(
            select(User.id, User.email, User.language, func.min(Government.time_zone))
            .outerjoin(Appointment, Appointment.user_id == User.id)
            .outerjoin(Government, Government.id == Appointment.government_id)
            .where(
                User.id.in_(sorted(set(user_ids))),
                User.active.is_(True),
                User.email_is_confirmed.is_(True),
            )
            .group_by(User.id, User.email, User.language)
        ).all()
    return {
        user_id: Recipient(email, TimeZone(zone or TimeZone.WIB).value, language)
        for user_id, email, language, zone in rows
    }


def _held(condition: ColumnElement[bool]) -> list[Held]:
    with as_system():
        rows = db.session.execute(
            select(Appointment, Government.name, Unit.name)
            .outerjoin(Government, Government.id == Appointment.government_id)
            .outerjoin(Unit, Unit.id == Appointment.unit_id)
            .where(condition)
            .order_by(Appointment.valid_from.desc(), Appointment.id)
        ).all()
    today = day_in()
    found = [
        Held(
            id=one.id,
            user_id=one.user_id,
            role=one.role,
            government_id=one.government_id,
            government=government or "",
            unit_id=one.unit_id,
            unit=unit or "",
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            in_force=one.valid_from <= today and (one.valid_until is None or one.valid_until >= today),
        )
        for one, government, unit in rows
    ]
    return sorted(found, key=lambda held: not held.in_force)


def _escaped(text: str) -> str:
    """Signs that LIKE gives a meaning stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
