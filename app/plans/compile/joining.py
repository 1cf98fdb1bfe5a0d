"""One line of several: the first gives the wording, money adds up, targets add up where the measure allows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.plans.compile.data import LineFields

# Measures that do not add up over units: the highest target counts.
NOT_ADDITIVE = frozenset({"%", "hari", "indeks", "nilai", "persen", "rasio", "skor", "level", "tingkat"})


def joined_fields(lines: Sequence[LineFields]) -> LineFields:
    """One line of at least one; every unit that answered for or supported a part supports the whole."""
    first = lines[0]
    concerned = [
        unit
        for line in lines
        for unit in (line.responsible_unit_id, *line.supporting_unit_ids)
        if unit is not None
    ]
    responsible = first.responsible_unit_id or next(iter(concerned), None)
    return replace(
        first,
        budgets=summed_budgets(line.budgets for line in lines),
        targets=joined_targets((line.targets for line in lines), first.unit_of_measure),
        quarters=merged_quarters(line.quarters for line in lines),
        fund_source=_first_given(line.fund_source for line in lines),
        budget_code=_first_given(line.budget_code for line in lines),
        budget_name=_first_given(line.budget_name for line in lines),
        complaint_category=_first_given(line.complaint_category for line in lines),
        responsible_unit_id=responsible,
        supporting_unit_ids=tuple(dict.fromkeys(unit for unit in concerned if unit != responsible)),
    )


def summed_budgets(parts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """The sum of each year; a year that nobody budgeted is left out."""
    total: dict[int, int] = defaultdict(int)
    for part in parts:
        for year, amount in part.items():
            total[year] += amount
    return dict(sorted(total.items()))


def joined_targets(parts: Iterable[Mapping[int, Decimal]], unit_of_measure: str) -> dict[int, Decimal]:
    """The sum of each year, or the highest where the measure does not add up."""
    additive = unit_of_measure.casefold().strip() not in NOT_ADDITIVE
    total: dict[int, Decimal] = {}
    for part in parts:
        for year, target in part.items():
            so_far = total.get(year, Decimal(0))
            total[year] = so_far + target if additive else max(so_far, target)
    return dict(sorted(total.items()))


def merged_quarters(parts: Iterable[Mapping[int, tuple[int, ...]]]) -> dict[int, tuple[int, ...]]:
    """The quarters in which any part works."""
    merged: dict[int, set[int]] = defaultdict(set)
    for part in parts:
        for year, quarters in part.items():
            merged[year].update(quarters)
    return {year: tuple(sorted(quarters)) for year, quarters in sorted(merged.items()) if quarters}


def _first_given(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
