"""What a line may contain, and what it still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.plans.rules.words import FundSource

MAX_BUDGET = 10**20 - 1  # twenty digits: more than any public budget in rupiah
MAX_TARGET = Decimal(10) ** 12
QUARTERS = (1, 2, 3, 4)  # TW I–IV


class Fault(StrEnum):
    """What is wrong with a value of a line."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_WHOLE = "not_whole"
    FOREIGN_YEAR = "foreign_year"
    NO_QUARTER = "no_quarter"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A fault at a field, and at a year of it where there is one."""

    field: str
    fault: Fault
    year: int | None = None


class InvalidLine(Exception):
    """A line with faults: all of them at once."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(", ".join(f"{item.field}[{item.year}]: {item.fault}" for item in faults))
        self.faults = faults


def line_faults(fields: Any, years: Iterable[int], category_codes: Iterable[str]) -> tuple[FieldFault, ...]:
    """Everything wrong with the fields of a line (`compile.LineFields`), in the order of the form.

    Required is only what makes it a line: category and activity. Targets are numbers ≥ 0, budgets whole rupiah ≥ 0 of
    at most twenty digits, quarters 1–4, all within the plan's years.
    """
    plan_years = frozenset(years)
    faults = []
    if not fields.activity.strip():
        faults.append(FieldFault("activity", Fault.MISSING))
    if fields.category_code not in frozenset(category_codes):
        faults.append(FieldFault("category_code", Fault.UNKNOWN))
    if fields.fund_source and fields.fund_source not in set(FundSource):
        faults.append(FieldFault("fund_source", Fault.UNKNOWN))
    for name, check in (("targets", target_fault), ("budgets", budget_fault), ("quarters", quarters_fault)):
        for year, value in getattr(fields, name).items():
            fault = Fault.FOREIGN_YEAR if year not in plan_years else check(value)
            if fault:
                faults.append(FieldFault(name, fault, year))
    return tuple(faults)


def target_fault(value: object) -> Fault | None:
    """A target is a finite number from 0 to 10¹²."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return Fault.NOT_A_NUMBER
    number = Decimal(str(value))
    if not number.is_finite():
        return Fault.NOT_A_NUMBER
    if number < 0:
        return Fault.NEGATIVE
    return Fault.TOO_LARGE if number > MAX_TARGET else None


def budget_fault(value: object) -> Fault | None:
    """A budget is a whole number of rupiah from 0 up to twenty digits."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        return Fault.NOT_A_NUMBER
    if not isinstance(value, int):
        return Fault.NOT_WHOLE
    if value < 0:
        return Fault.NEGATIVE
    return Fault.TOO_LARGE if value > MAX_BUDGET else None


def quarters_fault(value: object) -> Fault | None:
    """Quarters are a collection of 1–4 without repetition."""
    if not isinstance(value, tuple | list) or len(set(value)) != len(value):
        return Fault.NO_QUARTER
    return None if all(quarter in QUARTERS for quarter in value) else Fault.NO_QUARTER


class Gap(StrEnum):
    """What is still open in a line before it is ready to be approved."""

    NO_TARGET = "no_target"
    NO_OUTPUT = "no_output"
    NO_UNIT_OF_MEASURE = "no_unit_of_measure"
    NO_RESPONSIBLE = "no_responsible"
    NO_BUDGET = "no_budget"
    NO_FUND_SOURCE = "no_fund_source"
    NO_QUARTERS = "no_quarters"


def line_gaps(fields: Any) -> tuple[Gap, ...]:
    """What a complete line would have and this one lacks. A budget of 0 is a decision; an empty budget is open."""
    has_budget = bool(fields.budgets)
    checks = (
        (not fields.output_indicator.strip(), Gap.NO_OUTPUT),
        (not fields.unit_of_measure.strip(), Gap.NO_UNIT_OF_MEASURE),
        (not fields.targets, Gap.NO_TARGET),
        (not fields.responsible_unit_id, Gap.NO_RESPONSIBLE),
        (not has_budget, Gap.NO_BUDGET),
        (has_budget and any(fields.budgets.values()) and not fields.fund_source, Gap.NO_FUND_SOURCE),
        (not any(fields.quarters.values()), Gap.NO_QUARTERS),
    )
    return tuple(gap for missing, gap in checks if missing)


def is_complete(fields: Any) -> bool:
    """Whether nothing is open in the line."""
    return not line_gaps(fields)
