"""What the register adds to the start page."""

from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.access import Actor, Permission
from app.complaints.labels.figures import behind_text, data_until_text, period_text
from app.complaints.models import Complaint, ComplaintImport
from app.complaints.queries.figures import cut_off_of, here_until, volume_figures
from app.complaints.queries.handling import Waiting, last_day_of, waiting_for
from app.complaints.queries.patience import last_counted, months_behind
from app.complaints.queries.problems import open_problem_count
from app.db import db, utc_now
from app.web.filters import number, percent1, tanggal
from app.web.start_page import Task, Tile, Urgency

_NEAR = timedelta(days=2)


@last_counted()
def complaint_tiles(actor: Actor) -> list[Tile]:
    """How many complaints came in and how many were followed up, for people of one government."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.COMPLAINT_FIGURES):
        return []
    unit_ids = sorted(actor.unit_ids)
    sees_all = actor.may(Permission.COMPLAINT_FIGURES, government_id)
    if not sees_all and not unit_ids:
        return []
    cut_off = cut_off_of(government_id)
    if cut_off is None:
        return []
    unit_id = None if sees_all else unit_ids[0]
    incoming, followed_up = volume_figures(government_id, unit_id)
    here = here_until(government_id, cut_off, None, unit_id)
    texts = [
        period_text(None, None),
        data_until_text(tanggal(cut_off), here),
        behind_text(months_behind()),
    ]
    note = ". ".join(filter(None, texts))
    url = url_for("complaints.statistics")
    return [
        Tile(_("Pengaduan masuk"), number(incoming), url, note),
        Tile(_("Pengaduan ditindaklanjuti"), percent1(followed_up), url, note),
    ]


def waiting_complaints(actor: Actor) -> list[Task]:
    """Complaints whose next step is this person's, with the earliest deadline."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.COMPLAINT_HANDLE):
        return []
    waiting = waiting_for(actor, government_id)
    if not waiting.count:
        return []
    text = _("Periksa, salurkan, atau jawab pelapor.")
    if waiting.due is not None:
        text = _due_text(waiting)
    return [
        Task(
            _("Pengaduan menunggu tindakan"),
            text,
            url_for("complaints.register", tindakan="1"),
            _urgency(waiting.due),
            count=waiting.count,
            action=_("Lihat pengaduan"),
            icon="message",
        )
    ]


def _due_text(waiting: Waiting) -> str:
    day = tanggal(last_day_of(waiting.due)) if waiting.due else ""
    if waiting.overdue:
        return str(
            ngettext(
                "%(num)s lewat tenggat, yang terlama sejak %(day)s.",
                "%(num)s lewat tenggat, yang terlama sejak %(day)s.",
                waiting.overdue,
                day=day,
            )
        )
    return str(_("Tenggat terdekat %(day)s.", day=day))


def _urgency(due: datetime | None) -> Urgency:
    if due is None:
        return Urgency.SOON
    if due <= utc_now():
        return Urgency.OVERDUE
    return Urgency.NOW if due - utc_now() <= _NEAR else Urgency.SOON


def unknown_units(actor: Actor) -> list[Task]:
    """Complaints whose OPD nobody has named yet, for the coordinator."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.COMPLAINT_IMPORT, government_id):
        return []
    waiting = db.session.scalar(
        select(func.count(Complaint.id)).where(
            Complaint.government_id == government_id,
            Complaint.unit_id.is_(None),
            Complaint.declined_at.is_(None),
            Complaint.raw_unit != "",
        )
    )
    if not waiting:
        return []
    return [
        Task(
            _("Tetapkan OPD pengaduan"),
            _("Sebutan OPD pada pengaduan ini belum dikenal, sehingga belum terhitung di OPD mana pun."),
            url_for("complaints.unknown_spellings"),
            Urgency.SOON,
            count=waiting,
            action=_("Tetapkan OPD"),
            icon="message",
        )
    ]


def waiting_problems(actor: Actor) -> list[Task]:
    """Recurring problems that nobody has decided about, for the coordinator."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.PROBLEM_SETTLE, government_id):
        return []
    waiting = open_problem_count(government_id)
    if not waiting:
        return []
    return [
        Task(
            _("Masalah berulang belum diputuskan"),
            _(
                "Kategori pengaduan yang meningkat atau terlambat dapat dijawab dengan kegiatan dalam rencana aksi."
            ),
            url_for("complaints.problems", status="open"),
            Urgency.WHEN_CONVENIENT,
            count=waiting,
            action=_("Lihat masalah"),
            icon="warning",
        )
    ]


def first_import(actor: Actor) -> list[Task]:
    """The first file, for a coordinator whose register is empty."""
    government_id = actor.government_id
    if government_id is None or not actor.may(Permission.COMPLAINT_IMPORT, government_id):
        return []
    if db.session.scalar(
        select(ComplaintImport.id).where(ComplaintImport.government_id == government_id).limit(1)
    ):
        return []
    return [
        Task(
            _("Impor data pengaduan"),
            _("Angka pengaduan dipakai menilai indikator terukur dan menyusun rencana aksi."),
            url_for("complaints.imports"),
            Urgency.WHEN_CONVENIENT,
            action=_("Impor berkas"),
            icon="upload",
        )
    ]
