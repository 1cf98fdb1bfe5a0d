"""Kept filters: those that everybody has, the person's own, and those that the coordinator shares."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import and_, or_, select

from app.access import Actor, Permission, within
from app.complaints.models import ComplaintView
from app.complaints.queries.handling import units_handled
from app.db import db
from app.organisations.models import Government


@dataclass(frozen=True)
class BuiltIn:
    """Filters that everybody has under a name. `needs_turn`: only for people who act in complaints."""

    name: LazyString
    query: Mapping[str, str]
    needs_turn: bool = False


BUILT_IN = (
    BuiltIn(_l("Perlu tindakan saya"), {"tindakan": "1"}, needs_turn=True),
    BuiltIn(_l("Lewat tenggat"), {"terlambat": "1"}),
    BuiltIn(_l("Belum disalurkan"), {"belum-disalurkan": "1"}),
    BuiltIn(_l("Menunggu pelapor"), {"menunggu": "1"}),
    BuiltIn(_l("Dibuka kembali"), {"dibuka-kembali": "1"}),
)


def built_in_views(actor: Actor, government: Government) -> list[BuiltIn]:
    """The built-in views that mean something to this person."""
    acts = actor.may(Permission.COMPLAINT_EDIT, government.id) or bool(units_handled(actor, government.id))
    return [view for view in BUILT_IN if acts or not view.needs_turn]


def views_of(actor: Actor, government: Government) -> list[ComplaintView]:
    """The views of this register that the person sees, by name: their own, and the shared ones."""
    statement = select(ComplaintView).where(
        ComplaintView.government_id == government.id,
        or_(ComplaintView.owner_id == actor.user_id, ComplaintView.is_shared.is_(True)),
    )
    return list(db.session.scalars(statement.order_by(ComplaintView.name, ComplaintView.id)))


def may_change(actor: Actor, view: ComplaintView) -> bool:
    """Whether the person may rename or remove a view: its owner, and the coordinator what is shared."""
    shared = view.is_shared and actor.may(Permission.COMPLAINT_EDIT, view.government_id)
    return view.owner_id == actor.user_id or shared


def changeable_view(actor: Actor, view_id: str) -> ComplaintView:
    """A view that the person may change; 404 for any other."""
    shared = and_(ComplaintView.is_shared.is_(True), within(actor, Permission.COMPLAINT_EDIT, ComplaintView))
    found = db.session.scalars(
        select(ComplaintView).where(
            ComplaintView.id == view_id, or_(ComplaintView.owner_id == actor.user_id, shared)
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found
