"""Whether a document still speaks for the period that is assessed.

Our own rule, not a regulation's: what a document says of its period counts; without one, an old date is pointed out.
It warns and never decides: the OPD and the verifier judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Currency(StrEnum):
    """What the dates of a document say about the round."""

    CURRENT = "current"
    ENDED = "ended"  # its period was over before the round opened
    NOT_BEGUN = "not_begun"  # issued, or in force, only after the round closed
    OLD = "old"  # no period, and issued too long before the round closed
    UNDATED = "undated"  # neither a date nor a period is known


WARNS = frozenset({Currency.ENDED, Currency.NOT_BEGUN, Currency.OLD})


@dataclass(frozen=True)
class AgeRule:
    """From `since` on, a document without a period is old after `months`; 0 never calls one old."""

    since: date
    months: int


def rule_on(rules: Iterable[AgeRule], day: date) -> AgeRule | None:
    """The rule in force on a day: the latest that had begun."""
    begun = [rule for rule in rules if rule.since <= day]
    return max(begun, key=lambda rule: rule.since, default=None)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a month that is shorter.

    >>> months_before(date(2021, 3, 31), 1)
    datetime.date(2021, 2, 28)
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def currency(
    *,
    issued: date | None,
    valid_from: date | None,
    valid_until: date | None,
    opens: date,
    closes: date,
    rules: Iterable[AgeRule],
) -> Currency:
    """Judge a document against a round that is open from `opens` to `closes` (days in the government's time zone)."""
    if issued is None and valid_from is None and valid_until is None:
        return Currency.UNDATED
    if valid_until is not None and valid_until < opens:
        return Currency.ENDED
    begins = max((day for day in (issued, valid_from) if day is not None), default=None)
    if begins is not None and begins > closes:
        return Currency.NOT_BEGUN
    rule = rule_on(rules, closes)
    is_old = (
        rule is not None
        and rule.months > 0
        and valid_until is None
        and begins is not None
        and begins < months_before(closes, rule.months)
    )
    return Currency.OLD if is_old else Currency.CURRENT
