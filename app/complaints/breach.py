"""Which complaints an incident touches: what a written notice to the persons and the authority has to be made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select

from app.complaints.exporting import Value
from app.complaints.labels import KLASS_LABELS, STATUS_LABELS
from app.complaints.masking import PLACEHOLDERS
from app.complaints.models import AccessKind, Complaint, ComplaintReporter, TextAccess
from app.complaints.queries.accesses import times_opened
from app.db import db
from app.organisations.models import Government, Unit, User

_BATCH = 1_000


@dataclass(frozen=True)
class BreachFilter:
    """Complaints received between two days; or only those that were opened since a moment, or by somebody.

    An export hands out many at once; who made one since then, or at all, is taken to hold everything of the span.
    """

    first_day: date | None = None
    last_day: date | None = None
    opened_since: datetime | None = None
    opened_by: str | None = None  # username


def breach_rows(government: Government, wanted: BreachFilter) -> tuple[list[str], list[list[Value]]]:
    """Headings and one row for each complaint: what of citizens it held, never what it said."""
    headings = [
        _("Nomor laporan"),
        _("Sumber"),
        _("Masuk"),
        _("Status"),
        _("Klasifikasi"),
        _("OPD"),
        _("Isi masih disimpan"),
        _("Identitas pelapor disimpan"),
        _("Jenis data pribadi yang semula ada (disamarkan)"),
        _("Dibuka (kali)"),
    ]
    found: list[Any] = list(db.session.execute(_statement(government, wanted)))
    rows: list[list[Value]] = []
    for begin in range(0, len(found), _BATCH):
        batch = found[begin : begin + _BATCH]
        opened = times_opened([row[0].id for row in batch])
        for complaint, text, unit, reporter in batch:
            rows.append(_row(complaint, text, unit, reporter, opened.get(complaint.id, 0)))
    return headings, rows


def _statement(government: Government, wanted: BreachFilter) -> Any:
    reporter = select(ComplaintReporter.id).where(ComplaintReporter.complaint_id == Complaint.id)
    statement: Any = (
        select(Complaint, Complaint.text, Unit.name, reporter.exists())
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.government_id == government.id)
        .order_by(Complaint.received_at, Complaint.id)
    )
    if wanted.first_day:
        statement = statement.where(Complaint.received_on >= wanted.first_day)
    if wanted.last_day:
        statement = statement.where(Complaint.received_on <= wanted.last_day)
    if wanted.opened_since or wanted.opened_by:
        statement = statement.where(_was_opened(government, wanted))
    return statement


def _was_opened(government: Government, wanted: BreachFilter) -> ColumnElement[bool]:
    accesses = select(TextAccess).where(TextAccess.government_id == government.id)
    if wanted.opened_since:
        accesses = accesses.where(TextAccess.at >= wanted.opened_since)
    if wanted.opened_by:
        reader = select(User.id).where(User.username == wanted.opened_by).scalar_subquery()
        accesses = accesses.where(TextAccess.user_id == reader)
    many = accesses.where(TextAccess.kind.in_((AccessKind.EXPORT, AccessKind.API)))
    one = accesses.with_only_columns(TextAccess.complaint_id).where(TextAccess.complaint_id.is_not(None))
    return or_(many.exists(), Complaint.id.in_(one))


def _row(complaint: Complaint, text: str, unit: str | None, reporter: bool, opened: int) -> list[Value]:
    return [
        complaint.tracking_id,
        complaint.source,
        complaint.received_on.isoformat(),
        str(STATUS_LABELS[complaint.status]),
        str(KLASS_LABELS[complaint.klass]) if complaint.klass else "",
        unit or complaint.raw_unit,
        _("ya") if complaint.text_removed_at is None else _("tidak"),
        _("ya") if reporter else _("tidak"),
        ", ".join(_kinds(f"{complaint.title}\n{complaint.area}\n{text}")),
        opened,
    ]


def _kinds(text: str) -> Sequence[str]:
    """The kinds of personal data that were masked in a text."""
    return [kind.value for kind, placeholder in PLACEHOLDERS.items() if placeholder in text]
