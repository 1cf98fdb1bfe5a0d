"""What the organisation puts on the start page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission
from app.db import db
from app.organisations.models import Unit
from app.web.start_page import Task, Urgency


def first_units(actor: Actor) -> list[Task]:
    """The list of OPD, for a coordinator who has none yet: everything else is divided by it."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.UNIT_EDIT, government_id):
        return []
    statement = select(Unit.id).where(Unit.government_id == government_id, Unit.is_active.is_(True)).limit(1)
    if db.session.scalar(statement):
        return []
    return [
        Task(
            _("Susun daftar OPD"),
            _(
                "Mulai di sini: asesmen, pengaduan, dan rencana aksi dibagi menurut OPD. Daftar baku tersedia."
            ),
            url_for("units.list_units"),
            Urgency.SOON,
            action=_("Buka daftar OPD"),
            icon="building",
        )
    ]
