"""The fields about numbers on the page of the document settings: pattern, code, and where a book of paper goes on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from app.organisations.models import DocumentSettings, Government
from app.organisations.rules.numbering import (
    MOST_RUNNING,
    GivenAlreadyError,
    coming_running,
    continued,
    faults,
    filled,
    jumps_of,
    pending,
)
from app.reports.numbering.queries import kept_of, last_running
from app.reports.numbering.words import fault_text

PARTS = ("pattern", "code")
NEXT = "next"


@dataclass(frozen=True)
class Books:
    """What the books of a government say today, by kind of document."""

    day: date
    last: Mapping[str, int]  # running numbers of this year
    kept: Mapping[str, Mapping[str, Any]]

    def last_of(self, kind: str) -> int:
        """The last number that was given this year; 0 before the first."""
        return self.last.get(kind, 0)

    def wanted(self, kind: str) -> int | None:
        """With which number the book is to go on, as it was set and while no number took it."""
        jump = pending(self.last_of(kind), jumps_of(self.kept.get(kind, {}), self.day.year))
        return jump.first if jump is not None else None


def books_of(government: Government, settings: DocumentSettings | None, kinds: Sequence[str]) -> Books:
    """Read them."""
    day = government.today()
    return Books(
        day, last_running(government.id, day.year), {kind: kept_of(settings, kind) for kind in kinds}
    )


def number_field(kind: str, part: str) -> str:
    """ "receipt", "pattern" → "receipt__number_pattern"."""
    return f"{kind}__number_{part}"


def number_fields(kinds: Sequence[str], books: Books) -> dict[str, Any]:
    """The fields of each kind that bears numbers."""
    fields: dict[str, Any] = {}
    for kind in kinds:
        fields[number_field(kind, "pattern")] = StringField(
            _l("Pola nomor"),
            description=_l("Contoh: 000.8.3/{nomor}/{kode}/{bulan_romawi}/{tahun}. Kosong: nomor diketik."),
        )
        fields[number_field(kind, "code")] = StringField(_l("Kode"), validators=[Length(max=30)])
        fields[number_field(kind, NEXT)] = IntegerField(
            _l("Lanjutkan dengan nomor urut"),
            description=_(
                "Bila buku kertas tahun %(year)s sudah dimulai. Kosong: berikutnya %(next)s.",
                year=str(books.day.year),
                next=books.last_of(kind) + 1,
            ),
            validators=[Optional(), NumberRange(1, MOST_RUNNING)],
            render_kw={"inputmode": "numeric"},
        )
    return fields


def saved_numbers(kinds: Sequence[str], books: Books) -> dict[str, Any]:
    """What these fields show of a record."""
    found: dict[str, Any] = {}
    for kind in kinds:
        found |= {number_field(kind, part): books.kept[kind].get(part, "") for part in PARTS}
        found[number_field(kind, NEXT)] = books.wanted(kind)
    return found


def typed(form: Form, kind: str) -> tuple[str, str, int | None]:
    """Pattern, code, and the number to go on with, as they stand in the form."""
    pattern, code = ((form[number_field(kind, part)].data or "").strip() for part in PARTS)
    return pattern, code, form[number_field(kind, NEXT)].data


def number_values(form: Form, kinds: Sequence[str], books: Books) -> dict[str, dict[str, Any]]:
    """As the record keeps them; kinds about which nothing is set are left out. The form was validated."""
    found = {}
    for kind in kinds:
        pattern, code, wanted = typed(form, kind)
        jumps = continued(books.last_of(kind), jumps_of(books.kept[kind], books.day.year), wanted)
        year = str(books.day.year)
        by_year = {each: kept for each, kept in books.kept[kind].get("jumps", {}).items() if each != year}
        if jumps:
            by_year[year] = [[jump.after, jump.first] for jump in jumps]
        if pattern or by_year:
            found[kind] = {"pattern": pattern, "code": code} | ({"jumps": by_year} if by_year else {})
    return found


def are_numbers_valid(form: Form, kinds: Sequence[str], books: Books) -> bool:
    """Each pattern by itself, no two alike (their numbers would be), and no book that goes back. Faults are told."""
    valid = True
    seen: set[tuple[str, str]] = set()
    for kind in kinds:
        pattern, code, wanted = typed(form, kind)
        told = {"pattern": [fault_text(fault) for fault in faults(pattern, code)]}
        if pattern and (pattern, code) in seen:
            told["pattern"].append(
                _("Pola ini sama dengan pola dokumen lain; bedakan agar nomornya tidak kembar.")
            )
        seen.add((pattern, code))
        told[NEXT] = list(_next_faults(pattern, wanted, kind, books))
        for part, messages in told.items():
            field = form[number_field(kind, part)]
            if messages:
                field.errors = [*field.errors, *messages]
                valid = False
    return valid


def coming_numbers(form: Form, kinds: Sequence[str], books: Books) -> dict[str, str]:
    """What each pattern gives next, as it stands in the form; nothing for one with faults."""
    found = {}
    for kind in kinds:
        pattern, code, wanted = typed(form, kind)
        if not pattern or faults(pattern, code) or list(_next_faults(pattern, wanted, kind, books)):
            continue
        jumps = continued(books.last_of(kind), jumps_of(books.kept[kind], books.day.year), wanted)
        found[kind] = filled(pattern, coming_running(books.last_of(kind), jumps), books.day, code)
    return found


def _next_faults(pattern: str, wanted: int | None, kind: str, books: Books) -> Iterator[str]:
    if wanted is None:
        return
    if not pattern:
        yield _("Isi polanya dahulu.")
    try:
        continued(books.last_of(kind), (), wanted)
    except GivenAlreadyError as error:
        yield _(
            "Nomor urut %(last)s sudah diberikan; isi paling sedikit %(next)s.",
            last=error.last,
            next=error.last + 1,
        )
