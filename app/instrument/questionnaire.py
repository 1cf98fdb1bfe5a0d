"""A question set as plain data: what the files say, what the tables hold, what pure code works on.

The loader makes it from the YAML files (ids are empty), `queries.load_questionnaire` from the tables (ids are filled).
Both give the same `fingerprint`, which is how a published version proves that nobody touched it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

LEVELS = (1, 2, 3, 4, 5)


def is_level(value: object) -> bool:
    """Whether `value` is a maturity level: a whole number from 1 to 5 (a truth value is none)."""
    return isinstance(value, int) and not isinstance(value, bool) and value in LEVELS


class InstrumentState(StrEnum):
    """A draft may be loaded again from its files; what is published never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Scope(StrEnum):
    """Who answers an indicator."""

    OPD = "opd"  # every OPD for itself
    GOVERNMENT = "government"  # the coordinator, once for the whole government


class AnswerKind(StrEnum):
    """The kinds of answer; each is one file in `answer_types/`."""

    LEVEL = "level"
    YES_NO = "yes_no"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    CHOICE = "choice"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """The description of one maturity level (1 to 5) of an indicator."""

    level: int
    description: str


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action of the library: it lifts an OPD from `from_level` (None: the level below) to `to_level`."""

    code: str
    to_level: int
    activity: str
    output_indicator: str
    unit_of_measure: str
    usual_year: int
    responsible: str
    from_level: int | None = None
    budget_code: str = ""
    budget_name: str = ""
    id: str = ""

    @property
    def starts_at(self) -> int:
        """The level an OPD has before this action."""
        return self.to_level - 1 if self.from_level is None else self.from_level


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One question. `weight` is relative inside its category; `targets` maps year to level."""

    code: str
    category: str
    text: str
    why: str
    legal_basis: str
    scope: Scope
    weight: int
    answer_type: AnswerKind
    parameters: Mapping[str, Any]
    levels: tuple[LevelSpec, ...]
    evidence: tuple[str, ...]
    targets: Mapping[int, int]
    actions: tuple[ActionSpec, ...]
    position: int
    id: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether the level is computed from the complaint register instead of being answered."""
        return self.answer_type is AnswerKind.MEASURED

    def target_for(self, year: int) -> int | None:
        """The target of `year`; after the last year of the version its last target, before the first None."""
        past = [known for known in self.targets if known <= year]
        return self.targets[max(past)] if past else None

    def actions_above(self, level: int, up_to: int) -> tuple[ActionSpec, ...]:
        """The library actions that lift from `level` to at most `up_to`, lowest first."""
        return tuple(action for action in self.actions if level < action.to_level <= up_to)

    def mentions(self, words: str) -> bool:
        """Whether every word of `words` occurs in the code, the texts or the actions (upper and lower case alike)."""
        texts = [self.code, self.text, self.why, *(level.description for level in self.levels)]
        texts += [*self.evidence, *(action.activity for action in self.actions)]
        haystack = " ".join(texts).casefold()
        return all(word in haystack for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class CategorySpec:
    """One of the five categories; `weight` is relative to the other categories."""

    code: str
    letter: str
    name: str
    description: str
    weight: int
    position: int
    indicators: tuple[IndicatorSpec, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class PredicateSpec:
    """The word for an index of at least `minimum` (a decimal number as text, so that 4.2 stays 4.2)."""

    code: str
    name: str
    minimum: str


@dataclass(frozen=True)
class Questionnaire:
    """A whole version of the instrument."""

    code: str
    title: str
    notice: str
    years: tuple[int, ...]
    categories: tuple[CategorySpec, ...]
    aggregation: Mapping[str, str]
    predicates: tuple[PredicateSpec, ...]
    id: str = field(default="")

    @property
    def indicators(self) -> Iterator[IndicatorSpec]:
        """All indicators in the order of the categories."""
        return (indicator for category in self.categories for indicator in category.indicators)

    @cached_property
    def _by_code(self) -> dict[str, IndicatorSpec]:
        return {indicator.code: indicator for indicator in self.indicators}

    def indicator(self, code: str) -> IndicatorSpec:
        """The indicator with this code; `KeyError` if there is none."""
        return self._by_code[code]

    def search(self, words: str) -> tuple[IndicatorSpec, ...]:
        """The indicators that mention every word."""
        return tuple(indicator for indicator in self.indicators if indicator.mentions(words))

    def canonical(self) -> str:
        """The content as one line of JSON without ids: equal content gives equal text."""
        return json.dumps(
            _without_ids(asdict(self)), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    def fingerprint(self) -> str:
        """SHA-256 of the canonical content, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _without_ids(item) for key, item in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_without_ids(item) for item in value]
    return value
