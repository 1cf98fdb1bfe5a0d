"""When a mail may leave."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.notifications.rules import GAP, MailMode, MailWish, is_due, is_quiet, leaves_at_once

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Makassar")
NEVER = MailWish(MailMode.NEVER)
DAILY = MailWish(MailMode.DAILY)
PROMPT = MailWish()


def at(hour, minute=0, day=3):
    return datetime(2022, 2, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "end", "quiet"),
    [
        (20, 6, {20, 21, 22, 23, 0, 1, 2, 3, 4, 5}),
        (0, 5, {0, 1, 2, 3, 4}),
        (12, 13, {12}),
        (7, 7, set()),
        (23, 0, {23}),
    ],
)
def test_quiet_hours_go_over_midnight(start, end, quiet):
    wish = MailWish(quiet_from=start, quiet_until=end)
    assert {hour for hour in range(24) if is_quiet(wish, at(hour, 30))} == quiet


class TestAtOnce:
    def test_the_first_notice(self):
        assert leaves_at_once(PROMPT, at(9), None)

    def test_not_what_follows_within_the_hour(self):
        assert not leaves_at_once(PROMPT, at(9), at(9) - GAP + timedelta(seconds=1))
        assert leaves_at_once(PROMPT, at(9), at(9) - GAP)

    def test_not_at_night_nor_for_those_who_want_it_otherwise(self):
        assert not leaves_at_once(PROMPT, at(20), None)
        assert not leaves_at_once(DAILY, at(9), None)
        assert not leaves_at_once(NEVER, at(9), None)


class TestDue:
    def test_prompt_after_the_hour_and_after_the_night(self):
        assert not is_due(PROMPT, at(9, 59), at(9))
        assert is_due(PROMPT, at(10), at(9))
        assert not is_due(PROMPT, at(5, 59), at(19, day=2))
        assert is_due(PROMPT, at(6), at(19, day=2))

    def test_daily_once_a_local_day_in_the_morning(self):
        assert not is_due(DAILY, at(5), None)
        assert is_due(DAILY, at(6), None)
        assert not is_due(DAILY, at(18), at(6))
        assert is_due(DAILY, at(6, day=4), at(6))

    def test_the_local_day_counts_and_not_the_one_in_greenwich(self):
        # 07.00 on the 4th in Makassar is 23.00 on the 3rd in Greenwich.
        assert is_due(DAILY, at(7, day=4), at(8).astimezone(UTC))

    def test_never(self):
        assert not is_due(NEVER, at(9), None)
