"""Forms about OPD."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.organisations.labels import UNIT_KINDS
from app.organisations.models import UnitKind
from app.organisations.rules.unit_table import LONGEST_ALIAS, LONGEST_NAME, LONGEST_SHORT
from app.web.forms import CreatingForm, VersionedForm, options

_KINDS = [("", _l("Pilih jenis")), *((kind.value, label) for kind, label in UNIT_KINDS.items())]


class _UnitFields:
    name = StringField(
        _l("Nama OPD"), validators=[InputRequired(_l("Isi nama OPD.")), Length(max=LONGEST_NAME)]
    )
    kind = SelectField(
        _l("Jenis"), choices=options(_KINDS), validators=[InputRequired(_l("Pilih jenis OPD."))]
    )
    short_name = StringField(
        _l("Singkatan"), validators=[Length(max=LONGEST_SHORT)], description=_l("Contoh: Diskominfo.")
    )

    @property
    def chosen_kind(self) -> UnitKind:
        """The kind of a valid form."""
        return UnitKind(self.kind.data)


class NewUnitForm(_UnitFields, CreatingForm):
    """An OPD that is not there yet."""


class UnitForm(_UnitFields, VersionedForm):
    """An OPD that is there."""


class AliasForm(CreatingForm):
    """Another spelling."""

    alias = StringField(
        _l("Nama lain"),
        validators=[InputRequired(_l("Isi nama lain.")), Length(max=LONGEST_ALIAS)],
        description=_l("Tuliskan seperti yang muncul di SP4N-LAPOR!."),
    )


class StandardUnitsForm(CreatingForm):
    """Which of the usual OPD to add."""

    units = SelectMultipleField(
        _l("OPD yang ditambahkan"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_l("Pilih paling sedikit satu OPD."))],
    )


class UploadForm(CreatingForm):
    """A list of OPD."""

    file = FileField(_l("Berkas daftar OPD"), validators=[FileRequired(_l("Pilih berkas dahulu."))])
