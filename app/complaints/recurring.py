"""Problems that keep coming back, and whether something helped: pure decisions over counts.

A pattern is the complaints of one category at one OPD. It becomes a problem when it rises or runs late; the limits are
the product's own, no regulation names them. The effect of what was done is the same count before and after a day, in
spans of equal length and said per month, because a shorter span must not look like an improvement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = 6  # the length of a span


class Sign(StrEnum):
    """Why a pattern is a problem."""

    OVERDUE = "overdue"  # too many late, or open after their deadline
    RISING = "rising"  # clearly more than in the span before
    LASTING = "lasting"  # complaints in every month of the span


class ProblemState(StrEnum):
    """What became of a problem."""

    OPEN = "open"
    TAKEN_UP = "taken_up"  # a plan line answers it
    DISMISSED = "dismissed"  # a person decided that it needs no line, with a reason
    FADED = "faded"  # the signs are gone


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a pattern is a problem. Shares are fractions, volumes complaints a span."""

    fewest: int = 5  # fewer complaints than this are chance
    late_share: float = 0.25
    rise: float = 1.5  # times the span before
    more: int = 3  # and at least so many more
    lasting: int = 12  # a trickle over all months is no problem yet


@dataclass(frozen=True, slots=True)
class Counts:
    """The complaints of a pattern in one span. `late`: at least one stage late, or open after its deadline."""

    volume: int = 0
    late: int = 0
    followed_up: int = 0
    closed: int = 0
    months: int = 0  # months of the span in which any came in

    @property
    def late_share(self) -> float | None:
        return self.late / self.volume if self.volume else None

    @property
    def followed_up_share(self) -> float | None:
        return self.followed_up / self.volume if self.volume else None

    @property
    def closed_share(self) -> float | None:
        return self.closed / self.volume if self.volume else None


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of monthly counts; each part with complaints counts as one month."""
    parts = [part for part in parts if part.volume]
    return Counts(
        volume=sum(part.volume for part in parts),
        late=sum(part.late for part in parts),
        followed_up=sum(part.followed_up for part in parts),
        closed=sum(part.closed for part in parts),
        months=len(parts),
    )


def signs(now: Counts, before: Counts, limits: Limits = Limits()) -> tuple[Sign, ...]:
    """Why the complaints of this span are a problem, the gravest first; empty if they are none."""
    if now.volume < limits.fewest:
        return ()
    found = []
    if (now.late_share or 0.0) >= limits.late_share:
        found.append(Sign.OVERDUE)
    if now.volume >= before.volume * limits.rise and now.volume - before.volume >= limits.more:
        found.append(Sign.RISING)
    if now.months >= MONTHS and now.volume >= limits.lasting:
        found.append(Sign.LASTING)
    return tuple(found)


def state_after_search(
    state: ProblemState | None, found: bool, *, settled_volume: int, volume: int
) -> ProblemState:
    """What a search makes of a problem; `settled_volume` is what came in when it was dismissed.

    What a plan answers stays with the plan. What was dismissed comes back only when it has grown by half.
    """
    if state is ProblemState.TAKEN_UP:
        return state
    if not found:
        return state if state is ProblemState.DISMISSED else ProblemState.FADED
    if state is ProblemState.DISMISSED and volume < settled_volume * Limits().rise:
        return state
    return ProblemState.OPEN


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def month_start(day: date, shift: int = 0) -> date:
    """The first day of the month that lies `shift` months after the month of `day`."""
    number = day.year * 12 + day.month - 1 + shift
    return date(number // 12, number % 12 + 1, 1)


def spans_until(cut_off: date, months: int = MONTHS) -> tuple[Span, Span]:
    """The span before and the present one: whole months, the last of them the month of the cut-off."""
    first = month_start(cut_off, 1 - months)
    before = month_start(first, -months)
    return Span(before, date.fromordinal(first.toordinal() - 1)), Span(first, cut_off)


class Verdict(StrEnum):
    """What can be said about a change."""

    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"  # too small a change to be more than chance
    UNKNOWN = "unknown"  # unknown before or after, or too few complaints


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; None is unknown."""

    before: float | None
    after: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """What happened to a pattern around the day on which something began."""

    before_span: Span
    after_span: Span
    before: Counts
    after: Counts
    small: bool
    figures: Mapping[str, Change]


SMALL = 10  # as everywhere: below this a share says little
STEADY_POINTS = 0.05  # a share that moved by less than five percentage points has not changed
STEADY_PART = 0.1  # nor has a volume that moved by less than a tenth


def spans_around(begins: date, cut_off: date, months: int = MONTHS) -> tuple[Span, Span] | None:
    """The months before a day and those from it on, at most `months` each and never beyond the cut-off.

    None while no day after the beginning is known yet.
    """
    if cut_off < begins:
        return None
    end = min(cut_off, date.fromordinal(_shifted(begins, months).toordinal() - 1))
    return Span(_shifted(begins, -months), date.fromordinal(begins.toordinal() - 1)), Span(begins, end)


def effect(before_span: Span, after_span: Span, before: Counts, after: Counts) -> Effect:
    """Before and after side by side: complaints a month, and the shares that matter."""
    small = before.volume < SMALL or after.volume < SMALL
    per_month_before, per_month_after = _per_month(before, before_span), _per_month(after, after_span)
    # Fewer complaints are a fact even when they are few; a share of few is none.
    sure = not small
    figures = {
        "volume": _change(
            per_month_before,
            per_month_after,
            higher_is_better=False,
            sure=before.volume >= SMALL,
            steady=per_month_before * STEADY_PART,
        ),
        "late": _change(before.late_share, after.late_share, higher_is_better=False, sure=sure),
        "followed_up": _change(
            before.followed_up_share, after.followed_up_share, higher_is_better=True, sure=sure
        ),
        "closed": _change(before.closed_share, after.closed_share, higher_is_better=True, sure=sure),
    }
    return Effect(before_span, after_span, before, after, small, figures)


def _change(
    before: float | None,
    after: float | None,
    *,
    higher_is_better: bool,
    sure: bool,
    steady: float = STEADY_POINTS,
) -> Change:
    if before is None or after is None or not sure:
        return Change(before, after, Verdict.UNKNOWN)
    if abs(after - before) < steady:
        return Change(before, after, Verdict.STEADY)
    better = (after > before) is higher_is_better
    return Change(before, after, Verdict.BETTER if better else Verdict.WORSE)


_DAYS_A_MONTH = 365.25 / 12


def _per_month(counts: Counts, span: Span) -> float:
    return counts.volume / (span.days / _DAYS_A_MONTH)


def _shifted(day: date, months: int) -> date:
    """The same day so many months later or earlier; the last of the month where it has no such day."""
    start = month_start(day, months)
    length = (month_start(start, 1) - start).days
    return start.replace(day=min(day.day, length))
