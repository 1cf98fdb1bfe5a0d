"""The tallies of a month or a year, split in every way that figures are asked for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.complaints.statistics.coding import absorb
from app.complaints.statistics.facts import Facts, tallies
from app.complaints.statistics.groups import Dimension
from app.complaints.statistics.pieces import MARKED, first_days
from app.complaints.statistics.tally import Tally

# Whose complaints a tally counts: everybody's, those of no known OPD, or an OPD's by its id.
ALL_UNITS = "all"
NO_UNIT = "none"
# What a tally is split by when it is not split.
TOTAL = "total"
SPLITS = (Dimension.CLASS, Dimension.CHANNEL, Dimension.CATEGORY, Dimension.AREA, Dimension.SOURCE)

# Key ("" for what the source left open) → tally
Groups = dict[str, Tally]
# Dimension → groups
Split = dict[str, Groups]
# Subject → dimension → groups
Cells = dict[str, Split]


def cells(counted: Facts) -> Cells:
    """Every tally of some complaints: of each OPD and of all together, whole and split."""
    units = [unit_id or NO_UNIT for unit_id in counted.groups[Dimension.UNIT]]
    found: Cells = {}
    for subject, tally in tallies(counted, units).items():
        found.setdefault(subject, {})[TOTAL] = {"": tally}
    for dimension in SPLITS:
        keys = list(zip(units, (key or "" for key in counted.groups[dimension]), strict=True))
        for (subject, key), tally in tallies(counted, keys).items():
            found[subject].setdefault(dimension, {})[key] = tally
    together = _together(found)
    if together:
        together[Dimension.UNIT] = {
            "" if subject == NO_UNIT else subject: split[TOTAL][""] for subject, split in found.items()
        }
        found[ALL_UNITS] = together
    return found


def cells_by_day(counted: Facts) -> dict[str, Split]:
    """Day of arrival → dimension → groups, of all units together."""
    days = [str(day) for day in counted.days]
    found: dict[str, Split] = {}
    for day, tally in tallies(counted, days).items():
        found.setdefault(day, {})[TOTAL] = {"": tally}
    for dimension in (Dimension.UNIT, *SPLITS):
        keys = list(zip(days, (key or "" for key in counted.groups[dimension]), strict=True))
        for (day, key), tally in tallies(counted, keys).items():
            found[day].setdefault(dimension, {})[key] = tally
    return found


def cells_of_first_days(month: str, by_day: Mapping[str, Split]) -> Iterator[tuple[str, Split]]:
    """(period, dimension → groups) of each of the first parts of a month that are kept (`pieces.MARKED`).

    `by_day` is what `cells_by_day` found. What is given is one and the same, growing: write it down before the next.
    """
    sums: Split = {}
    done = 0
    for count in MARKED:
        for day in range(done + 1, count + 1):
            for dimension, groups in by_day.get(f"{month}-{day:02d}", {}).items():
                _add_groups(sums.setdefault(dimension, {}), groups)
        done = count
        if sums:
            yield first_days(month, count), sums


def _together(of_units: Cells) -> Split:
    found: Split = {}
    for split in of_units.values():
        for dimension, groups in split.items():
            _add_groups(found.setdefault(dimension, {}), groups)
    return found


def _add_groups(sums: Groups, groups: Groups) -> None:
    for key, tally in groups.items():
        if key not in sums:
            sums[key] = Tally()
        sums[key].add(tally)


def summed(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Cells:
    """The sum of tallies that were written down: (subject, dimension, key → plain tally)."""
    found: Cells = {}
    for subject, dimension, counts in rows:
        groups = found.setdefault(subject, {}).setdefault(dimension, {})
        for key, plain in counts.items():
            if key not in groups:  # `setdefault` would make a tally for every row
                groups[key] = Tally()
            absorb(groups[key], plain)
    return found
