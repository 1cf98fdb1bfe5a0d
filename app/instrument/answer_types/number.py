"""A typed number with a unit, turned into a level by borders."""

from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.answer_types.thresholds import is_number, level_of, threshold_problems
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import LEVELS, AnswerKind

LARGEST = 10**12


def typed_number(raw: str, decimals: int) -> int | float | None:
    """What was typed, in the reader's notation ("1.234,5"); None for nothing. Raises `InvalidAnswer`."""
    text = raw.strip()
    if not text:
        return None
    try:
        number = parse_decimal(text, locale=get_locale() or "id", strict=True)
    except NumberFormatError as error:
        raise InvalidAnswer(_("Tulis angka, misalnya 1.234 atau 2,5.")) from error
    if not number.is_finite() or abs(number) > LARGEST:
        raise InvalidAnswer(_("Angka terlalu besar."))
    if number != round(number, decimals):
        raise InvalidAnswer(
            _("Tulis bilangan bulat.")
            if decimals == 0
            else _("Tulis paling banyak %(n)s angka di belakang koma.", n=decimals)
        )
    return int(number) if number == number.to_integral_value() else float(number)


def written_number(value: float) -> str:
    """The number in the reader's notation, without thousands separators being lost or digits invented."""
    return str(format_decimal(Decimal(str(value))))


class NumberAnswer(AnswerType):
    """Stored: a number."""

    kind = AnswerKind.NUMBER
    allowed = frozenset({"unit", "thresholds", "direction", "minimum", "maximum", "decimals"})

    def problems(self, parameters: Parameters) -> list[Problem]:
        found = [*super().problems(parameters), *threshold_problems(parameters)]
        if not isinstance(parameters.get("unit"), str) or not parameters["unit"].strip():
            found.append(Problem(ProblemKind.EMPTY, field="parameters.unit"))
        found += [
            Problem(ProblemKind.WRONG_TYPE, field=f"parameters.{name}", details={"expected": "angka"})
            for name in ("minimum", "maximum", "decimals")
            if name in parameters and not is_number(parameters[name])
        ]
        return found

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset(LEVELS)

    def from_form(self, parameters: Parameters, raw: str) -> int | float | None:
        number = typed_number(raw, int(parameters.get("decimals", 0)))
        if number is None:
            return None
        lowest, highest = parameters.get("minimum"), parameters.get("maximum")
        if lowest is not None and number < lowest:
            raise InvalidAnswer(_("Paling kecil %(n)s.", n=written_number(lowest)))
        if highest is not None and number > highest:
            raise InvalidAnswer(_("Paling besar %(n)s.", n=written_number(highest)))
        return number

    def to_form(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else written_number(value)

    def level(self, parameters: Parameters, value: Any) -> int | None:
        return None if value is None else level_of(value, parameters)

    def display(self, parameters: Parameters, value: Any) -> str:
        if value is None:
            return ""
        return str(_("%(number)s %(unit)s", number=written_number(value), unit=parameters["unit"]))

    def export(self, parameters: Parameters, value: Any) -> int | float | None:
        return None if value is None else value
