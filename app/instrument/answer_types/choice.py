"""One of several named options, each worth a level."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import AnswerKind, is_level

CODE = re.compile(r"[a-z0-9_]+")
FEWEST = 2


class ChoiceAnswer(AnswerType):
    """Stored: the code of the option."""

    kind = AnswerKind.CHOICE
    allowed = frozenset({"options"})

    def problems(self, parameters: Parameters) -> list[Problem]:
        found = super().problems(parameters)
        options = parameters.get("options")
        if not isinstance(options, list) or not all(isinstance(option, Mapping) for option in options):
            expected = {"expected": "options"}
            return [*found, Problem(ProblemKind.WRONG_TYPE, field="parameters.options", details=expected)]
        if len(options) < FEWEST:
            counts = {"count": len(options), "minimum": FEWEST}
            found.append(Problem(ProblemKind.TOO_FEW, field="parameters.options", details=counts))
        for number, option in enumerate(options, start=1):
            found += _option_problems(option, f"parameters.options[{number}]")
        codes = [option.get("code") for option in options]
        if len(set(map(str, codes))) < len(codes):
            found.append(Problem(ProblemKind.DUPLICATE_CODE, field="parameters.options"))
        return found

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset(option["level"] for option in parameters["options"])

    def from_form(self, parameters: Parameters, raw: str) -> str | None:
        text = raw.strip()
        if not text:
            return None
        if _option(parameters, text) is None:
            raise InvalidAnswer(_("Pilih salah satu jawaban yang tersedia."))
        return text

    def to_form(self, parameters: Parameters, value: Any) -> str:
        return "" if value is None else str(value)

    def level(self, parameters: Parameters, value: Any) -> int | None:
        option = _option(parameters, value)
        return None if option is None else int(option["level"])

    def display(self, parameters: Parameters, value: Any) -> str:
        option = _option(parameters, value)
        return "" if option is None else str(option["label"])

    def export(self, parameters: Parameters, value: Any) -> str | None:
        return self.display(parameters, value) or None


def _option(parameters: Parameters, code: Any) -> Mapping[str, Any] | None:
    return next((option for option in parameters["options"] if option["code"] == code), None)


def _option_problems(option: Mapping[str, Any], place: str) -> list[Problem]:
    found = []
    if not isinstance(option.get("code"), str) or not CODE.fullmatch(option["code"]):
        found.append(Problem(ProblemKind.CODE_FORM, field=f"{place}.code", details={"form": "a-z0-9_"}))
    if not isinstance(option.get("label"), str) or not option["label"].strip():
        found.append(Problem(ProblemKind.EMPTY, field=f"{place}.label"))
    if not is_level(option.get("level")):
        found.append(Problem(ProblemKind.LEVEL_OUT_OF_RANGE, field=f"{place}.level"))
    return found
