"""Complaint figures as documents print them: part of `document_data`, and as plain and frozen."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many took so many working days, in time and late."""

    days: int
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class FlowMonth:
    """What came in and was closed in a month ("2021-03"), whenever it had come in, and what was left at its end."""

    month: str
    incoming: int
    closed: int
    left: int


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """How many complaints of a unit came in by month ("2021-03"); months without any are left out."""

    key: str
    label: str
    months: dict[str, int]


@dataclass(frozen=True, slots=True)
class StageData:
    """One SLA clock; days are working days."""

    name: str  # verify | follow_up | resolve
    measured: int
    in_time: int
    late: int
    open_late: int
    median_days: float | None
    mean_days: float | None
    p90_days: float | None
    days: tuple[DayCount, ...] = ()  # of what ended; empty in submissions from before this was kept
    deadlines: tuple[int, ...] = ()  # working days that were allowed, by class and date


@dataclass(frozen=True, slots=True)
class ComplaintGroup:
    """A row of a complaint table.

    `key` is the code (status, class, unit id, month "2021-03" …), `label` what is printed when the key is not a
    code with a catalogue label (units, categories, channels, months).
    """

    key: str
    label: str
    incoming: int
    followed_up_share: float | None = None
    closed_share: float | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True)
class ComplaintData:
    """Complaint figures of the plan's base period with their source and cut-off, as every figure must say."""

    source: str
    start: date
    end: date
    cut_off: datetime | None
    incoming: int
    followed_up_share: float | None
    closed_share: float | None
    stages: tuple[StageData, ...]
    by_status: tuple[ComplaintGroup, ...]
    by_class: tuple[ComplaintGroup, ...]
    by_channel: tuple[ComplaintGroup, ...]
    by_category: tuple[ComplaintGroup, ...]
    by_unit: tuple[ComplaintGroup, ...]
    by_month: tuple[ComplaintGroup, ...]
    # Empty in submissions from before these were kept.
    flow: tuple[FlowMonth, ...] = ()
    unit_months: tuple[UnitMonths, ...] = ()
    # The last day of complaints that are handled here, if that is past the cut-off of what was imported.
    here_until: date | None = None
