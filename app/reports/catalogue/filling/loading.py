"""How far the assessments of a government are, as plain data."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.assessment.labels import STATE_LABELS
from app.assessment.queries import BoardFilter, BoardRow, load_board, round_of_year
from app.db import db, utc_now
from app.organisations.models import Government
from app.plans.document_data import GovernmentData
from app.plans.queries.document import government_data
from app.reports.document import NothingToPrintError


@dataclass(frozen=True, slots=True)
class UnitFilling:
    """One OPD."""

    name: str
    state: str  # in words
    total: int
    answered: int
    evidenced: int
    returned: int
    changed_at: datetime | None
    deadline: date
    days_left: int
    is_late: bool
    is_sent: bool


@dataclass(frozen=True, slots=True)
class FillingData:
    """What the table of a government holds."""

    government: GovernmentData
    year: int
    round_title: str
    units: tuple[UnitFilling, ...]
    made_at: datetime


def load_government(government_id: str, record: str) -> FillingData:
    """The OPD of a year's round; `NothingToPrintError` without one."""
    government = db.session.get(Government, government_id)
    round_ = round_of_year(government_id, int(record)) if record.isdecimal() else None
    if government is None or round_ is None:
        raise NothingToPrintError(_("Belum ada putaran asesmen pada tahun itu."))
    now = utc_now()
    zone = ZoneInfo(government.time_zone.value)
    board = load_board(round_, BoardFilter(), now)
    return FillingData(
        government=government_data(government),
        year=round_.year,
        round_title=round_.title,
        units=tuple(_unit(row, zone) for row in board.rows),
        made_at=now,
    )


def _unit(row: BoardRow, zone: ZoneInfo) -> UnitFilling:
    return UnitFilling(
        name=row.unit.name,
        state=str(STATE_LABELS[row.state]),
        total=row.filling.total,
        answered=row.filling.answered,
        evidenced=row.filling.evidenced,
        returned=row.filling.returned,
        changed_at=row.changed_at,
        deadline=row.deadline.astimezone(zone).date(),
        days_left=row.days_left,
        is_late=row.is_late,
        is_sent=row.assessment.was_submitted,
    )
