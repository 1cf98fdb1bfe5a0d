"""Which column is what: recognised by its heading, checked against what stands below it, correctable by a person."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from app.complaints.import_formats.fields import (
    MOMENTS,
    Cell,
    CellRefused,
    Field,
    FileRefused,
    ImportFormat,
    Trouble,
    fold,
)
from app.complaints.import_formats.moments import MomentReader
from app.complaints.import_formats.reporter_columns import ReporterColumns
from app.complaints.reporters import ReporterField

# Headings that speak of the reporter. Such a column never tells of the complaint, whoever chose it.
_IDENTITY_WORDS = frozenset(
    """pelapor pengadu nik telepon telp hp handphone ponsel email surel alamat akun username""".split()
)
_IDENTITY = frozenset(
    {"nama", "nama lengkap", "nomor ktp", "no ktp", "no wa", "nomor wa", "user", "tanggal lahir"}
)
# A rating and a reply of the reporter say nothing about who it was.
_NO_IDENTITY = frozenset({"penilaian pelapor", "nilai pelapor", "rating pelapor"})
# Deadlines are computed here, never read; reasons are what a file of rejected rows adds.
_NEVER = ("batas", "tenggat", "deadline", "durasi", "lama", "sisa", "alasan")

_CLOSE_ENOUGH = 0.88
_SHORT, _UNEQUAL = 6, 3
_LONGEST_DATE = len("Selasa, 5 Oktober 2021, 13.53 WITA")


def speaks_of_reporter(heading: str) -> bool:
    """Whether a column holds who complained; nothing of the complaint is ever read from it."""
    folded = fold(heading)
    if folded in _NO_IDENTITY:
        return False
    return folded in _IDENTITY or any(word in _IDENTITY_WORDS for word in folded.split())


def recognise(
    headings: Sequence[str],
    form: ImportFormat,
    sample: Sequence[Sequence[Cell]] = (),
    *,
    near: bool = True,
) -> dict[Field, int]:
    """The columns of a format by their headings: exact wordings first, then near ones; each column once.

    A column that should hold moments but whose sample holds none is left out: "Tindak lanjut" is sometimes
    the answer's text.
    """
    folded = [fold(heading) for heading in headings]
    usable = {
        position
        for position, heading in enumerate(folded)
        if heading and not speaks_of_reporter(heading) and not heading.startswith(_NEVER)
    }
    found: dict[Field, int] = {}
    for exact in (True, False) if near else (True,):
        for field in Field:
            if field in found:
                continue
            position = _position(folded, usable, form.columns[field], exact=exact)
            if position is not None and _plausible(field, position, sample):
                found[field] = position
                usable.discard(position)
    return found


def _position(folded: Sequence[str], usable: set[int], wordings: Sequence[str], *, exact: bool) -> int | None:
    for wording in wordings:
        for position in sorted(usable):
            heading = folded[position]
            if heading == wording if exact else _is_close(heading, wording):
                return position
    return None


def _is_close(heading: str, wording: str) -> bool:
    # Short words are near to everything, and very unequal lengths are near to nothing.
    if len(wording) < _SHORT or abs(len(heading) - len(wording)) > _UNEQUAL:
        return False
    return difflib.SequenceMatcher(None, heading, wording).ratio() >= _CLOSE_ENOUGH


def _plausible(field: Field, position: int, sample: Sequence[Sequence[Cell]]) -> bool:
    if field not in MOMENTS:
        return True
    values = [row[position] for row in sample if position < len(row) and row[position] not in (None, "")]
    if not values or field is Field.RECEIVED:
        # An empty column proves nothing; the date of arrival is needed, so its errors are to be seen.
        return True
    reader = MomentReader(ZoneInfo("Asia/Jakarta"))
    if any(_is_moment(reader, value) for value in values):
        return True
    # Short words that are no dates are errors to be shown; sentences are a column of another kind.
    return sum(len(str(value)) for value in values) / len(values) <= _LONGEST_DATE


def _is_moment(reader: MomentReader, value: Cell) -> bool:
    try:
        return reader.read(value) is not None
    except CellRefused as refusal:
        return refusal.trouble in (Trouble.DATE_RELATIVE, Trouble.DATE_IMPOSSIBLE)


def choose_format(
    headings: Sequence[str], formats: Iterable[ImportFormat], sample: Sequence[Sequence[Cell]] = ()
) -> tuple[ImportFormat, dict[Field, int]]:
    """The first format whose needed columns are all there, else the one that recognises most (for a person)."""
    candidates = [(form, recognise(headings, form, sample)) for form in formats]
    for form, found in candidates:
        if all(field in found for field in form.needs) and _ids_fit(form, found, sample):
            return form, found
    return max(candidates, key=lambda candidate: len(candidate[1]))


def _ids_fit(form: ImportFormat, found: Mapping[Field, int], sample: Sequence[Sequence[Cell]]) -> bool:
    """Whether ids with letters stand where a format knows only numbers (most of the sample decides)."""
    if not form.numeric_ids:
        return True
    position = found[Field.TRACKING_ID]
    values = [str(row[position]) for row in sample if position < len(row) and str(row[position]).strip()]
    lettered = [
        value for value in values if any(letter.isalpha() for letter in value) and "e+" not in value.lower()
    ]
    return len(lettered) * 2 <= len(values)


def stored_columns(columns: Mapping[Field, int], reporters: ReporterColumns) -> dict[str, int]:
    """Both kinds of columns as an import keeps them."""
    return {field.value: position for field, position in (*columns.items(), *reporters.items())}


def told_columns(stored: Mapping[str, int]) -> dict[Field, int]:
    """Of kept columns those that tell of the complaint."""
    return {field: stored[field.value] for field in Field if field.value in stored}


def reporter_columns(stored: Mapping[str, int]) -> dict[ReporterField, int]:
    """Of kept columns those about the reporter."""
    return {field: stored[field.value] for field in ReporterField if field.value in stored}


def require(columns: Mapping[Field, int], needed: Iterable[Field], headings: Sequence[str]) -> None:
    """Raise `FileRefused` naming the first needed field that no column was recognised for."""
    for field in needed:
        if field not in columns:
            raise FileRefused(
                Trouble.COLUMN_MISSING, field=field.value, headings=", ".join(h for h in headings if h)[:300]
            )
