"""The form that asks for a document."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.reports.document import Format, UnitChoice
from app.reports.labels import FORMAT_LABELS, LANGUAGE_LABELS
from app.reports.queries import Offer
from app.web.forms import CreatingForm

# What the fields say for the whole government, and for the present record: a required field has no empty choice.
WHOLE, PRESENT = "semua", "kini"


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

    def __init__(self, offer: Offer) -> None:
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
