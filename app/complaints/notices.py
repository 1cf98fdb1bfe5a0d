"""What people are told when a complaint moves: one function for each event, so that the words stand in one place."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Actor, Role
from app.complaints.addresses import complaint_path, register_path
from app.complaints.models import Complaint
from app.complaints.queries.people import holders
from app.db import db
from app.notifications import notify
from app.organisations.models import Unit

_NAMED = 10  # numbers in one digest; the rest is counted


def forwarded(complaint: Complaint, unit: Unit) -> None:
    """To the admins of the OPD that is in charge now."""
    notify(
        holders(Role.OPD_ADMIN, complaint.government_id, unit.id),
        "complaint.forwarded",
        _("Pengaduan %(id)s disalurkan kepada %(unit)s", id=complaint.tracking_id, unit=unit.name),
        _("Periksa pengaduan ini, lalu jawab pelapor sebelum tenggat."),
        complaint_path(complaint.id),
        complaint.government_id,
    )


def declined(complaint: Complaint, unit_id: str | None) -> None:
    """To the coordinator. The reason stays with the complaint: a notice is also sent by mail."""
    unit = db.session.get(Unit, unit_id) if unit_id else None
    notify(
        holders(Role.COORDINATOR, complaint.government_id),
        "complaint.declined",
        _("Pengaduan %(id)s dinyatakan bukan wewenang", id=complaint.tracking_id),
        _(
            "%(unit)s mengembalikannya dengan alasan. Salurkan kepada OPD lain.",
            unit=unit.name if unit else "",
        ),
        complaint_path(complaint.id),
        complaint.government_id,
    )


def replied(actor: Actor, complaint: Complaint) -> None:
    """To the admins of the OPD in charge, unless one of them wrote it down."""
    if complaint.unit_id is None:
        return
    readers = holders(Role.OPD_ADMIN, complaint.government_id, complaint.unit_id)
    if actor.user_id in readers:
        return
    notify(
        readers,
        "complaint.replied",
        _("Pelapor menanggapi pengaduan %(id)s", id=complaint.tracking_id),
        _("Baca tanggapannya dan jawab kembali."),
        complaint_path(complaint.id),
        complaint.government_id,
    )


def closed_automatically(government_id: str, unit_id: str, tracking_ids: Sequence[str]) -> None:
    """To the admins of an OPD, one notice for all of its complaints that closed by themselves."""
    named = ", ".join(tracking_ids[:_NAMED])
    rest = len(tracking_ids) - _NAMED
    if rest > 0:
        named = _("%(numbers)s, dan %(n)s lainnya", numbers=named, n=rest)
    notify(
        holders(Role.OPD_ADMIN, government_id, unit_id),
        "complaint.closed_automatically",
        ngettext(
            "%(num)s pengaduan selesai otomatis", "%(num)s pengaduan selesai otomatis", len(tracking_ids)
        ),
        _("Pelapor tidak menanggapi jawaban sampai batas waktunya: %(numbers)s.", numbers=named),
        register_path(status="finished"),
        government_id,
    )
