"""Ids, texts and ratings as spreadsheets leave them behind."""

import re
from functools import lru_cache

from app.complaints.import_formats.fields import LENGTHS, Cell, CellRefused, Field, Trouble, unspaced
from app.complaints.masking import mask_personal_data

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,18}")
_WHOLE_WITH_ZEROES = re.compile(r"(\d{1,18})[.,]0+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ANY_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_\-:]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# What a spreadsheet (and our own export) puts before a text that it must not take for a formula.
_TEXT_MARK = re.compile(r"^'+(?=[=+\-@])")
_STARS = re.compile(r"[★⭐*]{1,5}")
_SMALL_WORDS = frozenset({"dan", "atau", "di", "ke", "dari", "untuk", "pada", "yang"})
_ABBREVIATION = 4
# Beyond this a float no longer holds every whole number, so digits have already been lost.
_EXACT_FLOAT = 2**53


def tracking_id(value: Cell, *, numeric: bool) -> str:
    """The id of a complaint as text without `#` and without what a spreadsheet added.

    `9165816.0` is whole again; `9.17E+06` has lost digits for good and is refused. Raises `CellRefused`.
    """
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= _EXACT_FLOAT:
            raise CellRefused(Trouble.ID_PRECISION_LOST)
        value = int(value)
    text = "" if value is None else str(value)
    if _WHOLE.fullmatch(text):
        return text
    text = unspaced(text).strip().lstrip("#").strip().strip("'\"").strip()
    if not text:
        raise CellRefused(Trouble.ID_MISSING)
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused(Trouble.ID_PRECISION_LOST)
    whole = _whole_number(text)
    return whole if whole is not None else _other_id(text, numeric=numeric)


def _whole_number(text: str) -> str | None:
    """The digits of a whole number, however grouped or decorated with decimals; None if it is none."""
    if _WHOLE.fullmatch(text):
        return text
    # Groups first: `165.000` is a hundred and sixty-five thousand, `9165816.000` has decimals that say
    # nothing.
    if _GROUPED.fullmatch(text):
        return re.sub(r"[.,]", "", text)
    with_zeroes = _WHOLE_WITH_ZEROES.fullmatch(text)
    return with_zeroes[1] if with_zeroes else None


def _other_id(text: str, *, numeric: bool) -> str:
    if numeric or not _ANY_ID.fullmatch(text):
        raise CellRefused(Trouble.ID_NOT_A_NUMBER)
    if len(text) > LENGTHS[Field.TRACKING_ID]:
        raise CellRefused(Trouble.ID_TOO_LONG)
    return text


def looks_like_id(value: Cell) -> bool:
    """Whether a cell could be a numeric tracking id, spoilt or not (tells data rows from notes and totals)."""
    if isinstance(value, int | float):
        return not isinstance(value, bool)
    text = unspaced(str(value or "")).strip().lstrip("#").strip()
    return bool(text) and any(letter.isdigit() for letter in text)


def line(value: Cell) -> str:
    """A cell in one line, as it is: no-break spaces folded, runs of space collapsed."""
    text = "" if value is None else _as_text(value)
    return _TEXT_MARK.sub("", " ".join(_CONTROL.sub(" ", unspaced(text)).split()))


def _masked_line(value: Cell, field: Field) -> str:
    """Masked before it is cut: half a number would not be recognised, and what is masked may be longer."""
    return mask_personal_data(line(value))[: LENGTHS[field]].rstrip()


@lru_cache(maxsize=16_384)
def _repeated(text: str, field: Field) -> str:
    return _masked_line(text, field)


def name(value: Cell, field: Field) -> str:
    """In one line, for columns in which a few values come again and again; whoever is named there is masked too."""
    return _repeated(value, field) if isinstance(value, str) else _masked_line(value, field)


@lru_cache(maxsize=16_384)
def _repeated_area(text: str) -> str:
    return _masked_line(text, Field.AREA)


def area(value: Cell) -> str:
    """Where it happened, in one line; some write a whole address there, which is masked."""
    return _repeated_area(value) if isinstance(value, str) else _masked_line(value, Field.AREA)


@lru_cache(maxsize=16_384)
def category(text: str) -> str:
    """A category as it is read: `PEKERJAAN UMUM DAN TATA RUANG` stops shouting, short abbreviations stay."""
    if not text.isupper():
        return text
    words = text.lower().split()
    return " ".join(
        word if word in _SMALL_WORDS else word.upper() if len(word) < _ABBREVIATION else word.capitalize()
        for word in words
    )


def title(value: Cell) -> str:
    """A complaint's title in one line, with personal data masked."""
    return _masked_line(value, Field.TITLE)


def long_text(value: Cell) -> str:
    """A complaint's text with its paragraphs, personal data masked."""
    if value is None:
        return ""
    text = _CONTROL.sub(" ", unspaced(_as_text(value)).replace("\r\n", "\n").replace("\r", "\n"))
    return mask_personal_data(_TEXT_MARK.sub("", text.strip()))[: LENGTHS[Field.TEXT]]


def _as_text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rating(value: Cell) -> float | None:
    """One to five stars, or None. Raises `CellRefused` for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = unspaced(value).strip()
        if text in {"", "-", "–"}:
            return None
        if _STARS.fullmatch(text):
            return float(len(text))
        text = re.sub(r"\s*(?:/\s*5|dari 5|bintang|stars?)$", "", text, flags=re.IGNORECASE)
        value = text.replace(",", ".")
    try:
        stars = float(value)
    except (TypeError, ValueError):
        raise CellRefused(Trouble.RATING_UNREADABLE) from None
    if stars == 0:
        return None  # LAPOR! and local applications write 0 for "not rated"
    if not 1 <= stars <= 5:
        raise CellRefused(Trouble.RATING_UNREADABLE)
    return stars
