"""Questions and answers between the instrument and the workbook: what may be chosen, and what a text is worth."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from flask import current_app
from flask_babel import force_locale, format_decimal
from flask_babel import gettext as _

from app.assessment.actions.evidence import InvalidLink, checked_url
from app.assessment.queries import Line
from app.assessment.rules.workbook import Asked, Part, Present, RowFault
from app.assessment.rules.workbook.cells import fold
from app.instrument.answer_types import InvalidAnswer, answer_type
from app.instrument.answer_types.yes_no import NO, YES
from app.instrument.labels import level_label
from app.instrument.questionnaire import LEVELS, AnswerKind, IndicatorSpec

_WHOLE = "0.#########"  # every digit, no thousands: whatever the language, this reads back as it was


def asked_of(spec: IndicatorSpec) -> Asked:
    """The question as the workbook asks it, in the language of the request."""
    choices = choices_of(spec)
    aliases = dict(_aliases(spec))
    return Asked(
        spec.id,
        spec.code,
        spec.text,
        choices,
        aliases,
        is_share=spec.answer_type is AnswerKind.PERCENTAGE,
        is_measured=spec.is_measured,
    )


def choices_of(spec: IndicatorSpec) -> Mapping[str, str]:
    """What may be chosen: the machine's text → the label; nothing where a number is typed."""
    if spec.answer_type is AnswerKind.LEVEL:
        return {str(level): level_label(level) for level in LEVELS}
    if spec.answer_type is AnswerKind.YES_NO:
        return {YES: _("Ya"), NO: _("Tidak")}
    if spec.answer_type is not AnswerKind.CHOICE:
        return {}
    labels = [str(option["label"]) for option in spec.parameters["options"]]
    return {
        option["code"]: label if labels.count(label) == 1 else f"{label} ({option['code']})"
        for option, label in zip(spec.parameters["options"], labels, strict=True)
    }


def _aliases(spec: IndicatorSpec) -> Iterator[tuple[str, str]]:
    """The labels of every language: a workbook of one may come back to a page of the other."""
    if spec.answer_type is AnswerKind.LEVEL:
        yield from ((fold(f"level {level}"), str(level)) for level in LEVELS)
    if spec.answer_type in (AnswerKind.LEVEL, AnswerKind.YES_NO):
        for language in current_app.config["LANGUAGES"]:
            with force_locale(language):
                yield from ((fold(label), machine) for machine, label in choices_of(spec).items())


def machine_answer(spec: IndicatorSpec, value: Any) -> str:
    """A stored answer as the machine's text."""
    if value is None or spec.is_measured:
        return ""
    if choices_of(spec):
        return answer_type(spec.answer_type).to_form(spec.parameters, value)
    plain = f"{Decimal(str(value)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def stored_answer(spec: IndicatorSpec, machine: str) -> Any:
    """The value that the machine's text stands for. Raises `InvalidAnswer`."""
    typed = machine
    if machine and not choices_of(spec):
        typed = str(format_decimal(Decimal(machine), format=_WHOLE))
    return answer_type(spec.answer_type).from_form(spec.parameters, typed)


def present_of(line: Line) -> Present:
    """A line of the sheet as the rules of the workbook see it. Its evidence has to be loaded."""
    asked, answer = asked_of(line.spec), line.answer
    closed = None
    if line.spec.is_measured:
        closed = RowFault.MEASURED
    elif not line.editable:
        closed = RowFault.ACCEPTED
    if answer is None:
        return Present(asked, closed=closed)
    shown = line.shown if line.spec.is_measured else machine_answer(line.spec, answer.value)
    links = frozenset(each.url for each in answer.evidence if each.url)
    return Present(asked, answer.version, shown, answer.self_reason, links, closed)


def judge_of(specs: Mapping[str, IndicatorSpec]) -> Any:
    """Why the kind of answer refuses a text, in words: the judge that the rules ask."""

    def judge(asked: Asked, part: Part, machine: str) -> str:
        try:
            if part is Part.ANSWER:
                stored_answer(specs[asked.id], machine)
            elif part is Part.LINK:
                checked_url(machine)
        except InvalidAnswer as mistake:
            return str(mistake)
        except InvalidLink:
            return str(_("Tulis alamat lengkap yang diawali https://"))
        return ""

    return judge
