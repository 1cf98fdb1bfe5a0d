"""What can be wrong with a question set. Plain data; the sentences are in `labels.py`."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum


class ProblemKind(StrEnum):
    """The kinds of mistakes that the loader and the rules find."""

    VERSION_UNKNOWN = "version_unknown"
    FILE_MISSING = "file_missing"
    YAML_INVALID = "yaml_invalid"
    MISSING_FIELD = "missing_field"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    EMPTY = "empty"
    NOT_POSITIVE = "not_positive"
    CODE_FORM = "code_form"
    DUPLICATE_CODE = "duplicate_code"
    LEVELS_INCOMPLETE = "levels_incomplete"
    LEVELS_ALIKE = "levels_alike"
    TARGET_MISSING = "target_missing"
    TARGET_OUT_OF_RANGE = "target_out_of_range"
    TARGET_FALLS = "target_falls"
    TARGET_UNREACHABLE = "target_unreachable"
    TOO_FEW = "too_few"
    LEVEL_OUT_OF_RANGE = "level_out_of_range"
    LEVEL_ORDER = "level_order"
    ACTION_ORDER = "action_order"
    YEAR_UNKNOWN = "year_unknown"
    THRESHOLDS = "thresholds"
    MEASURE_TWICE = "measure_twice"
    PREDICATE_ORDER = "predicate_order"
    BUDGET_NAME = "budget_name"


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: in which file, at which code (indicator or action, may be empty), in which field."""

    kind: ProblemKind
    file: str = ""
    code: str = ""
    field: str = ""
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)


class InvalidInstrument(Exception):
    """The files of a version cannot be published; `problems` has every mistake at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems in the instrument")
        self.problems = problems
