"""One cell of the workbook: what a person wrote, and what it means."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Part(StrEnum):
    """What of an answer can be written in the workbook; the value stands above its column."""

    ANSWER = "answer"
    REASON = "reason"
    LINK = "link"  # an address to add as evidence


class RowFault(StrEnum):
    """Why a file, a row or a cell is not taken."""

    NOT_OURS = "not_ours"
    PLAN_MATRIX = "plan_matrix"
    OTHER_ASSESSMENT = "other_assessment"
    OTHER_INSTRUMENT = "other_instrument"
    TOO_MANY_ROWS = "too_many_rows"
    ID_MISSING = "id_missing"
    QUESTION_UNKNOWN = "question_unknown"
    QUESTION_ELSEWHERE = "question_elsewhere"
    QUESTION_TWICE = "question_twice"
    VERSION_MISSING = "version_missing"
    NO_SUCH_CHOICE = "no_such_choice"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    ACCEPTED = "accepted"
    MEASURED = "measured"
    REFUSED = "refused"  # by the kind of answer, in its own words


class CellRefused(Exception):
    """The text is not what the cell may hold."""

    def __init__(self, fault: RowFault, words: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.words = words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the workbook asks it.

    `choices` are what may be chosen: the machine's text → what people read; without any, a number is typed.
    `aliases` are further spellings (folded) of a choice.
    """

    id: str
    code: str
    text: str
    choices: Mapping[str, str]
    aliases: Mapping[str, str]
    is_share: bool = False
    is_measured: bool = False


LONGEST: Mapping[Part, int] = {Part.REASON: 4000, Part.LINK: 1000}
# Indonesian: dots between thousands, a comma before decimals. 62.5 is neither, so it is refused instead of guessed.
_NUMBER = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,([0-9]{1,9}))?")
_DASHES = str.maketrans("–—‑", "---")


def clean(text: str) -> str:
    """A text as it is kept: lines end in one way, no blanks around it, no signs that no database or workbook can hold.

    A tab is a blank: LibreOffice loses tabs in cells of several lines.

    >>> clean(" dua baris\\r\\nberikutnya ")
    'dua baris\\nberikutnya'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return kept.replace("\ufffe", "").replace("\uffff", "").strip()


def fold(text: str) -> str:
    """A choice without regard to case, blanks and the kind of dash."""
    return " ".join(text.translate(_DASHES).split()).casefold()


def read_part(asked: Asked, part: Part, text: str) -> str:
    """What the text means: the machine's text of an answer, or the words as they are kept. Raises CellRefused."""
    text = clean(text)
    if part is not Part.ANSWER:
        if len(text) > LONGEST[part]:
            raise CellRefused(RowFault.TOO_LONG)
        return text
    if not text:
        return ""
    return _choice(asked, text) if asked.choices else _number(asked, text)


def shown_number(machine: str) -> str:
    """A number of an answer as the workbook shows it.

    >>> shown_number("62.5")
    '62,5'
    """
    return machine.replace(".", ",")


def _choice(asked: Asked, text: str) -> str:
    wanted = fold(text)
    found = [machine for machine, label in asked.choices.items() if fold(label) == wanted]
    known = asked.aliases.get(wanted) or (wanted if wanted in asked.choices else "")
    if len(found) == 1 or known:
        return found[0] if len(found) == 1 else known
    raise CellRefused(RowFault.NO_SUCH_CHOICE)


def _number(asked: Asked, text: str) -> str:
    written = text
    if asked.is_share:
        written = written.removesuffix("%").strip()
    known = _NUMBER.fullmatch(written)
    if known is None:
        raise CellRefused(RowFault.NOT_A_NUMBER)
    sign, whole, fraction = known.groups()
    number = Decimal(f"{sign}{whole.replace('.', '')}.{fraction or '0'}")
    plain = f"{number:f}".rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain
