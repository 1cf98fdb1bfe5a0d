"""What a compendium prints: governments side by side, province by province. Plain data and their sums, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from app.plans.document_data import GovernmentData
from app.plans.rules import PlanState

SENT = (PlanState.SUBMITTED, PlanState.UNDER_REVIEW, PlanState.RETURNED, PlanState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category as columns head it: its letter, and the name that the legend says."""

    code: str
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The round of the year. `index` and `categories` count the OPD that submitted, on the scale 1–5."""

    title: str
    units: int
    submitted: int
    verified: int
    index: float | None
    predicate: str
    categories: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The latest plan: where it stands, and how often it was sent. Nothing of what is being written."""

    state: str
    since: datetime
    submissions: int


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """The complaints received in the year, by the register."""

    incoming: int
    followed_up: int
    closed: int


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """The quarter in which `measured` lines have a target to be held against."""

    due: int
    reported: int
    measured: int
    on_path: int


@dataclass(frozen=True, slots=True)
class GovernmentRow:
    """A government; None where it has nothing of the kind."""

    code: str
    name: str
    is_active: bool  # uses Renaksi
    round: RoundFacts | None = None
    plan: PlanFacts | None = None
    complaints: ComplaintFacts | None = None
    progress: ProgressFacts | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """Several governments together. Shares are fractions; None where there is nothing to count from."""

    governments: int
    active: int
    with_round: int
    units: int
    submitted: int
    mean_index: float | None  # unweighted, over the governments that have one
    categories: tuple[float | None, ...]
    with_plan: int
    sent: int
    accepted: int
    counted: int  # governments with complaint data
    incoming: int
    followed_up_share: float | None
    closed_share: float | None
    due: int
    reported: int
    on_path_share: float | None


@dataclass(frozen=True, slots=True)
class ProvinceRows:
    """A province with its own government first, then its regencies and cities by code."""

    code: str
    name: str
    rows: tuple[GovernmentRow, ...]


@dataclass(frozen=True, slots=True)
class CompendiumData:
    """What is printed: one province, or all of them under the ministry's head. `quarter` is (year, 1–4)."""

    government: GovernmentData
    year: int
    categories: tuple[CategoryName, ...]
    provinces: tuple[ProvinceRows, ...]
    quarter: tuple[int, int] | None
    cut_off: datetime | None  # of the oldest data among the complaints
    notice: str

    @property
    def rows(self) -> tuple[GovernmentRow, ...]:
        """Every government."""
        return tuple(row for province in self.provinces for row in province.rows)

    def sums(self, rows: Sequence[GovernmentRow]) -> Sums:
        """Some of them together."""
        return sums_of(rows, len(self.categories))

    @property
    def states(self) -> dict[str, int]:
        """How many governments have a plan in each state; those without one under ""."""
        found = {state.value: 0 for state in PlanState} | {"": 0}
        for row in self.rows:
            found[row.plan.state if row.plan else ""] += 1
        return found


def sums_of(rows: Sequence[GovernmentRow], categories: int) -> Sums:
    """Governments together; a mean counts each government once, whatever its size."""
    rounds = [row.round for row in rows if row.round]
    plans = [row.plan for row in rows if row.plan]
    complaints = [row.complaints for row in rows if row.complaints]
    progress = [row.progress for row in rows if row.progress]
    incoming = sum(each.incoming for each in complaints)
    return Sums(
        governments=len(rows),
        active=sum(row.is_active for row in rows),
        with_round=len(rounds),
        units=sum(each.units for each in rounds),
        submitted=sum(each.submitted for each in rounds),
        mean_index=_mean(each.index for each in rounds),
        categories=tuple(_mean(each.categories[place] for each in rounds) for place in range(categories)),
        with_plan=len(plans),
        sent=sum(each.state in SENT for each in plans),
        accepted=sum(each.state == PlanState.ACCEPTED for each in plans),
        counted=len(complaints),
        incoming=incoming,
        followed_up_share=_share(sum(each.followed_up for each in complaints), incoming),
        closed_share=_share(sum(each.closed for each in complaints), incoming),
        due=sum(each.due for each in progress),
        reported=sum(each.reported for each in progress),
        on_path_share=_share(sum(each.on_path for each in progress), sum(each.measured for each in progress)),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
