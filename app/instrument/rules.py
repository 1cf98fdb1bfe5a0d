"""When a question set is complete enough to be published. Pure: plain data in, every problem out.

The numbers are this product's own standard: each category gets a meaningful index, and each gap an action.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import (
    LEVELS,
    ActionSpec,
    AnswerKind,
    CategorySpec,
    IndicatorSpec,
    Questionnaire,
    is_level,
)

CATEGORY_CODES = ("kebijakan", "sdm", "data_aplikasi", "pemangku_kepentingan", "monev")
FEWEST_PER_CATEGORY = 7
FEWEST_INDICATORS = 40
FEWEST_MEASURED = 5
FEWEST_ACTIONS = 3
FRAME = "instrument.yaml"

# Kinds whose answers reach only some levels; a verified score may still be higher, a target may not.
LIMITED_KINDS = frozenset({AnswerKind.YES_NO, AnswerKind.CHOICE})


def find_problems(questionnaire: Questionnaire, reachable: Mapping[str, frozenset[int]]) -> list[Problem]:
    """Everything that stands against publishing.

    `reachable` gives, per indicator code, the levels that an answer can lead to; a code that is absent is not checked.
    """
    found = [
        *_frame_problems(questionnaire),
        *_code_problems(questionnaire),
        *_measure_problems(questionnaire),
    ]
    for category in questionnaire.categories:
        found += _category_problems(category)
        for indicator in category.indicators:
            place = f"{category.code}.yaml"
            found += _indicator_problems(indicator, category, place)
            found += _target_problems(indicator, questionnaire.years, reachable.get(indicator.code), place)
            for action in indicator.actions:
                found += _action_problems(action, indicator, questionnaire.years, place)
    return found


def _frame_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    codes = [category.code for category in questionnaire.categories]
    for code in CATEGORY_CODES:
        if code not in codes:
            yield Problem(ProblemKind.MISSING_FIELD, FRAME, code, "categories")
    for code in codes:
        if code not in CATEGORY_CODES:
            details = {"value": code, "allowed": ", ".join(CATEGORY_CODES)}
            yield Problem(ProblemKind.NOT_ALLOWED, FRAME, code, "categories", details)
    years = questionnaire.years
    if not years or any(later <= earlier for earlier, later in pairwise(years)):
        yield Problem(ProblemKind.WRONG_TYPE, FRAME, "", "years", {"expected": "2021, 2022, …"})
    minima = [Decimal(predicate.minimum) for predicate in questionnaire.predicates]
    falling = all(earlier > later for earlier, later in pairwise(minima))
    if not minima or not falling or minima[-1] != 1:
        yield Problem(ProblemKind.PREDICATE_ORDER, FRAME, "", "predicates")
    counts = {
        "indicators": (sum(1 for _ in questionnaire.indicators), FEWEST_INDICATORS),
        "answer_type: measured": (
            sum(1 for indicator in questionnaire.indicators if indicator.is_measured),
            FEWEST_MEASURED,
        ),
    }
    for name, (count, minimum) in counts.items():
        if count < minimum:
            yield Problem(ProblemKind.TOO_FEW, "*.yaml", "", name, {"count": count, "minimum": minimum})


def _code_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    indicators = Counter(indicator.code for indicator in questionnaire.indicators)
    actions = Counter(action.code for indicator in questionnaire.indicators for action in indicator.actions)
    for category in questionnaire.categories:
        place = f"{category.code}.yaml"
        for indicator in category.indicators:
            if indicators[indicator.code] > 1:
                yield Problem(ProblemKind.DUPLICATE_CODE, place, indicator.code, "code")
            for action in indicator.actions:
                if actions[action.code] > 1:
                    yield Problem(ProblemKind.DUPLICATE_CODE, place, action.code, "code")
    for code, count in Counter(category.code for category in questionnaire.categories).items():
        if count > 1:
            yield Problem(ProblemKind.DUPLICATE_CODE, FRAME, code, "categories")


def _measure_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A figure that served two indicators would count twice in the same index."""
    users: dict[str, str] = {}
    for indicator in questionnaire.indicators:
        if not indicator.is_measured or "measure" not in indicator.parameters:
            continue
        name = str(indicator.parameters["measure"])
        if name in users:
            details = {"measure": name, "other": users[name]}
            yield Problem(
                ProblemKind.MEASURE_TWICE,
                f"{indicator.category}.yaml",
                indicator.code,
                "parameters.measure",
                details,
            )
        users.setdefault(name, indicator.code)


def _category_problems(category: CategorySpec) -> Iterator[Problem]:
    count = len(category.indicators)
    if count < FEWEST_PER_CATEGORY:
        details = {"count": count, "minimum": FEWEST_PER_CATEGORY}
        yield Problem(ProblemKind.TOO_FEW, f"{category.code}.yaml", "", "indicators", details)
    if category.weight <= 0:
        yield Problem(ProblemKind.NOT_POSITIVE, FRAME, category.code, "weight")


def _indicator_problems(indicator: IndicatorSpec, category: CategorySpec, place: str) -> Iterator[Problem]:
    letter, dash, number = indicator.code.partition("-")
    if (letter, dash) != (category.letter, "-") or not (len(number) == 2 and number.isdigit()):
        form = {"form": f"{category.letter}-01"}
        yield Problem(ProblemKind.CODE_FORM, place, indicator.code, "code", form)
    if indicator.weight <= 0:
        yield Problem(ProblemKind.NOT_POSITIVE, place, indicator.code, "weight")
    if not indicator.evidence:
        yield Problem(ProblemKind.EMPTY, place, indicator.code, "evidence")
    yield from _level_problems(indicator, place)
    if len(indicator.actions) < FEWEST_ACTIONS:
        details = {"count": len(indicator.actions), "minimum": FEWEST_ACTIONS}
        yield Problem(ProblemKind.TOO_FEW, place, indicator.code, "actions", details)
    if any(later.to_level < earlier.to_level for earlier, later in pairwise(indicator.actions)):
        yield Problem(ProblemKind.ACTION_ORDER, place, indicator.code, "actions")


def _level_problems(indicator: IndicatorSpec, place: str) -> Iterator[Problem]:
    if tuple(level.level for level in indicator.levels) != LEVELS:
        yield Problem(ProblemKind.LEVELS_INCOMPLETE, place, indicator.code, "levels")
        return
    seen: dict[str, int] = {}
    for level in indicator.levels:
        wording = " ".join(level.description.casefold().split())
        if wording and wording in seen:
            details = {"first": seen[wording], "second": level.level}
            yield Problem(ProblemKind.LEVELS_ALIKE, place, indicator.code, "levels", details)
        seen.setdefault(wording, level.level)


def _target_problems(
    indicator: IndicatorSpec, years: Sequence[int], reachable: frozenset[int] | None, place: str
) -> Iterator[Problem]:
    previous = 0
    for year in years:
        target = indicator.targets.get(year)
        kind = None
        if target is None:
            kind = ProblemKind.TARGET_MISSING
        elif not is_level(target):
            kind = ProblemKind.TARGET_OUT_OF_RANGE
        elif target < previous:
            kind = ProblemKind.TARGET_FALLS
        if kind is not None:
            yield Problem(kind, place, indicator.code, "targets", {"year": year})
        previous = max(previous, target or 0)
    for year in sorted(set(indicator.targets) - set(years)):
        yield Problem(ProblemKind.YEAR_UNKNOWN, place, indicator.code, "targets", {"year": year})
    if indicator.answer_type in LIMITED_KINDS and reachable and previous > max(reachable):
        details = {"target": previous, "highest": max(reachable)}
        yield Problem(ProblemKind.TARGET_UNREACHABLE, place, indicator.code, "targets", details)


def _action_problems(
    action: ActionSpec, indicator: IndicatorSpec, years: Sequence[int], place: str
) -> Iterator[Problem]:
    number = action.code.removeprefix(f"{indicator.code}-A")
    if number == action.code or not number.isdigit():
        form = {"form": f"{indicator.code}-A1"}
        yield Problem(ProblemKind.CODE_FORM, place, action.code, "code", form)
    if action.to_level not in LEVELS[1:]:
        yield Problem(ProblemKind.LEVEL_OUT_OF_RANGE, place, action.code, "to_level")
    elif action.from_level is not None and not 1 <= action.from_level < action.to_level:
        yield Problem(ProblemKind.LEVEL_ORDER, place, action.code, "from_level")
    if action.usual_year not in years:
        details = {"year": action.usual_year}
        yield Problem(ProblemKind.YEAR_UNKNOWN, place, action.code, "usual_year", details)
