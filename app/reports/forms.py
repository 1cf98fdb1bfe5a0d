"""The form that asks for a document."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.organisations.rules.numbering import MOST_NUMBER, is_typed_number
from app.reports.document import Format, UnitChoice
from app.reports.labels import FORMAT_LABELS, LANGUAGE_LABELS
from app.reports.queries import Offer
from app.web.forms import CreatingForm

# What the fields say for the whole government, and for the present record: a required field has no empty choice.
WHOLE, PRESENT = "semua", "kini"
NO_NUMBER, NEXT, TYPED = "tanpa", "berikutnya", "ketik"


class DocumentForm(CreatingForm):
    """What to make; only what the offer holds can be chosen."""

    unit = SelectField(_l("OPD"), validators=[InputRequired()])
    record = SelectField(_l("Isi dokumen"), validators=[InputRequired()])
    kind = SelectField(_l("Format"), validators=[InputRequired()])
    language = SelectField(
        _l("Bahasa"),
        validators=[InputRequired()],
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_LABELS.items()],
        default="id",
    )

    numbering = RadioField(_l("Nomor dokumen"), default=NO_NUMBER)  # not chosen: none
    number = StringField(
        _l("Nomor yang diketik"),
        validators=[Length(max=MOST_NUMBER)],
        description=_l("Hanya bila memilih mengetik nomor, misalnya dari buku agenda."),
    )

    def validate_number(self, field: Field) -> None:
        """A typed number is there when it was chosen, and made of what numbers are made of."""
        if self.numbering.data != TYPED:
            return
        if not is_typed_number((field.data or "").strip()):
            raise ValidationError(
                _("Tulis nomor dengan huruf, angka, titik, garis miring, atau tanda hubung.")
            )

    @property
    def chosen_numbering(self) -> str:
        """`NO_NUMBER`, `NEXT` or `TYPED`."""
        return str(self.numbering.data) if "numbering" in self else NO_NUMBER

    @property
    def typed_number(self) -> str:
        """The number that somebody typed; empty for the next one of the pattern."""
        return (self.number.data or "").strip() if self.chosen_numbering == TYPED else ""

    @property
    def chosen_unit(self) -> str | None:
        """The chosen OPD; `None` for the whole government."""
        return None if "unit" not in self or self.unit.data == WHOLE else str(self.unit.data)

    @property
    def chosen_record(self) -> str:
        """The chosen record; empty for the present one."""
        if "record" not in self:
            return self.offer.records[0].value
        return "" if self.record.data == PRESENT else str(self.record.data)

    @property
    def chosen_kind(self) -> Format:
        """The chosen format."""
        return Format(self.kind.data) if "kind" in self else self.offer.document.formats[0]

    def choose(self, wanted: Mapping[str, str]) -> None:
        """Choose beforehand what a link named: `unit` and `record`; what is not offered is left alone."""
        for name in ("unit", "record"):
            if name in self and wanted.get(name) in {choice.value for choice in self[name].choices}:
                self[name].data = wanted[name]

    def __init__(self, offer: Offer, coming: str | None = None, *, may_number: bool = False) -> None:
        """`coming`: the number that would be given next; None where there is no pattern."""
        super().__init__()
        self.offer = offer
        document = offer.document
        if document.unit_choice is UnitChoice.NONE:
            del self.unit
        else:
            whole = [SelectChoice(WHOLE, _("Seluruh pemerintah daerah"))] if offer.whole else []
            self.unit.choices = whole + [SelectChoice(unit.id, unit.name) for unit in offer.units]
        if len(offer.records) < 2:
            del self.record
        else:
            self.record.label.text = document.record_label
            self.record.choices = [
                SelectChoice(option.value or PRESENT, option.label, optgroup=option.group or None)
                for option in offer.records
            ]
        if len(document.formats) < 2:
            del self.kind
        else:
            names = {**FORMAT_LABELS, **document.format_labels}
            self.kind.choices = [SelectChoice(kind.value, names[kind]) for kind in document.formats]
        if document.numbered and may_number:
            automatic = (
                [SelectChoice(NEXT, _("Nomor berikutnya: %(number)s", number=coming))] if coming else []
            )
            self.numbering.choices = [
                SelectChoice(NO_NUMBER, _("Tanpa nomor baru")),
                *automatic,
                SelectChoice(TYPED, _("Ketik nomor sendiri")),
            ]
        else:
            del self.numbering, self.number
