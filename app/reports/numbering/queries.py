"""The book of numbers, and which number comes next."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from app.db import db
from app.organisations.models import DocumentSettings, Government
from app.organisations.rules.numbering import Jump, coming_running, filled, gaps, jumps_of
from app.organisations.stationery.queries import settings_of
from app.plans.models import Plan
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


def kept_of(settings: DocumentSettings | None, name: str) -> Mapping[str, Any]:
    """What is set about the numbers of a kind of document; nothing where they are typed by hand."""
    kept: Mapping[str, Any] = settings.numbering.get(name, {}) if settings is not None else {}
    return kept


def coming_number(government: Government, name: str) -> tuple[int, str] | None:
    """The running number of this year and the number that come next; None without a pattern.

    What somebody typed already is passed over.
    """
    kept = kept_of(settings_of(government.id), name)
    pattern, code = kept.get("pattern", ""), kept.get("code", "")
    if not pattern:
        return None
    day = government.today()
    running = coming_running(last_running(government.id, day.year).get(name, 0), jumps_of(kept, day.year))
    while _is_taken(government.id, number := filled(pattern, running, day, code)):
        running += 1
    return running, number


def book(government: Government) -> Select[DocumentNumber]:
    """Every number, the latest first."""
    return (
        select(DocumentNumber)
        .where(DocumentNumber.government_id == government.id)
        .order_by(DocumentNumber.given_at.desc(), DocumentNumber.id)
    )


def skipped(government: Government) -> Sequence[tuple[str, int, int]]:
    """Running numbers that no document has: (kind, year, number), because they stood in a typed number.

    Those that the book jumped over are none of them (`jumped`).
    """
    settings = settings_of(government.id)
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
        for number in gaps(numbers, jumps_of(kept_of(settings, name), year))
    ]


def jumped(government: Government) -> Sequence[tuple[str, int, Jump]]:
    """Where the book goes on after one of paper: (kind, year, jump)."""
    settings = settings_of(government.id)
    return [
        (name, int(year), jump)
        for name, kept in sorted((settings.numbering if settings is not None else {}).items())
        for year in sorted(kept.get("jumps", {}))
        for jump in jumps_of(kept, int(year))
    ]


def last_running(government_id: str, year: int) -> dict[str, int]:
    """The last running number of a year by kind; a kind without numbers is left out."""
    rows = db.session.execute(
        select(DocumentNumber.name, func.max(DocumentNumber.running))
        .where(
            DocumentNumber.government_id == government_id,
            DocumentNumber.year == year,
            DocumentNumber.running.is_not(None),
        )
        .group_by(DocumentNumber.name)
    )
    return {row[0]: row[1] or 0 for row in rows}


def _is_taken(government_id: str, number: str) -> bool:
    found = select(DocumentNumber.id).where(
        DocumentNumber.government_id == government_id, DocumentNumber.number == number
    )
    return db.session.scalar(found) is not None or stands_on_a_plan(government_id, number)


def stands_on_a_plan(government_id: str, number: str) -> bool:
    """Whether somebody typed this number on the cover of a plan."""
    found = (
        select(Plan.id).where(Plan.government_id == government_id, Plan.document_number == number).limit(1)
    )
    return db.session.scalar(found) is not None
