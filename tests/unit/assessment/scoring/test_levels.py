"""The ministry's score before the coordinator's, the coordinator's before the unit's own."""

import pytest

from app.assessment.scoring import AnswerScores, Effective, Source, effective_score


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (AnswerScores(2), Effective(2, Source.SELF)),
        (AnswerScores(2, 3), Effective(3, Source.VERIFIED)),
        (AnswerScores(2, 3, 1), Effective(1, Source.MINISTRY)),
        (AnswerScores(5, None, 4), Effective(4, Source.MINISTRY)),
        (AnswerScores(), Effective(None, Source.MISSING)),
        (None, Effective(None, Source.MISSING)),
    ],
)
def test_the_latest_verified_score_counts(scores, expected):
    assert effective_score(scores) == expected


def test_a_measured_indicator_without_a_level_is_unknown_and_never_missing():
    assert effective_score(None, measured=True) == Effective(None, Source.UNKNOWN)
    assert effective_score(AnswerScores(), measured=True).source is Source.UNKNOWN
    assert effective_score(AnswerScores(4), measured=True) == Effective(4, Source.MEASURED)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_outside_the_scale_is_refused(score):
    with pytest.raises(ValueError, match="outside"):
        AnswerScores(verified_score=score)
