"""Objections, what is unchanged since it was accepted, and draws."""

import hashlib

import pytest

from app.assessment.rules import AnswerFacts, Refusal, accepted_as_it_was, draw, fingerprint, refuse_objection

VERIFIED = AnswerFacts("i", self_score=4, verified_score=3)
SAID = {
    "indicator": "K-01",
    "value": 3,
    "level": 3,
    "reason": "SK terbit",
    "evidence": [{"url": "https://a"}],
}
FACTS = AnswerFacts("i", self_score=3)


@pytest.mark.parametrize(
    ("facts", "objected", "expected"),
    [
        (VERIFIED, False, None),
        (VERIFIED, True, Refusal.OBJECTED_BEFORE),
        (AnswerFacts("i", self_score=4), False, Refusal.UNDECIDED),
        (AnswerFacts("i", measured=True, self_score=4), False, Refusal.MEASURED),
    ],
)
def test_one_objection_to_a_verified_answer(facts, objected, expected):
    assert refuse_objection(facts, objected=objected) is expected


def test_unchanged_is_the_same_answer_reason_and_evidence_accepted_as_it_was():
    assert accepted_as_it_was(SAID, dict(SAID), FACTS, 3)


@pytest.mark.parametrize(
    "other",
    [
        {**SAID, "value": 4},
        {**SAID, "reason": "SK terbit lagi"},
        {**SAID, "evidence": [{"url": "https://b"}]},
        {**SAID, "evidence": []},
        None,
    ],
)
def test_any_difference_is_looked_at(other):
    assert not accepted_as_it_was(SAID, other, FACTS, 3)


@pytest.mark.parametrize("verified_then", [None, 2, 4])
def test_what_the_verifier_set_otherwise_is_looked_at_again(verified_then):
    assert not accepted_as_it_was(SAID, SAID, FACTS, verified_then)


def test_a_computed_answer_is_never_accepted_by_hand():
    assert not accepted_as_it_was(SAID, SAID, AnswerFacts("i", measured=True, self_score=3), 3)


def test_a_draw_can_be_repeated_with_a_pocket_tool():
    ids = [f"jawaban-{number}" for number in range(50)]
    ranked = sorted(ids, key=lambda each: hashlib.sha256(f"rapat 3 Mei:{each}".encode()).hexdigest())
    assert draw(ids[::-1], 7, "rapat 3 Mei") == tuple(ranked[:7])
    assert draw(ids, 7, "rapat 4 Mei") != draw(ids, 7, "rapat 3 Mei")
    assert draw(ids[:3], 7, "x") == draw(ids[:3], 3, "x")
    assert draw(ids, 0, "x") == ()


def test_the_fingerprint_knows_another_list_and_not_another_order():
    assert fingerprint(["b", "a"]) == fingerprint(["a", "b"])
    assert fingerprint(["a", "b"]) != fingerprint(["a", "b", "c"])
