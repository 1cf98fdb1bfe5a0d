"""Filters of the register that somebody keeps under a name."""

from collections.abc import Mapping

from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.models import ComplaintView
from app.db import db
from app.organisations.models import Government

MOST_VIEWS = 30  # of one person in one register: more are not found again


class NameTaken(Exception):
    """The person has a view of this name already."""


class TooManyViews(Exception):
    """The person keeps `MOST_VIEWS` already."""


def save_view(
    actor: Actor, government: Government, name: str, query: Mapping[str, str], *, is_shared: bool = False
) -> ComplaintView:
    """Keep filters under a name; only the coordinator shows them to everybody. Raises `NameTaken`, `TooManyViews`."""
    check(actor, Permission.COMPLAINT_READ, government.id, _any_unit(actor))
    if is_shared:
        check(actor, Permission.COMPLAINT_EDIT, government.id)
    own = (ComplaintView.government_id == government.id, ComplaintView.owner_id == actor.user_id)
    if (db.session.scalar(select(func.count()).where(*own)) or 0) >= MOST_VIEWS:
        raise TooManyViews
    made = ComplaintView(
        government_id=government.id,
        owner_id=actor.user_id,
        name=name,
        query=dict(query),
        is_shared=is_shared,
    )
    _require_free(made)
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "complaints.view_saved",
        made,
        government_id=government.id,
        after={"name": name, "is_shared": is_shared},
    )
    return made


def change_view(actor: Actor, view: ComplaintView, name: str, *, is_shared: bool) -> None:
    """Give a view another name, or show it to others or no longer. Raises `NameTaken`."""
    before = {"name": view.name, "is_shared": view.is_shared}
    if is_shared != view.is_shared:
        check(actor, Permission.COMPLAINT_EDIT, view.government_id)
    if name != view.name:
        view.name = name
        _require_free(view)
    view.is_shared = is_shared
    db.session.flush()
    record(
        actor,
        "complaints.view_changed",
        view,
        government_id=view.government_id,
        before=before,
        after={"name": name, "is_shared": is_shared},
    )


def remove_view(actor: Actor, view: ComplaintView) -> None:
    """Forget a view; the complaints that it showed stay."""
    record(
        actor, "complaints.view_removed", view, government_id=view.government_id, before={"name": view.name}
    )
    db.session.delete(view)
    db.session.flush()


def _require_free(view: ComplaintView) -> None:
    with db.session.no_autoflush:
        taken = db.session.scalar(
            select(ComplaintView.id).where(
                ComplaintView.government_id == view.government_id,
                ComplaintView.owner_id == view.owner_id,
                ComplaintView.name == view.name,
                ComplaintView.id != (view.id or ""),
            )
        )
    if taken is not None:
        raise NameTaken


def _any_unit(actor: Actor) -> str | None:
    """An OPD of the actor's: who may read only that one may keep filters as well."""
    return min(actor.unit_ids, default=None)
