"""What pictures need besides the figures: the deadlines to mark, and where a flow begins."""

from collections.abc import Iterable, Sequence
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


def _happened(each: Flow) -> bool:
    return bool(each.incoming or each.closed or each.archived)
