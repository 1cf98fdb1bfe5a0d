"""What stands against publishing a question set."""

from dataclasses import replace
from typing import Any

import pytest

from app.instrument.problems import ProblemKind
from app.instrument.questionnaire import AnswerKind, LevelSpec, PredicateSpec, Questionnaire
from app.instrument.rules import CATEGORY_CODES, find_problems
from tests.factories import instrument as make


def complete() -> Questionnaire:
    """A set that may be published: 5 categories of 8 questions, one measured each."""
    categories = []
    measures = ("volume", "rating_mean", "closed_share", "followed_up_share", "resolve_in_time_share")
    for name, measure in zip(CATEGORY_CODES, measures, strict=True):
        letter = make.LETTERS[name]
        indicators = [make.indicator(f"{letter}-{number:02d}") for number in range(1, 8)]
        indicators.append(
            make.indicator(f"{letter}-08", answer_type=AnswerKind.MEASURED, parameters={"measure": measure})
        )
        categories.append(make.category(name, indicators))
    return make.questionnaire(categories=categories)


def with_first(questionnaire: Questionnaire, **changes: Any) -> Questionnaire:
    """The same set with changes to K-01."""
    first, *others = questionnaire.categories
    changed = replace(first.indicators[0], **changes)
    return replace(
        questionnaire, categories=(replace(first, indicators=(changed, *first.indicators[1:])), *others)
    )


def kinds(
    questionnaire: Questionnaire, reachable: dict[str, frozenset[int]] | None = None
) -> list[ProblemKind]:
    return [problem.kind for problem in find_problems(questionnaire, reachable or {})]


def test_a_complete_set_has_no_problem():
    assert find_problems(complete(), {}) == []


def test_it_wants_seven_questions_a_category_and_forty_in_all():
    whole = complete()
    first, *others = whole.categories
    short = replace(whole, categories=(replace(first, indicators=first.indicators[:6]), *others))
    fields = [(problem.file, problem.field, problem.details) for problem in find_problems(short, {})]
    assert ("kebijakan.yaml", "indicators", {"count": 6, "minimum": 7}) in fields
    assert ("*.yaml", "indicators", {"count": 38, "minimum": 40}) in fields
    assert ("*.yaml", "answer_type: measured", {"count": 4, "minimum": 5}) in fields


def test_it_wants_every_category():
    whole = complete()
    missing = [
        problem.code
        for problem in find_problems(replace(whole, categories=whole.categories[1:]), {})
        if problem.kind is ProblemKind.MISSING_FIELD
    ]
    assert missing == ["kebijakan"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"code": "X-1"}, ProblemKind.CODE_FORM),
        ({"code": "K-02"}, ProblemKind.DUPLICATE_CODE),
        ({"weight": 0}, ProblemKind.NOT_POSITIVE),
        ({"evidence": ()}, ProblemKind.EMPTY),
        ({"levels": tuple(LevelSpec(n, str(n)) for n in (1, 2, 3, 4))}, ProblemKind.LEVELS_INCOMPLETE),
        ({"levels": tuple(LevelSpec(n, "Sama  saja") for n in range(1, 6))}, ProblemKind.LEVELS_ALIKE),
        ({"targets": {2021: 2, 2022: 3, 2023: 3}}, ProblemKind.TARGET_MISSING),
        ({"targets": {2021: 3, 2022: 2, 2023: 3, 2024: 3}}, ProblemKind.TARGET_FALLS),
        ({"targets": {2021: 3, 2022: 3, 2023: 3, 2024: 6}}, ProblemKind.TARGET_OUT_OF_RANGE),
        ({"targets": dict.fromkeys(range(2021, 2026), 3)}, ProblemKind.YEAR_UNKNOWN),
        ({"actions": (make.action("K-01-A1"), make.action("K-01-A2"))}, ProblemKind.TOO_FEW),
    ],
)
def test_it_finds_what_is_wrong_with_an_indicator(changes, kind):
    assert kind in kinds(with_first(complete(), **changes))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"code": "K-02-A9"}, ProblemKind.CODE_FORM),
        ({"code": "K-01-A2"}, ProblemKind.DUPLICATE_CODE),
        ({"to_level": 1}, ProblemKind.LEVEL_OUT_OF_RANGE),
        ({"to_level": 2, "from_level": 2}, ProblemKind.LEVEL_ORDER),
        ({"to_level": 5}, ProblemKind.ACTION_ORDER),
        ({"usual_year": 2030}, ProblemKind.YEAR_UNKNOWN),
    ],
)
def test_it_finds_what_is_wrong_with_an_action(changes, kind):
    actions = make.indicator().actions
    assert kinds(with_first(complete(), actions=(replace(actions[0], **changes), *actions[1:]))) == [kind] * (
        2 if kind is ProblemKind.DUPLICATE_CODE else 1
    )


def test_a_target_above_what_an_answer_reaches_is_refused_for_limited_kinds_only():
    reachable = {"K-01": frozenset({1, 2})}
    limited = with_first(complete(), answer_type=AnswerKind.YES_NO)
    assert kinds(limited, reachable) == [ProblemKind.TARGET_UNREACHABLE]
    assert kinds(complete(), reachable) == []


def test_a_measure_is_scored_once():
    twice = with_first(complete(), answer_type=AnswerKind.MEASURED, parameters={"measure": "volume"})
    assert kinds(twice) == [ProblemKind.MEASURE_TWICE]


def test_predicates_fall_from_the_highest_to_one():
    rising = (PredicateSpec("a", "A", "1"), PredicateSpec("b", "B", "3"))
    assert kinds(replace(complete(), predicates=rising)) == [ProblemKind.PREDICATE_ORDER]
    assert kinds(replace(complete(), predicates=())) == [ProblemKind.PREDICATE_ORDER]


def test_years_rise():
    assert ProblemKind.WRONG_TYPE in kinds(replace(complete(), years=(2022, 2021, 2023, 2024)))


def test_category_weights_are_positive():
    whole = complete()
    weightless = replace(whole, categories=(replace(whole.categories[0], weight=0), *whole.categories[1:]))
    assert kinds(weightless) == [ProblemKind.NOT_POSITIVE]
