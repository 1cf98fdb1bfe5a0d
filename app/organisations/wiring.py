"""Hands what this package knows to the packages below that need it but must not know it: names, addresses, actors.

Log, jobs, inbox, files and the page frame do not know each other either; here they are introduced.
"""

from collections.abc import Iterable

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import audit, jobs, notifications
from app.access import Actor, Permission
from app.audit.queries import anchor_log
from app.db import db
from app.organisations.actors import actor_by_id
from app.organisations.models import Government, User
from app.web import frame
from app.web.navigation import register_item

MOST_FOUND = 200  # people; a search that fits more of them is too wide to mean anybody


def register(app: Flask) -> None:
    """Introduce the packages to each other."""
    audit.set_people(app, audit.People(names=names_of, search=users_called, zone=zone_of))
    audit.label_actions(
        {"job.cancelled": _l("Pekerjaan dibatalkan"), "job.retried": _l("Pekerjaan dijalankan lagi")}
    )
    audit.label_records({"job": _l("Pekerjaan")})
    jobs.set_actor_loader(app, actor_by_id)
    jobs.set_recorder(app, audit.record)
    jobs.every_minute(app, "deliver_mail", notifications.deliver_waiting)
    jobs.every_hour(app, "anchor_audit", anchor_log)
    notifications.set_address_book(app, addresses_of)
    frame.supply(
        unread_count=notifications.unread_count,
        inbox_url=lambda: url_for("notifications.page"),
        government_name=government_name_of,
        time_zone=zone_of,
    )
    register_item("audit.log", _l("Jejak audit"), Permission.AUDIT_READ, "shield", 80)


def zone_of(actor: Actor) -> str | None:
    """The time zone of the government that the actor works in, if any."""
    government = _government_of(actor)
    return government.time_zone.value if government else None


def government_name_of(actor: Actor) -> str | None:
    """The name of the government that the actor works in, if any."""
    government = _government_of(actor)
    return government.name if government else None


def _government_of(actor: Actor) -> Government | None:
    return db.session.get(Government, actor.government_id) if actor.government_id else None


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Names by user id."""
    found = db.session.execute(select(User.id, User.name).where(User.id.in_(sorted(user_ids))))
    return {row.id: row.name for row in found}


def users_called(part: str) -> frozenset[str]:
    """Ids of users whose name or username contains `part`."""
    wanted = f"%{part.replace('%', '').replace('_', '')}%"
    found = db.session.scalars(
        select(User.id).where(User.name.ilike(wanted) | User.username.ilike(wanted)).limit(MOST_FOUND)
    )
    return frozenset(found)


def addresses_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Mail addresses by user id; closed accounts get no mail."""
    found = db.session.execute(select(User.id, User.email).where(User.id.in_(sorted(user_ids)), User.active))
    return {row.id: row.email for row in found}
