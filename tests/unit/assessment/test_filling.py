"""How far the filling is: figures of an assessment, of OPD, of governments."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.assessment.rules import AnswerFacts, Filling, Floor, filling, lagging, last_change, together
from app.assessment.states import ReturnState

pytestmark = pytest.mark.unit


def facts(**more):
    return replace(AnswerFacts("x", self_score=3, has_reason=True, evidence_count=1), **more)


def test_each_figure_counts_its_own():
    found = filling(
        [
            facts(),
            facts(evidence_count=0),
            facts(self_score=1, evidence_count=0),
            facts(self_score=None, has_reason=False, evidence_count=0),
            facts(needs_review=True),
            facts(return_state=ReturnState.RETURNED),
            facts(return_state=ReturnState.CORRECTED),
            facts(measured=True),
        ]
    )
    assert found == Filling(total=7, answered=5, evidenced=3, returned=1, complete=3)
    assert found.left == 4
    assert found.share == pytest.approx(5 / 7)
    assert found.begun


def test_nothing_asked_has_no_share():
    assert filling([facts(measured=True)]).share is None
    assert filling([facts(self_score=None)]).share == 0
    assert not filling([facts(self_score=None)]).begun


class TestLagging:
    def test_the_smallest_share_of_complete_answers(self):
        parts = [
            ("kebijakan", Filling(total=4, complete=3)),
            ("sdm", Filling(total=2, complete=1)),
            ("monev", Filling(total=8, complete=4)),
        ]
        assert lagging(parts) == "sdm", "of equals the first"

    def test_a_part_that_asks_nothing_never_lags(self):
        parts = [("kebijakan", Filling()), ("sdm", Filling(total=2, complete=2)), ("monev", Filling(total=2))]
        assert lagging(parts) == "monev"

    @pytest.mark.parametrize("complete", [0, 1, 2])
    def test_nobody_lags_where_all_are_equally_far(self, complete):
        parts = [
            ("kebijakan", Filling(total=2, complete=complete)),
            ("sdm", Filling(total=2, complete=complete)),
        ]
        assert lagging(parts) is None

    def test_nothing_at_all(self):
        assert lagging([]) is None


class TestFloors:
    def test_sums(self):
        one, two = Floor(10, 8, 5, 2, 1), Floor(30, 20, 10, 4, 3)
        assert together([one, None, two]) == Floor(40, 28, 15, 6, 4)
        assert together([one, None, two]).share == pytest.approx(15 / 40)
        assert together([one, two]).not_begun == 12

    def test_without_a_round_nothing_is_known(self):
        assert together([None, None]) == Floor()
        assert Floor().share is None


def test_the_last_change_is_the_latest_known_moment():
    early, late = datetime(2021, 10, 1, tzinfo=UTC), datetime(2021, 10, 3, tzinfo=UTC)
    assert last_change(early, None, late) == late
    assert last_change(None, None) is None
