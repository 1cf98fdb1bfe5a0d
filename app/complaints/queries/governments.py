"""The figures of many governments at once, for province, ministry and Ombudsman."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.access import Actor, Permission, within
from app.complaints.models import ComplaintImport, ComplaintTally, ImportState, StaleMonth
from app.complaints.queries.tallies import Plan, count_spans, plan_for
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
    plans = _plans(wanted, start, end)
    found: dict[str, Tally] = {}
    for owner, counts in _tallies(plans):
        absorb(found.setdefault(owner, Tally()), counts[""])
    for owner, plan in plans.items():
        for tally in count_spans(owner, plan).values():
            found.setdefault(owner, Tally()).add(tally)
    return found


def _plans(wanted: Collection[str], start: date | None, end: date | None) -> dict[str, Plan]:
    # The marks first, as in `tallies`.
    stale: dict[str, set[str]] = {}
    for owner, month in db.session.execute(
        select(StaleMonth.government_id, StaleMonth.month)
        .where(StaleMonth.government_id.in_(wanted))
        .distinct()
    ):
        stale.setdefault(owner, set()).add(month)
    stamps: dict[str, dict[str, str]] = {}
    statement = select(ComplaintTally.government_id, ComplaintTally.period, ComplaintTally.stamp).where(
        ComplaintTally.government_id.in_(wanted),
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension == TOTAL,
    )
    for owner, period, stamp in db.session.execute(statement):
        stamps.setdefault(owner, {})[period] = stamp
    return {
        owner: plan_for(stamps.get(owner, {}), stale.get(owner, set()), start, end)
        for owner in sorted(stale.keys() | stamps.keys())
    }


def _tallies(plans: Mapping[str, Plan]) -> list[tuple[str, dict[str, dict[str, object]]]]:
    """Most governments are read by the same years and months, so they are asked for together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for owner, plan in plans.items():
        if plan.periods:
            alike.setdefault(tuple(sorted(plan.periods)), []).append(owner)
    found: list[tuple[str, dict[str, dict[str, object]]]] = []
    for periods, owners in alike.items():
        statement = select(ComplaintTally.government_id, ComplaintTally.counts).where(
            ComplaintTally.government_id.in_(owners),
            ComplaintTally.period.in_(periods),
            ComplaintTally.subject == ALL_UNITS,
            ComplaintTally.dimension == TOTAL,
        )
        found += db.session.execute(statement)
    return found


def _cut_offs() -> dict[str, datetime]:
    rows = db.session.execute(
        select(ComplaintImport.government_id, func.max(ComplaintImport.cut_off))
        .where(ComplaintImport.state == ImportState.DONE, ComplaintImport.cut_off.is_not(None))
        .group_by(ComplaintImport.government_id)
    )
    return {owner: cut_off for owner, cut_off in rows if cut_off is not None}
