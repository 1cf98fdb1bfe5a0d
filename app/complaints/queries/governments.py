"""The figures of many governments at once, for province, ministry and Ombudsman."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.access import Actor, Permission, within
from app.complaints.models import ComplaintImport, ComplaintTally, ImportState
from app.complaints.queries.plans import NO_MARKS, Plan, loose_of, marks_of, plan_for, stamps_of
from app.complaints.queries.tallies import add_loose, count
from app.complaints.queries.tally_rows import decoded, parts_of
from app.complaints.statistics import GroupFigures, SeenAt, Tally
from app.complaints.statistics.cells import ALL_UNITS, TOTAL
from app.complaints.statistics.coding import absorb
from app.db import db, utc_now
from app.organisations.models import Government, GovernmentKind


@dataclass(frozen=True)
class GovernmentFigures:
    """One government with its figures in a period. `cut_off` None: nothing was ever imported there."""

    government: Government
    figures: GroupFigures
    cut_off: datetime | None


def government_figures(
    actor: Actor,
    start: date | None = None,
    end: date | None = None,
    kinds: Collection[GovernmentKind] = (GovernmentKind.REGENCY, GovernmentKind.CITY),
) -> list[GovernmentFigures]:
    """The governments of these kinds within reach, by code; those without complaints too: there nothing is known.

    The figures are of the complaints received from `start` to `end`, both included.
    """
    governments = db.session.scalars(
        select(Government)
        .where(
            within(actor, Permission.COMPLAINT_FIGURES, Government, column=Government.id),
            Government.kind.in_(kinds),
        )
        .order_by(Government.code)
    ).all()
    return figures_of_governments(governments, start, end)


def figures_of_governments(
    governments: Sequence[Government], start: date | None, end: date | None
) -> list[GovernmentFigures]:
    """The same of governments that the caller may look at, in their order."""
    counted = count_governments([one.id for one in governments], start, end)
    cut_offs, now = _cut_offs(), utc_now()
    return [
        GovernmentFigures(
            government=one,
            figures=counted.get(one.id, Tally()).figures(
                one.code, one.name, SeenAt(source=cut_offs.get(one.id) or now, here=now)
            ),
            cut_off=cut_offs.get(one.id),
        )
        for one in governments
    ]


def count_governments(
    government_ids: Collection[str], start: date | None, end: date | None
) -> dict[str, Tally]:
    """Count the complaints received from `start` to `end` by government; those without any are left out."""
    wanted = frozenset(government_ids)
    stamps, marks = stamps_of(wanted), marks_of(wanted)
    plans = {
        owner: plan_for(owner, stamps.get(owner, {}), marks.get(owner, NO_MARKS), start, end)
        for owner in sorted(stamps.keys() | marks.keys())
    }
    found: dict[str, Tally] = {}
    for owner, counts, sign in _tallies(plans.values()):
        tally = found.setdefault(owner, Tally())
        if sign > 0:
            absorb(tally, counts[""])
        else:
            tally.take_away(decoded(counts[""]))
    after = stamps_of(wanted)
    for owner, plan in plans.items():
        if after.get(owner, {}) != plan.stamps:  # a month of it was counted anew meanwhile
            found[owner] = count(owner, start, end).total
            continue
        for loose in loose_of(plan):
            add_loose(found, loose, [owner] * len(loose.facts))
    return {owner: tally for owner, tally in found.items() if tally.incoming}


def _tallies(plans: Iterable[Plan]) -> list[tuple[str, Mapping[str, Any], int]]:
    """(government, counts, sign): what is to be added comes before what is to be taken away from it.

    Most governments are read by the same years and months, so they are asked for together.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    signs: dict[str, int] = {}
    for plan in plans:
        parts = parts_of(plan)
        signs |= parts
        if plan.periods or parts:
            alike.setdefault(tuple(sorted((*plan.periods, *parts))), []).append(plan.government_id)
    found: list[tuple[str, Mapping[str, Any], int]] = []
    for periods, owners in alike.items():
        statement = select(ComplaintTally.government_id, ComplaintTally.period, ComplaintTally.counts).where(
            ComplaintTally.government_id.in_(owners),
            ComplaintTally.period.in_(periods),
            ComplaintTally.subject == ALL_UNITS,
            ComplaintTally.dimension == TOTAL,
        )
        found += [(row[0], row[2], signs.get(row[1], 1)) for row in db.session.execute(statement)]
    return sorted(found, key=lambda row: -row[2])


def _cut_offs() -> dict[str, datetime]:
    rows = db.session.execute(
        select(ComplaintImport.government_id, func.max(ComplaintImport.cut_off))
        .where(ComplaintImport.state == ImportState.DONE, ComplaintImport.cut_off.is_not(None))
        .group_by(ComplaintImport.government_id)
    )
    return {owner: cut_off for owner, cut_off in rows if cut_off is not None}
