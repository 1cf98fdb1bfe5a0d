"""The kinds of answer, one file each.

A new kind: a file here, a line in `_TYPES`, a partial in `templates/instrument/answers/`.
"""

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.answer_types.choice import ChoiceAnswer
from app.instrument.answer_types.level import LevelAnswer
from app.instrument.answer_types.measured import MeasuredAnswer, stored, written_figure
from app.instrument.answer_types.number import NumberAnswer
from app.instrument.answer_types.percentage import PercentageAnswer
from app.instrument.answer_types.yes_no import YesNoAnswer
from app.instrument.questionnaire import AnswerKind

_TYPES: tuple[AnswerType, ...] = (
    LevelAnswer(),
    YesNoAnswer(),
    NumberAnswer(),
    PercentageAnswer(),
    ChoiceAnswer(),
    MeasuredAnswer(),
)

REGISTRY: dict[AnswerKind, AnswerType] = {kind.kind: kind for kind in _TYPES}


def answer_type(kind: str) -> AnswerType:
    """The kind of answer called `kind` (a value of `AnswerKind`); `ValueError` for an unknown one."""
    return REGISTRY[AnswerKind(kind)]


__all__ = [
    "REGISTRY",
    "AnswerType",
    "InvalidAnswer",
    "Parameters",
    "answer_type",
    "stored",
    "written_figure",
]
