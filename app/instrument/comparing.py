"""What differs between two versions of the instrument, question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.instrument.questionnaire import IndicatorSpec, Questionnaire


class Change(StrEnum):
    """How a question of one version stands to the same code in another, the gravest first."""

    ADDED = "added"
    REMOVED = "removed"
    ASKED_OTHERWISE = "asked_otherwise"  # another kind of answer, other borders, or somebody else answers
    REWORDED = "reworded"  # another text, or other words for a level
    JUDGED_OTHERWISE = "judged_otherwise"  # weight, goals, evidence or the library of actions
    SAME = "same"


# An answer to the old question may still hold; everything else is asked anew or is new.
STILL_ANSWERED = frozenset({Change.SAME, Change.JUDGED_OTHERWISE})


@dataclass(frozen=True, slots=True)
class Compared:
    """One question; `old` or `new` is None where a version does not ask it."""

    code: str
    change: Change
    old: IndicatorSpec | None
    new: IndicatorSpec | None

    @property
    def spec(self) -> IndicatorSpec:
        """The question as the newer version has it, or as it was last asked."""
        spec = self.new or self.old
        if spec is None:
            raise LookupError(self.code)
        return spec


@dataclass(frozen=True)
class Comparison:
    """Every question of two versions: those of the newer one in its order, then those that are asked no more."""

    questions: tuple[Compared, ...]

    def of(self, change: Change) -> tuple[Compared, ...]:
        """The questions with this change."""
        return tuple(question for question in self.questions if question.change is change)

    @cached_property
    def by_code(self) -> Mapping[str, Compared]:
        return {question.code: question for question in self.questions}

    def still_answered(self, code: str) -> bool:
        """Whether an answer to the older version may hold for this question as it is asked now."""
        return code in self.by_code and self.by_code[code].change in STILL_ANSWERED


def compare(old: Questionnaire, new: Questionnaire) -> Comparison:
    """What the newer version changed."""
    before = {spec.code: spec for spec in old.indicators}
    found = [
        Compared(spec.code, change_of(before.get(spec.code), spec), before.get(spec.code), spec)
        for spec in new.indicators
    ]
    asked = {spec.code for spec in new.indicators}
    found += [
        Compared(spec.code, Change.REMOVED, spec, None) for spec in old.indicators if spec.code not in asked
    ]
    return Comparison(tuple(found))


def change_of(old: IndicatorSpec | None, new: IndicatorSpec) -> Change:
    """The gravest change of one question."""
    if old is None:
        return Change.ADDED
    if _way_of_asking(old) != _way_of_asking(new):
        return Change.ASKED_OTHERWISE
    if _words(old) != _words(new):
        return Change.REWORDED
    return Change.SAME if _judging(old) == _judging(new) else Change.JUDGED_OTHERWISE


def _way_of_asking(spec: IndicatorSpec) -> tuple[object, ...]:
    return spec.answer_type, spec.scope, dict(spec.parameters)


def _words(spec: IndicatorSpec) -> tuple[object, ...]:
    return spec.text, tuple((level.level, level.description) for level in spec.levels)


def _judging(spec: IndicatorSpec) -> tuple[object, ...]:
    actions = tuple(
        (action.code, action.to_level, action.starts_at, action.activity) for action in spec.actions
    )
    return spec.category, spec.weight, dict(spec.targets), spec.evidence, actions
