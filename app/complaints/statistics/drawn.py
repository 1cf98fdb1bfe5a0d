"""What pictures need besides the figures: the deadlines to mark, and where a flow begins."""

from collections.abc import Collection, Iterable, Sequence
from itertools import dropwhile

from app.complaints.rules import Klass
from app.complaints.sla import SlaRules, Stage
from app.complaints.statistics.months import first_day, last_day
from app.complaints.statistics.series import Flow


def allowed_days(
    rules: SlaRules, stage: Stage, classes: Iterable[Klass], months: Iterable[str]
) -> tuple[int, ...]:
    """The working days that a stage was allowed for complaints of these classes and months, ascending.

    A complaint without a class is judged by the rule for all, if there is one.
    """
    days = [day for month in months for day in (first_day(month), last_day(month))]
    found = {rules.allowed(stage, klass, day) for klass in (None, *classes) for day in days}
    return tuple(sorted(allowed for allowed in found if allowed is not None))


def known_months(flow: Iterable[Flow], until: str) -> Sequence[Flow]:
    """The months from the first in which anything happened to `until`, or to the last in which anything happened.

    Before the first complaint and after the cut-off of the data a register knows nothing: that is not the same as zero.
    """
    begun = list(dropwhile(lambda each: not (_happened(each) or each.backlog), flow))
    last = max([until, *(each.month for each in begun if _happened(each))])
    return [each for each in begun if each.month <= last]


def idle_years(moving: Collection[str]) -> tuple[str, ...]:
    """The whole years between the first and the last of these months ("2021-10") in which none of them lies.

    A picture may leave them out: a register that begins anew after years would else be drawn as a long empty line.
    Whole years, so that January stays where it is.
    """
    years = {int(month[:4]) for month in moving}
    between = range(min(years), max(years)) if years else range(0)
    return tuple(f"{year:04d}" for year in between if year not in years)


def moving_months(flow: Iterable[Flow]) -> set[str]:
    """The months in which anything came in or left."""
    return {each.month for each in flow if _happened(each)}


def _happened(each: Flow) -> bool:
    return bool(each.incoming or each.closed or each.archived)
