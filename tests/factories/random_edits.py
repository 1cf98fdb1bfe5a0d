"""What people type into an assessment's workbook, at random, and what has to be stored of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from app.assessment.workbook.questions import choices_of
from app.instrument.questionnaire import AnswerKind, IndicatorSpec

PIECES = (
    "Petugas sudah ditunjuk",
    "“kutipan” dan 'petik'",
    '"dua petik"',
    "007",
    "=SUM(A1:A9)",
    "+62 811",
    "-5",
    "@admin",
    "😀👍🏽",
    "1.500,50",
    "5/10/2021",
    "2021-10-05",
    "12:30",
    "TRUE",
    "1E5",
    "62,5%",
    "<b>&amp;</b>",
    "_x0041_ _x000D_",
    "#REF!",
    "dua  spasi   berderet",
    "baris satu\nbaris dua",
    "paragraf\n\nberikutnya",
    "kolom\tberikutnya",
    "é e\u0301 ﷽ 中文 العربية",
    "…–—‑",
    "\u00a0tak terputus\u00a0",
    "\\n \\t C:\\berkas",
    "'awal petik",
)


@dataclass(frozen=True)
class Edit:
    """One cell: what is typed, and what has to be stored."""

    code: str
    part: str
    typed: Any
    stored: Any


def edits_of(
    random: Random, specs: Mapping[str, IndicatorSpec], count: int, *, by_library: bool
) -> Iterator[Edit]:
    """At most `count` cells of these questions, each once. Libraries also write real dates, and tabs."""
    cells = [(code, part) for code in specs for part in ("answer", "reason")]
    for code, part in random.sample(cells, min(count, len(cells))):
        if part == "answer":
            yield Edit(code, part, *_answer(random, specs[code]))
        else:
            yield Edit(code, part, *_reason(random, by_library))


def _answer(random: Random, spec: IndicatorSpec) -> tuple[Any, Any]:
    if random.random() < 0.1:
        return "", None
    choices = choices_of(spec)
    if choices:
        machine = random.choice(list(choices))
        if spec.answer_type is AnswerKind.LEVEL:
            return random.choice([choices[machine], machine, int(machine)]), int(machine)
        return choices[machine], machine == "yes" if spec.answer_type is AnswerKind.YES_NO else machine
    if spec.answer_type is AnswerKind.PERCENTAGE:
        number = Decimal(random.randint(0, 10_000)) / 100
        text = f"{number:f}".replace(".", ",")
        typed = random.choice([text, f"{text}%", f" {text} ", float(number)])
        return typed, int(number) if number == int(number) else float(number)
    whole = random.randint(int(spec.parameters.get("minimum", 0)), int(spec.parameters.get("maximum", 999)))
    return random.choice([whole, str(whole), f"00{whole}", f"{whole:,}".replace(",", ".")]), whole


def _reason(random: Random, by_library: bool) -> tuple[Any, str]:
    chance = random.random()
    if chance < 0.08:
        return "", ""
    if chance < 0.16:
        number = random.choice([7, 62.5, 1200, -3, 0.125])
        return number, f"{number:g}".replace(".", ",")
    if by_library and chance < 0.22:
        day = date(2021, 1, 1) + timedelta(days=random.randint(0, 900))
        return day, day.isoformat()
    text = random.choice([" ", "\n", "; "]).join(random.choices(PIECES, k=random.randint(1, 6)))
    if chance > 0.9:
        text = (text + " ") * (random.randint(800, 3_900) // (len(text) + 1))
    text = random.choice(["", "", " ", "  \n"]) + text + random.choice(["", "", " ", "\n\n"])
    if not by_library:
        text = text.replace("\t", " ")  # in LibreOffice the key goes to the next cell
    return text, text.strip().replace("\t", " ")
