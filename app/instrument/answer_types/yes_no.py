"""Yes or no, each worth a stated level."""

from typing import Any

from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import AnswerKind, is_level

YES, NO = "yes", "no"


class YesNoAnswer(AnswerType):
    """Stored: true or false."""

    kind = AnswerKind.YES_NO
    allowed = frozenset({"yes_level", "no_level"})

    def problems(self, parameters: Parameters) -> list[Problem]:
        found = super().problems(parameters)
        levels: list[Any] = [parameters.get("no_level"), parameters.get("yes_level")]
        for name, level in zip(("no_level", "yes_level"), levels, strict=True):
            if not is_level(level):
                found.append(Problem(ProblemKind.LEVEL_OUT_OF_RANGE, field=f"parameters.{name}"))
        if not found and levels[0] >= levels[1]:
            found.append(Problem(ProblemKind.LEVEL_ORDER, field="parameters.yes_level"))
        return found

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset({parameters["yes_level"], parameters["no_level"]})

    def from_form(self, parameters: Parameters, raw: str) -> bool | None:
        text = raw.strip()
        if not text:
            return None
        if text not in {YES, NO}:
            raise InvalidAnswer(_("Pilih Ya atau Tidak."))
        return text == YES

    def to_form(self, parameters: Parameters, value: Any) -> str:
        if value is None:
            return ""
        return YES if value else NO

    def level(self, parameters: Parameters, value: Any) -> int | None:
        if value is None:
            return None
        return int(parameters["yes_level"] if value else parameters["no_level"])

    def display(self, parameters: Parameters, value: Any) -> str:
        if value is None:
            return ""
        return str(_("Ya") if value else _("Tidak"))

    def export(self, parameters: Parameters, value: Any) -> str | None:
        return None if value is None else self.display(parameters, value)
