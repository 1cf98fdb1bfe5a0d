"""Parts of a month put together from a few tallies are exactly their days."""

from calendar import monthrange
from collections import Counter
from datetime import date

import pytest

from app.complaints.statistics.pieces import pieces


def days_in(period: str, length: int) -> range:
    """The days of "2021-10", of its first fifteen "2021-10<15", or of one day."""
    rest = period[7:]
    if not rest:
        return range(1, length + 1)
    number = int(rest[1:])
    return range(1, number + 1) if rest[0] == "<" else range(number, number + 1)


@pytest.mark.parametrize(("year", "month"), [(2021, 2), (2020, 2), (2021, 4), (2021, 10)])
def test_every_part_is_put_together_from_a_handful(year, month):
    length = monthrange(year, month)[1]
    for first in range(1, length + 1):
        for last in range(first, length + 1):
            parts = pieces(date(year, month, first), date(year, month, last))
            added, taken = Counter[int](), Counter[int]()
            for period, sign in parts.items():
                (added if sign > 0 else taken).update(days_in(period, length))
            assert not taken - added, "only what was added can be taken away"
            assert added - taken == Counter(range(first, last + 1))
            assert len(parts) <= 7
            assert set(parts.values()) <= {1, -1}


def test_the_usual_ones():
    assert pieces(date(2021, 10, 1), date(2021, 10, 20)) == {"2021-10<20": 1}
    assert pieces(date(2021, 10, 16), date(2021, 10, 31)) == {"2021-10": 1, "2021-10<15": -1}
    assert pieces(date(2021, 10, 3), date(2021, 10, 3)) == {"2021-10-03": 1}
