"""Tallies counted anew. Two steps each: reading, which keeps nobody from writing, and a short writing.

Nothing is locked. Whoever counts a month takes away the marks that it saw before it counted; if another has taken one
of them meanwhile, the other has counted the same or more, and what was counted here is dropped.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, union
from sqlalchemy.exc import IntegrityError

from app.complaints.marking import forget_marks, mark_stale
from app.complaints.models import Complaint, ComplaintTally, TallyMark
from app.complaints.queries.counting import facts_of, received_between
from app.complaints.queries.plans import (
    COUNTING,
    MONTH,
    NO_MARKS,
    PLAIN,
    WITH_DAYS,
    YEAR,
    marks_of,
    outdated,
    stamps_of,
    year_stamp,
)
from app.complaints.statistics.cells import (
    ALL_UNITS,
    TOTAL,
    Groups,
    cells,
    cells_by_day,
    cells_of_first_days,
    summed,
)
from app.complaints.statistics.coding import as_plain
from app.complaints.statistics.months import first_day, last_day
from app.db import db, new_id, reading, utc_now
from app.db.unit_of_work import commit, rollback

# As many ids as any engine takes in one statement.
_IDS = 5_000
# A month of so many complaints is tallied day by day as well, so that a period may cut it without counting them all.
DAYS_FROM = 2_000


@dataclass(frozen=True)
class CountedPeriod:
    """The tallies of a month, or of a year as the sum of its months, not written yet."""

    government_id: str
    period: str
    marks: tuple[int, ...]
    rows: list[dict[str, Any]]


def refresh(government_id: str | None = None, *, seconds: float | None = None) -> int:
    """Count anew every month in which complaints were changed, of one government or of all; answers how many months.

    Commits: first what the caller has written, then month by month. Ends after `seconds`, if given; what is left
    then is put right by whoever reads it, until the next time.
    """
    commit()
    started, done = time.monotonic(), 0
    years: set[tuple[str, str]] = set()
    for owner, month in _waiting(government_id):
        if seconds is not None and time.monotonic() - started > seconds:
            break
        with reading():
            found = count_month(owner, month)
            db.session.rollback()
        done += found is not None and keep(found)
        commit()
        years.add((owner, month[:YEAR]))
    for owner, year in sorted(years):
        _refresh_year(owner, year)
    return done


def recount(government_id: str) -> int:
    """Count every month of a government anew, whether or not anything changed; answers how many. Commits."""
    commit()
    with reading():
        months = db.session.scalars(
            select(Complaint.month).where(Complaint.government_id == government_id).distinct()
        ).all()
        stamps = stamps_of([government_id]).get(government_id, {})
        tallied = [period for period in stamps if len(period) == MONTH]
        db.session.rollback()
    mark_stale(government_id, {*months, *tallied})
    return refresh(government_id)


def mark_outdated() -> int:
    """Mark the months that were tallied when something else was counted; answers how many. For after an upgrade."""
    statement = select(ComplaintTally.government_id, ComplaintTally.period).where(
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == TOTAL,
        func.length(ComplaintTally.period) == MONTH,
        ~ComplaintTally.stamp.startswith(COUNTING),
    )
    found = db.session.execute(statement).all()
    for owner, month in found:
        mark_stale(owner, [month])
    return len(found)


def registers() -> list[str]:
    """Every government that has complaints, or had some when figures were counted last."""
    with reading():
        found = db.session.scalars(
            union(
                select(Complaint.government_id),
                select(TallyMark.government_id),
                select(ComplaintTally.government_id),
            ).order_by("government_id")
        ).all()
        db.session.rollback()
    return list(found)


def count_month(government_id: str, month: str) -> CountedPeriod | None:
    """Count one month from its complaints. Reads only. None when somebody changed one while they were counted."""
    marks = _marks(government_id, month)
    counted = facts_of(government_id, received_between(first_day(month), last_day(month)))
    if _marks(government_id, month) != marks:
        return None
    stamp = PLAIN + new_id()
    if len(counted) < DAYS_FROM:
        return CountedPeriod(government_id, month, marks, _cells(government_id, month, stamp, cells(counted)))
    stamp = WITH_DAYS + new_id()
    rows = _cells(government_id, month, stamp, cells(counted))
    by_day = cells_by_day(counted)
    for period, split in chain(by_day.items(), cells_of_first_days(month, by_day)):
        rows += _cells(government_id, period, stamp, {ALL_UNITS: split})
    return CountedPeriod(government_id, month, marks, rows)


def _marks(government_id: str, month: str) -> tuple[int, ...]:
    statement = select(TallyMark.id).where(TallyMark.government_id == government_id, TallyMark.month == month)
    return tuple(db.session.scalars(statement.order_by(TallyMark.id)))


def count_year(government_id: str, year: str) -> CountedPeriod | None:
    """Add up the months of a year. Reads only. None while one has to be counted anew, or when that was done already."""
    stamps = stamps_of([government_id]).get(government_id, {})
    marks = marks_of([government_id]).get(government_id, NO_MARKS)
    stamp = year_stamp(year, stamps)
    stale = marks.stale | outdated(stamps)
    if any(month.startswith(f"{year}-") for month in stale) or stamps.get(year) == stamp:
        return None
    months = [period for period in stamps if period.startswith(f"{year}-")]
    statement = select(ComplaintTally.subject, ComplaintTally.dimension, ComplaintTally.counts).where(
        ComplaintTally.government_id == government_id, ComplaintTally.period.in_(months)
    )
    together = summed((row[0], row[1], row[2]) for row in db.session.execute(statement))
    return CountedPeriod(government_id, year, (), _cells(government_id, year, stamp, together))


def keep(found: CountedPeriod) -> bool:
    """Write what was counted in place of what was there, unless somebody else has done so meanwhile.

    A month without marks is not written: whoever took them away has counted it. A year needs none, because its stamp
    tells what it is the sum of.
    """
    if not found.marks and len(found.period) > YEAR:
        return False
    with db.session.begin_nested() as attempt:
        if _take_away(found.marks) < len(found.marks):
            attempt.rollback()
            return False
        forget_marks()
        db.session.execute(
            delete(ComplaintTally)
            .where(
                ComplaintTally.government_id == found.government_id,
                _is_in(found.period),
            )
            .execution_options(synchronize_session=False)
        )
        if found.rows:
            db.session.execute(insert(ComplaintTally), found.rows)
    return True


def _is_in(period: str) -> ColumnElement[bool]:
    """The tallies of a year; or of a month with its days."""
    if len(period) == YEAR:
        return ComplaintTally.period == period
    return ComplaintTally.period.startswith(period)


def _take_away(marks: tuple[int, ...]) -> int:
    gone = 0
    for start in range(0, len(marks), _IDS):
        some = marks[start : start + _IDS]
        statement = delete(TallyMark).where(TallyMark.id.in_(some))
        done: Any = db.session.execute(statement.execution_options(synchronize_session=False))
        gone += done.rowcount
    return gone


def _waiting(government_id: str | None) -> list[tuple[str, str]]:
    statement = select(TallyMark.government_id, TallyMark.month).distinct()
    if government_id is not None:
        statement = statement.where(TallyMark.government_id == government_id)
    with reading():
        found = [(row.government_id, row.month) for row in db.session.execute(statement)]
        db.session.rollback()
    return sorted(found)


def _refresh_year(government_id: str, year: str) -> None:
    """Only years that are over: the present one would be added up again with every complaint."""
    if int(year) >= utc_now().year:
        return
    with reading():
        found = count_year(government_id, year)
        db.session.rollback()
    if found is None:
        return
    try:
        keep(found)
    except IntegrityError:
        rollback()  # another has just written the same
    commit()


def _cells(
    government_id: str, period: str, stamp: str, counted: Mapping[str, Mapping[str, Groups]]
) -> list[dict[str, Any]]:
    return [
        {
            "government_id": government_id,
            "period": period,
            "subject": subject,
            "dimension": str(dimension),
            "stamp": stamp,
            "counts": {key: as_plain(tally) for key, tally in groups.items()},
        }
        for subject, split in counted.items()
        for dimension, groups in split.items()
    ]
