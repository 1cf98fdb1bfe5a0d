"""Where the complaints of a period are counted: by tallies, by what these do not hold yet, and one by one."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.complaints.models import Complaint, ComplaintTally, TallyMark
from app.complaints.queries import patience
from app.complaints.queries.counting import COUNTED_COLUMNS, facts_of, received_between, zone_of
from app.complaints.statistics.cells import ALL_UNITS, NO_UNIT, TOTAL
from app.complaints.statistics.facts import COUNTED, Facts, facts
from app.complaints.statistics.months import cut_months, first_day, last_day, month_of, whole_months
from app.db import db

Span = tuple[date, date]
YEAR, MONTH = len("2021"), len("2021-10")
# What is counted, as a number at the head of every stamp: raise it when a tally is to hold something more. Tallies of
# another number are not read, and `actions.tallies` counts their months anew.
COUNTING = "3"
# The stamps of a month begin so, and of one of which every day was tallied as well.
PLAIN, WITH_DAYS = f"{COUNTING}m", f"{COUNTING}d"
# Beyond this many changes counting the month is cheaper than correcting its tally.
MANY_MARKS = 2_000
_UNIT, _MONTH, _DAY = COUNTED.index("unit_id"), COUNTED.index("month"), COUNTED.index("received_on")


@dataclass(frozen=True)
class Marks:
    """What the tallies of a government do not hold: whole months, and single complaints as they were before."""

    stale: frozenset[str]
    before: Mapping[tuple[str, str], list[Any] | None]  # (month, complaint id), the first mark of each


@dataclass(frozen=True)
class Plan:
    """How a period is read."""

    government_id: str
    stamps: Mapping[str, str]
    marks: Marks
    months: Sequence[str]  # by their tallies
    periods: Sequence[str]  # the same months, put together to years where these hold
    days: Sequence[Span]  # parts of a month, by the tallies of its days
    spans: Sequence[Span]  # complaint by complaint

    def covers(self, row: Sequence[Any]) -> bool:
        """Whether a complaint, as a row of `COUNTED`, is in one of the tallies that are read."""
        day = str(row[_DAY])
        return row[_MONTH] in self.months or any(
            first.isoformat() <= day <= last.isoformat() for first, last in self.days
        )


@dataclass(frozen=True)
class Loose:
    """Complaints to be counted on top of the tallies, or taken away from them."""

    facts: Facts
    take_away: bool = False


def plan_of(government_id: str, start: date | None, end: date | None, *, by_day: bool = True) -> Plan:
    """The plan for one government. `by_day`: the tallies of single days will do (they are not kept by unit)."""
    # The stamps first: should a month be counted anew after this look, `still_holds` sees it.
    stamps = stamps_of([government_id]).get(government_id, {})
    marks = marks_of([government_id]).get(government_id, NO_MARKS)
    return plan_for(government_id, stamps, marks, start, end, by_day=by_day)


def plan_for(
    government_id: str,
    stamps: Mapping[str, str],
    marks: Marks,
    start: date | None,
    end: date | None,
    *,
    by_day: bool = True,
) -> Plan:
    """What of a period is read from where, given what was tallied and what was changed since."""
    first, last = whole_months(start, end)
    old = outdated(stamps)
    marks, behind = _left_behind(government_id, marks, old, start, end)
    stale = (marks.stale | old) - behind
    unread = stale | old
    fresh = [month for month in stamps if len(month) == MONTH and month not in unread]
    inside = [month for month in fresh if first <= month <= last]
    # A month without complaints is tallied by having no tally; what comes into it is a correction of nothing.
    came = {month for month, _ in marks.before if month not in stale and month not in stamps}
    inside += [month for month in sorted(came) if first <= month <= last]
    years = [year for year in whole_years(stamps, unread) if first <= f"{year}-01" and f"{year}-12" <= last]
    days: list[Span] = []
    spans = [(first_day(month), last_day(month)) for month in sorted(stale) if first <= month <= last]
    for span in cut_months(start, end):
        month = month_of(span[0])
        if by_day and month not in unread and stamps.get(month, "").startswith(WITH_DAYS):
            days.append(span)
        elif month not in behind:
            spans.append(span)
    return Plan(
        government_id=government_id,
        stamps=stamps,
        marks=marks,
        months=inside,
        periods=years + [month for month in inside if month[:YEAR] not in years],
        days=days,
        spans=spans,
    )


def _left_behind(
    government_id: str, marks: Marks, old: Collection[str], start: date | None, end: date | None
) -> tuple[Marks, frozenset[str]]:
    """What of the marks is heeded, and the months of a period that are read as they were counted last.

    Of those that were never counted, or by another number, nothing is read.
    """
    if not patience.is_asked():
        return marks, frozenset()
    first, last = month_of(start or date.min), month_of(end or date.max)
    changed = [month for month, _ in marks.before if first <= month <= last]
    waiting = {month for month in marks.stale.union(old) if first <= month <= last}
    behind = frozenset(waiting if patience.takes_long(government_id, waiting) else ())
    if len(changed) > patience.PATIENCE:
        behind |= set(changed)
    patience.note_behind(behind)
    if not behind:
        return marks, behind
    before = {place: was for place, was in marks.before.items() if place[0] not in behind}
    return Marks(marks.stale, before), behind


def outdated(stamps: Mapping[str, str]) -> set[str]:
    """The months that were tallied when something else was counted."""
    return {
        month for month, stamp in stamps.items() if len(month) == MONTH and not stamp.startswith(COUNTING)
    }


def still_holds(plan: Plan) -> bool:
    """Whether nothing was counted anew since the plan was made; else tallies and marks may not fit each other."""
    return stamps_of([plan.government_id]).get(plan.government_id, {}) == plan.stamps


def stamps_of(government_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """The stamp of every month and year that was tallied, by government."""
    found: dict[str, dict[str, str]] = {}
    statement = select(ComplaintTally.government_id, ComplaintTally.period, ComplaintTally.stamp).where(
        ComplaintTally.government_id.in_(government_ids),
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == TOTAL,
        func.length(ComplaintTally.period) <= MONTH,
    )
    for owner, period, stamp in db.session.execute(statement):
        found.setdefault(owner, {})[period] = stamp
    return found


def marked_months(government_id: str) -> set[str]:
    """The months of which the tallies do not hold everything."""
    statement = select(TallyMark.month).where(TallyMark.government_id == government_id).distinct()
    return set(db.session.scalars(statement))


NO_MARKS = Marks(frozenset(), {})


def marks_of(government_ids: Collection[str]) -> dict[str, Marks]:
    """What the tallies do not hold, by government; those of which they hold everything are left out."""
    stale: dict[str, set[str]] = {}
    single = False
    statement = (
        select(
            TallyMark.government_id,
            TallyMark.month,
            func.count(TallyMark.id),
            func.count(TallyMark.complaint_id),
        )
        .where(TallyMark.government_id.in_(government_ids))
        .group_by(TallyMark.government_id, TallyMark.month)
    )
    for owner, month, marks, of_complaints in db.session.execute(statement):
        whole = of_complaints < marks or marks > MANY_MARKS
        single = single or not whole
        stale.setdefault(owner, set()).update({month} if whole else ())
    before = _before(stale) if single else {}
    return {owner: Marks(frozenset(months), before.get(owner, {})) for owner, months in stale.items()}


def _before(stale: Mapping[str, Collection[str]]) -> dict[str, dict[tuple[str, str], list[Any] | None]]:
    found: dict[str, dict[tuple[str, str], list[Any] | None]] = {}
    statement = (
        select(TallyMark.government_id, TallyMark.month, TallyMark.complaint_id, TallyMark.before)
        .where(TallyMark.government_id.in_(stale), TallyMark.complaint_id.is_not(None))
        .order_by(TallyMark.id)
    )
    for owner, month, complaint_id, before in db.session.execute(statement):
        if month not in stale[owner]:
            found.setdefault(owner, {}).setdefault((month, complaint_id or ""), before)
    return found


def loose_of(plan: Plan, unit_id: str | None = None) -> Iterator[Loose]:
    """The complaints that no tally holds as they are, of one unit (`NO_UNIT`: of no known one) or of all."""
    for span in plan.spans:
        where = [received_between(*span)]
        if unit_id is not None:
            where.append(Complaint.unit_id.is_(None) if unit_id == NO_UNIT else Complaint.unit_id == unit_id)
        yield Loose(facts_of(plan.government_id, *where))
    wanted = plan.marks.before
    if not wanted:
        return
    zone = zone_of(plan.government_id)
    was = (before for before in wanted.values() if before is not None)
    yield Loose(facts(_within(plan, unit_id, was), zone), take_away=True)
    yield Loose(facts(_within(plan, unit_id, _as_they_are(plan, wanted)), zone))


def _as_they_are(plan: Plan, wanted: Collection[tuple[str, str]]) -> Iterator[Sequence[Any]]:
    """The marked complaints as they are now; each belongs to the one month in which it is now."""
    ids = sorted({complaint_id for _, complaint_id in wanted})
    statement = select(Complaint.id, *COUNTED_COLUMNS).where(
        Complaint.government_id == plan.government_id, Complaint.id.in_(ids)
    )
    for complaint_id, *row in db.session.execute(statement):
        if (row[_MONTH], complaint_id) in wanted:
            yield row


def _within(plan: Plan, unit_id: str | None, rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    return [
        row for row in rows if plan.covers(row) and (unit_id is None or (row[_UNIT] or NO_UNIT) == unit_id)
    ]


def year_stamp(year: str, stamps: Mapping[str, str]) -> str:
    """What a year's tallies carry when they are the sum of these months."""
    months = "".join(f"{month}:{stamps[month]};" for month in sorted(stamps) if month.startswith(f"{year}-"))
    return hashlib.blake2b(months.encode(), digest_size=16).hexdigest()


def whole_years(stamps: Mapping[str, str], stale: Collection[str]) -> list[str]:
    """The years whose tallies are the sum of what their months hold now."""
    return [
        year
        for year, stamp in stamps.items()
        if len(year) == YEAR
        and stamp == year_stamp(year, stamps)
        and not any(month.startswith(f"{year}-") for month in stale)
    ]
