"""Whether a document speaks for the round: its period first, its age where it names none."""

from datetime import date

import pytest

from app.assessment.rules.currency import AgeRule, Currency, currency, months_before, rule_on

OPENS, CLOSES = date(2021, 9, 1), date(2021, 10, 31)
RULES = (AgeRule(date(2020, 1, 1), 36),)


def judged(issued=None, first=None, last=None, rules=RULES):
    return currency(
        issued=issued, valid_from=first, valid_until=last, opens=OPENS, closes=CLOSES, rules=rules
    )


@pytest.mark.parametrize(
    ("issued", "first", "last", "expected"),
    [
        (None, None, None, Currency.UNDATED),
        (date(2021, 3, 1), None, None, Currency.CURRENT),
        # The period decides where there is one, however old the document is.
        (date(2001, 3, 1), None, date(2021, 9, 1), Currency.CURRENT),
        (date(2001, 3, 1), None, date(2021, 8, 31), Currency.ENDED),
        (None, None, date(2021, 8, 31), Currency.ENDED),
        # It ended while the round ran: it was in force when it was asked for.
        (None, date(2019, 1, 1), date(2021, 9, 30), Currency.CURRENT),
        (date(2021, 10, 31), None, None, Currency.CURRENT),
        (date(2021, 11, 1), None, None, Currency.NOT_BEGUN),
        (date(2021, 3, 1), date(2022, 1, 1), None, Currency.NOT_BEGUN),
        (date(2018, 10, 31), None, None, Currency.CURRENT),
        (date(2018, 10, 30), None, None, Currency.OLD),
        (None, date(2010, 1, 1), None, Currency.OLD),
        (date(2010, 1, 1), date(2020, 1, 1), None, Currency.CURRENT),
    ],
)
def test_judgement(issued, first, last, expected):
    assert judged(issued, first, last) is expected


def test_no_rule_and_a_rule_of_zero_call_nothing_old():
    assert judged(date(2001, 1, 1), rules=()) is Currency.CURRENT
    assert judged(date(2001, 1, 1), rules=(AgeRule(date(2020, 1, 1), 0),)) is Currency.CURRENT


def test_the_rule_in_force_when_the_round_closes_counts():
    rules = (*RULES, AgeRule(CLOSES, 12), AgeRule(date(2022, 1, 1), 1))
    assert rule_on(rules, CLOSES) == AgeRule(CLOSES, 12)
    assert judged(date(2020, 10, 30), rules=rules) is Currency.OLD
    assert judged(date(2020, 10, 31), rules=rules) is Currency.CURRENT
    assert rule_on(rules, date(2019, 12, 31)) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 3, 31), 1, date(2021, 2, 28)),
        (date(2020, 3, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 15), 1, date(2020, 12, 15)),
        (date(2021, 10, 31), 36, date(2018, 10, 31)),
        (date(2021, 5, 31), 0, date(2021, 5, 31)),
    ],
)
def test_months_before(day, months, expected):
    assert months_before(day, months) == expected
