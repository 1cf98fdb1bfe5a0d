"""The form of the document settings."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ColorField, Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from app.organisations.models import (
    MAIN,
    SECOND,
    SIGNATORY_FIELDS,
    DocumentSettings,
    Government,
    GovernmentKind,
    Paper,
)
from app.organisations.rules.colours import DEFAULT_ACCENT, NotAColourError, TooPaleError, accent
from app.reports.catalogue import DOCUMENTS, Document, Signer
from app.reports.labels import PAPER_LABELS
from app.reports.settings.numbers import (
    Books,
    are_numbers_valid,
    books_of,
    number_fields,
    number_values,
    saved_numbers,
)
from app.web.filters import decimal1
from app.web.forms import VersionedForm

MOST_LINES = 4
PLAIN = ("head_name", "head_office", "address", "phone", "email", "website")


class StationeryForm(VersionedForm):
    """Letterhead, paper and colour; `form_for` adds the fields of the signatories."""

    head_name = StringField(_l("Baris pertama: nama pemerintah"), validators=[Length(max=160)])
    head_office = StringField(
        _l("Baris kedua: perangkat daerah"),
        validators=[Length(max=160)],
        description=_l("Misalnya Sekretariat Daerah. Kosong: unit koordinator."),
    )
    address = TextAreaField(
        _l("Alamat"),
        validators=[Length(max=400)],
        description=_l("Paling banyak empat baris."),
        render_kw={"rows": "3"},
    )
    phone = StringField(_l("Telepon"), validators=[Length(max=80)], render_kw={"inputmode": "tel"})
    email = StringField(
        _l("Surel"),
        validators=[
            Optional(),
            Length(max=120),
            Regexp(r"^[^@\s<>]+@[^@\s<>]+$", message=_l("Tulis alamat surel, misalnya setda@contoh.go.id.")),
        ],
        render_kw={"inputmode": "email"},
    )
    website = StringField(
        _l("Laman"),
        validators=[
            Optional(),
            Length(max=120),
            Regexp(r"^[\w.:/-]+$", message=_l("Tulis alamat laman saja, misalnya contoh.go.id.")),
        ],
    )
    paper = RadioField(
        _l("Kertas"),
        choices=[SelectChoice(paper.value, label) for paper, label in PAPER_LABELS.items()],
        validators=[InputRequired(_l("Pilih ukuran kertas."))],
        default=Paper.A4.value,
    )
    accent = ColorField(
        _l("Warna aksen"),
        validators=[InputRequired(_l("Pilih warna."))],
        default=DEFAULT_ACCENT,
        description=_l(
            "Garis sampul, kepala matriks, dan bingkai. Harus cukup gelap untuk dibaca di kertas putih."
        ),
        render_kw={"list": "warna", "class": "form-control-color"},
    )
    kinds: Sequence[str] = ()
    numbered: Sequence[str] = ()  # kinds of documents that bear numbers
    books: Books

    def validate_address(self, field: Field) -> None:
        """A head with more lines leaves no room for the letter."""
        if len([line for line in (field.data or "").splitlines() if line.strip()]) > MOST_LINES:
            raise ValidationError(_("Paling banyak %(count)s baris.", count=MOST_LINES))

    def validate_accent(self, field: Field) -> None:
        """Six hexadecimal digits, dark enough."""
        try:
            field.data = accent(field.data or "")
        except TooPaleError as error:
            raise ValidationError(
                _(
                    "Warna ini terlalu pucat: kontrasnya %(found)s banding 1, paling sedikit 4,5 banding 1.",
                    found=decimal1(error.contrast),
                )
            ) from error
        except NotAColourError as error:
            raise ValidationError(_("Tulis warna sebagai # dan enam angka heksadesimal.")) from error

    @property
    def values(self) -> dict[str, Any]:
        """The settings as the record keeps them."""
        plain: dict[str, Any] = {name: (self[name].data or "").strip() for name in PLAIN}
        plain["address"] = "\n".join(line.strip() for line in plain["address"].splitlines() if line.strip())
        return plain | {
            "paper": Paper(self.paper.data),
            "accent": self.accent.data,
            "signatories": self._signatories(),
            "numbering": number_values(self, self.numbered, self.books),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, then the numbers as a whole."""
        valid = bool(super().validate(extra_validators))
        return are_numbers_valid(self, self.numbered, self.books) and valid

    def _signatories(self) -> dict[str, dict[str, str]]:
        """Who signs what; kinds that were left empty are signed by the main signatory."""
        found = {
            kind: {part: (self[field_name(kind, part)].data or "").strip() for part in SIGNATORY_FIELDS}
            for kind in signing_kinds(self.kinds)
        }
        return {kind: parts for kind, parts in found.items() if any(parts.values())}


def numbered_documents(government: Government) -> list[Document]:
    """The documents of this government that bear numbers."""
    return [document for document in signed_documents(government) if document.numbered]


def signed_documents(government: Government) -> list[Document]:
    """The documents that somebody of this government signs."""
    signer = Signer.MINISTRY if government.kind is GovernmentKind.MINISTRY else Signer.GOVERNMENT
    return [
        document
        for document in DOCUMENTS.values()
        if document.signer is signer and document.series == document.name
    ]


def signing_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The signatories there are fields for: of all documents and of each kind, each with who takes note beside."""
    return tuple(name for kind in (MAIN, *kinds) for name in (kind, kind + SECOND))


def field_name(kind: str, part: str) -> str:
    """ "action_plan", "nip" → "action_plan__nip"; the main signatory's fields begin with "main"."""
    if kind.endswith(SECOND):
        return f"{kind.removesuffix(SECOND) or 'main'}__second_{part}"
    return f"{kind or 'main'}__{part}"


def form_for(government: Government, settings: DocumentSettings | None, **more: Any) -> StationeryForm:
    """The form with what is saved, or with what was sent; with `formdata=None` with what is saved alone."""
    documents = signed_documents(government)
    kinds = tuple(document.name for document in documents) if len(documents) > 1 else ()
    numbered = tuple(document.name for document in numbered_documents(government))
    books = books_of(government, settings, numbered)
    fields: dict[str, Any] = {"kinds": kinds, "numbered": numbered, "books": books}
    fields |= number_fields(numbered, books)
    for kind in signing_kinds(kinds):
        fields |= {field_name(kind, part): _field(part) for part in SIGNATORY_FIELDS}
    made: type[StationeryForm] = type("SignedStationeryForm", (StationeryForm,), fields)
    return made(data=saved_values(settings, kinds, numbered, books), **more)


def saved_values(
    settings: DocumentSettings | None, kinds: Sequence[str], numbered: Sequence[str], books: Books
) -> Mapping[str, Any]:
    """What the form shows of a record."""
    if settings is None:
        return {"version": 0}
    saved: dict[str, Any] = {name: getattr(settings, name) for name in (*PLAIN, "accent", "version")}
    saved["paper"] = settings.paper.value
    for kind in signing_kinds(kinds):
        parts = settings.signatories.get(kind, {})
        saved |= {field_name(kind, part): parts.get(part, "") for part in SIGNATORY_FIELDS}
    return saved | saved_numbers(numbered, books)


def _field(part: str) -> Any:
    match part:
        case "position":
            return StringField(
                _l("Jabatan"), validators=[Length(max=120)], description=_l("Contoh: Bupati Sinjai.")
            )
        case "name":
            return StringField(_l("Nama dan gelar"), validators=[Length(max=120)])
        case "rank":
            return StringField(
                _l("Pangkat/golongan"),
                validators=[Length(max=80)],
                description=_l("Kosongkan untuk kepala daerah. Contoh: Pembina Utama Muda (IV/c)."),
            )
        case _:
            return StringField(
                _l("NIP"),
                validators=[
                    Length(max=30),
                    Regexp(r"^$|^[0-9 ]{18,24}$", message=_l("NIP terdiri atas 18 angka.")),
                ],
                render_kw={"inputmode": "numeric"},
            )
