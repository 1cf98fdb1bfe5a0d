"""When evidence may be shown to others."""

import pytest

from app.assessment.rules.examples import NoExample, refuse_example

pytestmark = pytest.mark.unit


def refused(self_score=3, verified_score=3, returned=False, evidence=1):
    return refuse_example(
        self_score=self_score, verified_score=verified_score, returned=returned, evidence=evidence
    )


def test_what_was_accepted_as_it_was_claimed_may_be_shown():
    assert refused() is None
    assert refused(2, 2) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"verified_score": None}, NoExample.NOT_ACCEPTED),
        ({"verified_score": 2}, NoExample.NOT_ACCEPTED),
        ({"verified_score": 4}, NoExample.NOT_ACCEPTED),
        ({"self_score": None, "verified_score": None}, NoExample.NOT_ACCEPTED),
        ({"returned": True}, NoExample.RETURNED),
        ({"evidence": 0}, NoExample.NO_EVIDENCE),
        ({"self_score": 1, "verified_score": 1}, NoExample.LOWEST),
    ],
)
def test_everything_else_is_not(changes, reason):
    assert refused(**changes) is reason
