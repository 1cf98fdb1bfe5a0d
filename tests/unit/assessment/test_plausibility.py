"""When a claim is doubted, and who may settle it."""

import pytest

from app.assessment.plausibility import (
    FlagState,
    Sides,
    after_submission,
    after_verdict,
    may_accept,
    may_explain,
)
from app.assessment.rules import Duty, Refusal, Verdict, refuse_confirm
from app.assessment.states import AssessmentState

FAR = Sides(4, 2, 2)
NEAR = Sides(3, 2, 2)


@pytest.mark.parametrize(
    ("claimed", "measured", "gap", "doubted"),
    [
        (4, 2, 2, True),
        (5, 2, 2, True),
        (3, 2, 2, False),
        (2, 4, 2, False),  # modesty is no contradiction
        (4, None, 2, False),  # too few complaints doubt nobody
        (None, 1, 2, False),
        (4, 2, 3, False),
    ],
)
def test_only_a_claim_far_above_a_known_figure_is_doubted(claimed, measured, gap, doubted):
    assert Sides(claimed, measured, gap).contradict is doubted


def test_a_contradiction_waits_for_the_verifier_with_or_without_explanation():
    assert after_submission(None, FAR, None, "") is FlagState.OPEN
    assert after_submission(None, FAR, FlagState.EXPLAINED, "Data lama.") is FlagState.EXPLAINED


def test_blanks_explain_nothing():
    assert after_submission(None, FAR, FlagState.OPEN, "  ") is FlagState.OPEN
    assert after_verdict(FlagState.ADJUSTED, " ", verified=None, measured=2, gap=2) is FlagState.OPEN


def test_what_agrees_raises_nothing_and_lapses_what_was_raised():
    assert after_submission(None, NEAR, None, "") is None
    assert after_submission(FAR, NEAR, FlagState.EXPLAINED, "Data lama.") is FlagState.LAPSED
    assert after_submission(FAR, NEAR, FlagState.ACCEPTED, "Data lama.") is FlagState.LAPSED


def test_an_acceptance_holds_only_for_what_was_accepted():
    assert after_submission(FAR, FAR, FlagState.ACCEPTED, "Data lama.") is FlagState.ACCEPTED
    higher = Sides(5, 2, 2)
    assert after_submission(FAR, higher, FlagState.ACCEPTED, "Data lama.") is FlagState.EXPLAINED


@pytest.mark.parametrize("state", [FlagState.OPEN, FlagState.EXPLAINED, FlagState.ACCEPTED])
def test_a_score_that_fits_the_figure_settles_it(state):
    assert after_verdict(state, "", verified=3, measured=2, gap=2) is FlagState.ADJUSTED


def test_a_score_that_does_not_fit_settles_nothing():
    assert after_verdict(FlagState.OPEN, "", verified=4, measured=2, gap=2) is FlagState.OPEN
    assert after_verdict(FlagState.ACCEPTED, "x", verified=4, measured=2, gap=2) is FlagState.ACCEPTED


def test_taking_the_score_away_opens_it_again():
    assert after_verdict(FlagState.ADJUSTED, "", verified=None, measured=2, gap=2) is FlagState.OPEN
    assert after_verdict(FlagState.ADJUSTED, "x", verified=4, measured=2, gap=2) is FlagState.EXPLAINED


def test_what_lapsed_stays_so():
    assert after_verdict(FlagState.LAPSED, "", verified=2, measured=2, gap=2) is FlagState.LAPSED


def test_whoever_answers_explains_until_it_is_settled_or_verified():
    for state in (AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.RETURNED):
        assert may_explain({Duty.ANSWER}, state, FlagState.EXPLAINED)
    assert not may_explain({Duty.ANSWER}, AssessmentState.VERIFIED, FlagState.OPEN)
    assert not may_explain({Duty.ANSWER}, AssessmentState.SUBMITTED, FlagState.ACCEPTED)
    assert not may_explain({Duty.VERIFY}, AssessmentState.SUBMITTED, FlagState.OPEN)


def test_the_coordinator_settles_during_verification_and_never_the_own_answers():
    assert may_accept({Duty.VERIFY}, AssessmentState.SUBMITTED, FlagState.OPEN, own=False)
    assert not may_accept({Duty.VERIFY}, AssessmentState.DRAFT, FlagState.OPEN, own=False)
    assert not may_accept({Duty.VERIFY}, AssessmentState.SUBMITTED, FlagState.ACCEPTED, own=False)
    assert not may_accept({Duty.ANSWER}, AssessmentState.SUBMITTED, FlagState.OPEN, own=False)
    assert not may_accept({Duty.ANSWER, Duty.OWN}, AssessmentState.SUBMITTED, FlagState.OPEN, own=True)
    assert may_accept({Duty.REVIEW}, AssessmentState.SUBMITTED, FlagState.OPEN, own=True)
    assert may_accept({Duty.REVIEW}, AssessmentState.VERIFIED, FlagState.OPEN, own=True)
    assert not may_accept({Duty.REVIEW}, AssessmentState.RETURNED, FlagState.OPEN, own=True)
    assert not may_accept({Duty.REVIEW}, AssessmentState.SUBMITTED, FlagState.OPEN, own=False)


def test_a_verification_does_not_close_over_an_unsettled_flag():
    assert refuse_confirm([Verdict.AGREED, Verdict.COMPUTED]) is None
    assert refuse_confirm([Verdict.AGREED], 1) is Refusal.FLAG_UNSETTLED
    assert refuse_confirm([Verdict.UNDECIDED], 1) is Refusal.UNDECIDED
