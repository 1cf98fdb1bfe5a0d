"""What a newer version of the instrument changed."""

from dataclasses import replace

import pytest

from app.instrument.comparing import Change, change_of, compare
from app.instrument.questionnaire import AnswerKind, LevelSpec, Scope
from tests.factories import instrument as make

pytestmark = pytest.mark.unit

OLD = make.indicator("K-01")


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({}, Change.SAME),
        ({"position": 9, "why": "lain", "legal_basis": "lain"}, Change.SAME),
        ({"weight": 2}, Change.JUDGED_OTHERWISE),
        ({"targets": {2021: 4}}, Change.JUDGED_OTHERWISE),
        ({"evidence": ("SOP",)}, Change.JUDGED_OTHERWISE),
        ({"actions": ()}, Change.JUDGED_OTHERWISE),
        ({"text": "Pertanyaan lain"}, Change.REWORDED),
        ({"levels": (LevelSpec(1, "Lain"), *OLD.levels[1:])}, Change.REWORDED),
        ({"text": "Pertanyaan lain", "weight": 3}, Change.REWORDED),
        ({"answer_type": AnswerKind.YES_NO}, Change.ASKED_OTHERWISE),
        ({"parameters": {"thresholds": [1]}}, Change.ASKED_OTHERWISE),
        ({"scope": Scope.GOVERNMENT, "text": "Lain"}, Change.ASKED_OTHERWISE),
    ],
)
def test_the_gravest_change_counts(fields, change):
    assert change_of(OLD, replace(OLD, **fields)) is change


def test_a_question_without_a_predecessor_is_new():
    assert change_of(None, OLD) is Change.ADDED


def test_a_whole_version_in_the_order_of_the_newer_one():
    old = make.questionnaire(
        "a", [make.category("kebijakan", [make.indicator("K-01"), make.indicator("K-02")])]
    )
    new = make.questionnaire(
        "b",
        [
            make.category(
                "kebijakan", [make.indicator("K-03"), make.indicator("K-02", text="Dibunyikan lain")]
            )
        ],
    )
    found = compare(old, new)
    told = [(question.code, question.change) for question in found.questions if question.code[0] == "K"]
    assert told == [("K-03", Change.ADDED), ("K-02", Change.REWORDED), ("K-01", Change.REMOVED)]
    assert [question.code for question in found.of(Change.ADDED)] == ["K-03"]
    assert not found.still_answered("K-02")
    assert not found.still_answered("K-03")
    assert not found.still_answered("K-99")


def test_what_is_only_judged_otherwise_is_still_answered():
    old = make.questionnaire("a", [make.category("kebijakan", [OLD])])
    new = make.questionnaire("b", [make.category("kebijakan", [replace(OLD, weight=5)])])
    assert compare(old, new).still_answered("K-01")
