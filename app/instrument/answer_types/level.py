"""One of the five described levels, chosen directly."""

from typing import Any

from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.labels import level_label
from app.instrument.questionnaire import LEVELS, AnswerKind, is_level


class LevelAnswer(AnswerType):
    """Stored: the level, 1 to 5."""

    kind = AnswerKind.LEVEL

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset(LEVELS)

    def from_form(self, parameters: Parameters, raw: str) -> int | None:
        text = raw.strip()
        if not text:
            return None
        if text not in {str(level) for level in LEVELS}:
            raise InvalidAnswer(_("Pilih salah satu level, 1 sampai 5."))
        return int(text)

    def to_form(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else str(value)

    def level(self, parameters: Parameters, value: Any) -> int | None:
        return int(value) if is_level(value) else None

    def display(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else level_label(int(value))

    def export(self, parameters: Parameters, value: Any) -> int | None:
        return None if value is None else int(value)
