"""Reading governments."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, case, func, or_, select

from app.access import Actor, Permission, Role, within
from app.db import db
from app.organisations.models import Appointment, Government, GovernmentKind, Unit
from app.organisations.people.queries import in_force


@dataclass(frozen=True)
class GovernmentFilter:
    """What of the list is shown. `state`: "" all, "active" those that use Renaksi."""

    words: str = ""
    province_id: str | None = None
    kind: GovernmentKind | None = None
    state: str = ""


def governments(actor: Actor, wanted: GovernmentFilter) -> Select[Government]:
    """The governments within reach; found by part of the name or beginning of the code, the closest first."""
    statement = select(Government).where(
        within(actor, Permission.GOVERNMENT_READ, Government, column=Government.id)
    )
    if wanted.province_id:
        statement = statement.where(
            or_(Government.parent_id == wanted.province_id, Government.id == wanted.province_id)
        )
    if wanted.kind is not None:
        statement = statement.where(Government.kind == wanted.kind)
    if wanted.state == "active":
        statement = statement.where(Government.is_active.is_(True))
    words = " ".join(wanted.words.lower().split())
    if not words:
        return statement.order_by(Government.code)
    like = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    name = func.lower(Government.name)
    undotted = func.replace(Government.code, ".", "")
    statement = statement.where(
        or_(
            name.like(f"%{like}%", escape="\\"),
            Government.code.like(f"{like}%", escape="\\"),
            undotted.like(f"{like.replace('.', '')}%", escape="\\"),
        )
    )
    # "sinjai" means Kabupaten Sinjai before a longer name that happens to contain it.
    closeness = case(
        (Government.code == words, 0),
        (name == words, 0),
        (name.like(f"% {like}", escape="\\"), 1),
        (name.like(f"{like}%", escape="\\"), 2),
        else_=3,
    )
    return statement.order_by(closeness, Government.code)


def provinces(actor: Actor) -> Sequence[Government]:
    """The provinces that the actor sees governments of, for the filter."""
    seen = select(Government.parent_id).where(
        within(actor, Permission.GOVERNMENT_READ, Government, column=Government.id)
    )
    return db.session.scalars(
        select(Government)
        .where(Government.kind == GovernmentKind.PROVINCE, Government.id.in_(seen))
        .order_by(Government.code)
    ).all()


def find_by_code(actor: Actor, permission: Permission, code: str) -> Government:
    """The government with this code if the permission reaches it; otherwise the request ends with 404."""
    found = db.session.scalars(
        select(Government).where(
            Government.code == code, within(actor, permission, Government, column=Government.id)
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def names_by_id(ids: set[str]) -> dict[str, str]:
    """Names of governments, for the column "province" of a list."""
    rows = db.session.execute(select(Government.id, Government.name).where(Government.id.in_(sorted(ids))))
    return {row[0]: row[1] for row in rows}


def unit_count(government: Government) -> int:
    """How many OPD take part."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Unit)
            .where(Unit.government_id == government.id, Unit.is_active.is_(True))
        )
        or 0
    )


def people_by_role(government: Government) -> dict[Role, int]:
    """How many people hold each role for this government today."""
    rows = db.session.execute(
        select(Appointment.role, func.count(func.distinct(Appointment.user_id)))
        .where(Appointment.government_id == government.id, in_force())
        .group_by(Appointment.role)
    )
    return {row[0]: row[1] for row in rows}
