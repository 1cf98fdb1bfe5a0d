"""The book of numbers, and which number comes next."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from app.db import db, utc_now
from app.organisations.models import DocumentSettings, Government
from app.organisations.rules.numbering import filled
from app.organisations.stationery.queries import settings_of
from app.reports.document import Subject
from app.reports.models import DocumentNumber


def subject_key(subject: Subject) -> str:
    """Which document it is among those of its kind and government."""
    return f"{subject.unit_id or ''}|{subject.record}"


def number_in_force(name: str, subject: Subject) -> DocumentNumber | None:
    """The number that this document was given and that was not voided."""
    return db.session.scalars(
        select(DocumentNumber).where(
            DocumentNumber.government_id == subject.government_id,
            DocumentNumber.name == name,
            DocumentNumber.subject == subject_key(subject),
            DocumentNumber.voided_at.is_(None),
        )
    ).one_or_none()


def pattern_of(settings: DocumentSettings | None, name: str) -> tuple[str, str]:
    """Pattern and code for a kind of document; empty where its numbers are typed by hand."""
    kept: Mapping[str, str] = settings.numbering.get(name, {}) if settings is not None else {}
    return kept.get("pattern", ""), kept.get("code", "")


def coming_number(government: Government, name: str) -> tuple[int, str] | None:
    """The running number of this year and the number that come next; None without a pattern.

    What somebody typed already is passed over.
    """
    pattern, code = pattern_of(settings_of(government.id), name)
    if not pattern:
        return None
    day = today_of(government)
    running = last_running(government.id, name, day.year) + 1
    while _is_taken(government.id, number := filled(pattern, running, day, code)):
        running += 1
    return running, number


def today_of(government: Government) -> date:
    """The day that a number given now bears."""
    return utc_now().astimezone(ZoneInfo(government.time_zone.value)).date()


def book(government: Government) -> Select[DocumentNumber]:
    """Every number, the latest first."""
    return (
        select(DocumentNumber)
        .where(DocumentNumber.government_id == government.id)
        .order_by(DocumentNumber.given_at.desc(), DocumentNumber.id)
    )


def skipped(government: Government) -> Sequence[tuple[str, int, int]]:
    """Running numbers that no document has: (kind, year, number), because they stood in a typed number."""
    rows = db.session.execute(
        select(DocumentNumber.name, DocumentNumber.year, DocumentNumber.running)
        .where(DocumentNumber.government_id == government.id, DocumentNumber.running.is_not(None))
        .order_by(DocumentNumber.name, DocumentNumber.year, DocumentNumber.running)
    )
    given: dict[tuple[str, int], list[int]] = {}
    for name, year, running in rows:
        given.setdefault((name, year), []).append(running or 0)
    return [
        (name, year, number)
        for (name, year), numbers in given.items()
        for number in range(1, numbers[-1])
        if number not in set(numbers)
    ]


def last_running(government_id: str, name: str, year: int) -> int:
    """The last running number of a kind and year; 0 before the first."""
    return (
        db.session.scalar(
            select(func.max(DocumentNumber.running)).where(
                DocumentNumber.government_id == government_id,
                DocumentNumber.name == name,
                DocumentNumber.year == year,
            )
        )
        or 0
    )


def _is_taken(government_id: str, number: str) -> bool:
    found = select(DocumentNumber.id).where(
        DocumentNumber.government_id == government_id, DocumentNumber.number == number
    )
    return db.session.scalar(found) is not None
