"""What counts as a recurring problem, and what is said about an effect."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.recurring import (
    Counts,
    Limits,
    ProblemState,
    Sign,
    Span,
    Verdict,
    effect,
    month_start,
    signs,
    spans_around,
    spans_until,
    state_after_search,
    total,
)

NONE = Counts()


def counts(volume, late=0, followed_up=0, closed=0, months=3):
    return Counts(volume, late, followed_up, closed, months)


class TestSigns:
    def test_a_few_complaints_are_chance(self):
        assert signs(counts(4, late=4), NONE) == ()

    def test_too_many_late(self):
        assert signs(counts(8, late=2), counts(8)) == (Sign.OVERDUE,)
        assert signs(counts(9, late=2), counts(9)) == ()

    def test_clearly_more_than_before(self):
        assert signs(counts(9), counts(6)) == (Sign.RISING,)
        assert signs(counts(8), counts(6)) == ()  # a third more
        assert signs(counts(6), counts(4)) == ()  # half more, but only two complaints

    def test_out_of_nothing(self):
        assert signs(counts(5), NONE) == (Sign.RISING,)

    def test_every_month_and_not_a_trickle(self):
        assert signs(counts(12, months=6), counts(12)) == (Sign.LASTING,)
        assert signs(counts(12, months=5), counts(12)) == ()
        assert signs(counts(11, months=6), counts(11)) == ()

    def test_the_gravest_comes_first(self):
        assert signs(counts(20, late=10, months=6), counts(5)) == (Sign.OVERDUE, Sign.RISING, Sign.LASTING)

    def test_limits_can_be_others(self):
        assert signs(counts(8, late=2), counts(8), Limits(late_share=0.5)) == ()


class TestSearching:
    @pytest.mark.parametrize("found", [True, False])
    def test_what_a_plan_answers_stays_with_the_plan(self, found):
        state = state_after_search(ProblemState.TAKEN_UP, found, settled_volume=5, volume=50)
        assert state is ProblemState.TAKEN_UP

    def test_new_signs_open_and_lost_ones_fade(self):
        assert state_after_search(None, True, settled_volume=0, volume=5) is ProblemState.OPEN
        assert state_after_search(ProblemState.FADED, True, settled_volume=0, volume=5) is ProblemState.OPEN
        assert state_after_search(ProblemState.OPEN, False, settled_volume=0, volume=1) is ProblemState.FADED

    def test_what_was_dismissed_comes_back_only_when_it_has_grown_by_half(self):
        dismissed = ProblemState.DISMISSED
        assert state_after_search(dismissed, True, settled_volume=10, volume=14) is dismissed
        assert state_after_search(dismissed, True, settled_volume=10, volume=15) is ProblemState.OPEN
        assert state_after_search(dismissed, False, settled_volume=10, volume=2) is dismissed


class TestSpans:
    def test_whole_months_up_to_the_cut_off(self):
        before, now = spans_until(date(2021, 10, 31))
        assert now == Span(date(2021, 5, 1), date(2021, 10, 31))
        assert before == Span(date(2020, 11, 1), date(2021, 4, 30))

    def test_around_a_day(self):
        found = spans_around(date(2021, 1, 1), date(2021, 10, 31))
        assert found == (
            Span(date(2020, 7, 1), date(2020, 12, 31)),
            Span(date(2021, 1, 1), date(2021, 6, 30)),
        )

    def test_what_is_not_over_yet_ends_at_the_cut_off(self):
        found = spans_around(date(2021, 9, 1), date(2021, 10, 31))
        assert found is not None
        assert found[1] == Span(date(2021, 9, 1), date(2021, 10, 31))

    def test_nothing_is_known_before_it_began(self):
        assert spans_around(date(2022, 1, 1), date(2021, 10, 31)) is None

    @given(st.dates(date(2017, 1, 1), date(2027, 12, 31)), st.integers(1, 24))
    def test_spans_touch_and_never_overlap(self, day, months):
        around = spans_around(day, date(2030, 1, 1), months)
        assert around is not None
        for before, now in (spans_until(day, months), around):
            assert before.last + timedelta(days=1) == now.first
            assert before.days > 0
            assert now.days > 0

    @given(st.dates(date(2017, 1, 1), date(2027, 12, 31)), st.integers(-30, 30))
    def test_a_month_starts_on_its_first(self, day, shift):
        found = month_start(day, shift)
        assert found.day == 1
        assert (found.year - day.year) * 12 + found.month - day.month == shift


class TestEffect:
    BEFORE, AFTER = Span(date(2020, 7, 1), date(2020, 12, 31)), Span(date(2021, 1, 1), date(2021, 6, 30))

    def test_volume_is_said_per_month_so_that_a_short_span_is_no_improvement(self):
        short = Span(date(2021, 1, 1), date(2021, 2, 28))
        found = effect(self.BEFORE, short, counts(60), counts(24))
        assert found.figures["volume"].before == pytest.approx(60 / (184 / (365.25 / 12)))
        assert found.figures["volume"].verdict is Verdict.WORSE

    def test_better_and_worse(self):
        before = counts(40, late=20, followed_up=20, closed=10)
        found = effect(self.BEFORE, self.AFTER, before, counts(30, late=3, followed_up=27, closed=3))
        verdicts = {name: change.verdict for name, change in found.figures.items()}
        better, worse = Verdict.BETTER, Verdict.WORSE
        assert verdicts == {"volume": better, "late": better, "followed_up": better, "closed": worse}
        assert not found.small

    def test_shares_of_few_complaints_prove_nothing(self):
        found = effect(self.BEFORE, self.AFTER, counts(40, late=20), counts(9, late=0))
        assert found.small
        assert found.figures["late"].verdict is Verdict.UNKNOWN
        assert found.figures["volume"].verdict is Verdict.BETTER

    def test_no_complaints_are_unknown_and_not_perfect(self):
        found = effect(self.BEFORE, self.AFTER, NONE, NONE)
        assert found.figures["late"].before is None
        assert all(found.figures[name].verdict is Verdict.UNKNOWN for name in found.figures)

    def test_a_small_change_is_none(self):
        before, after = counts(100, late=40, followed_up=90), counts(100, late=44, followed_up=84)
        found = effect(self.BEFORE, self.BEFORE, before, after)
        assert found.figures["late"].verdict is Verdict.STEADY  # four points
        assert found.figures["followed_up"].verdict is Verdict.WORSE  # six points
        assert found.figures["volume"].verdict is Verdict.STEADY


def test_a_total_counts_the_months_in_which_something_came():
    assert total([counts(2, 1), NONE, counts(3, 0, 2, 1)]) == Counts(5, 1, 2, 1, 2)
