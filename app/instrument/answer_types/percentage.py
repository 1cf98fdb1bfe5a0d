"""A typed share in per cent, 0 to 100, turned into a level by borders."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.answer_types.number import typed_number, written_number
from app.instrument.answer_types.thresholds import level_of, threshold_problems
from app.instrument.problems import Problem
from app.instrument.questionnaire import LEVELS, AnswerKind

WHOLE = 100
DECIMALS = 2


class PercentageAnswer(AnswerType):
    """Stored: the per cent as typed (62.5 for 62,5%)."""

    kind = AnswerKind.PERCENTAGE
    allowed = frozenset({"thresholds", "direction"})

    def problems(self, parameters: Parameters) -> list[Problem]:
        return [*super().problems(parameters), *threshold_problems(parameters)]

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset(LEVELS)

    def from_form(self, parameters: Parameters, raw: str) -> int | float | None:
        number = typed_number(raw.strip().removesuffix("%"), DECIMALS)
        if number is not None and not 0 <= number <= WHOLE:
            raise InvalidAnswer(_("Tulis persentase dari 0 sampai 100."))
        return number

    def to_form(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else written_number(value)

    def level(self, parameters: Parameters, value: Any) -> int | None:
        return None if value is None else level_of(value, parameters)

    def display(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else f"{format_decimal(Decimal(str(value)))}%"

    def export(self, parameters: Parameters, value: Any) -> int | float | None:
        return None if value is None else value
