"""Columns about the reporter: which they are, and what stands in them. Read only where a government decided so."""

from collections.abc import Mapping, Sequence

from app.complaints.import_formats import cells
from app.complaints.import_formats.fields import Cell, FileRefused, Trouble, fold
from app.complaints.reporters import LONGEST, Reporter, ReporterField

ReporterColumns = Mapping[ReporterField, int]  # the position of each column

_NUMBERS = ("hp", "telepon", "telp", "handphone", "ponsel", "wa", "whatsapp")
# Headings in folded form. Behind each may stand who is meant: "nama pelapor".
_HEADINGS: dict[ReporterField, tuple[str, ...]] = {
    ReporterField.NAME: ("nama", "nama lengkap", "pelapor", "pengadu"),
    ReporterField.PHONE: (
        *(f"{first}{what}" for what in _NUMBERS for first in ("no ", "nomor ", "")),
        "kontak",
    ),
    ReporterField.MAIL: ("email", "e mail", "surel", "alamat email", "alamat surel"),
    ReporterField.ADDRESS: ("alamat", "alamat lengkap", "alamat rumah", "alamat domisili", "domisili"),
}
# Numbers by which the state knows somebody.
_STATE = frozenset("nik ktp kk npwp".split())
_WHOSE = (" pelapor", " pengadu", " warga", " pemohon")


def recognise_reporters(headings: Sequence[str]) -> dict[ReporterField, int]:
    """The columns about the reporter by their headings; a heading that says whose it is comes first."""
    folded = [fold(heading) for heading in headings]
    found: dict[ReporterField, int] = {}
    for field, wordings in _HEADINGS.items():
        said = [f"{wording}{whose}" for wording in wordings for whose in _WHOSE]
        place = next((folded.index(one) for one in (*said, *wordings) if one in folded), None)
        if place is not None:
            found[field] = place
    return found


def position_of(field: ReporterField, place: int | str, headings: Sequence[str]) -> int:
    """The position of a column about the reporter, given by its heading or as it is.

    Raises `FileRefused` when no column has this heading, or one that must not be kept.
    """
    if isinstance(place, int):
        return place
    found = [position for position, heading in enumerate(headings) if fold(heading) == fold(place)]
    if not found or is_never_kept(place):
        told = ", ".join(heading for heading in headings if heading and not is_never_kept(heading))
        raise FileRefused(Trouble.COLUMN_MISSING, field=field.value, headings=told[:300])
    return found[0]


def read_reporter(columns: ReporterColumns, row: Sequence[Cell]) -> Reporter | None:
    """Who complained by one row, or None if it does not say."""
    told = {
        field.part: cells.line(row[position])[:LONGEST]
        for field, position in columns.items()
        if position < len(row)
    }
    found = Reporter(**told)
    return None if found.is_nobody else found


def is_never_kept(heading: str) -> bool:
    """Whether a column holds a number of the state, which nobody needs to reach somebody: it cannot be chosen."""
    return not _STATE.isdisjoint(fold(heading).split())
