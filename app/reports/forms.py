"""The form that asks for a document."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from app.reports.document import UnitChoice
from app.reports.labels import FORMAT_LABELS, LANGUAGE_LABELS
from app.reports.queries import Offer
from app.web.forms import CreatingForm


class DocumentForm(CreatingForm):
    """What to make; only what the offer holds can be chosen."""

    unit = SelectField(_l("OPD"), validate_choice=True)
    record = SelectField(_l("Isi dokumen"))
    kind = SelectField(_l("Format"))
    language = SelectField(
        _l("Bahasa"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_LABELS.items()],
        default="id",
    )

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        document = offer.document
        if document.unit_choice is UnitChoice.NONE:
            del self.unit
        else:
            whole = [SelectChoice("", _("Seluruh pemerintah daerah"))] if offer.whole else []
            self.unit.choices = whole + [SelectChoice(unit.id, unit.name) for unit in offer.units]
        if len(offer.records) < 2:
            del self.record
        else:
            self.record.choices = [SelectChoice(option.value, option.label) for option in offer.records]
        if len(document.formats) < 2:
            del self.kind
        else:
            self.kind.choices = [SelectChoice(kind.value, FORMAT_LABELS[kind]) for kind in document.formats]
