"""Forms of the import."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from app.complaints.import_formats.fields import SP4N_LAPOR
from app.db import day_in
from app.web.filters import present_zone
from app.web.forms import CreatingForm, VersionedForm

# No register of ours is older; a year before it is a typing error.
EARLIEST_CUT_OFF = date(2010, 1, 1)


class UploadForm(CreatingForm):
    """Which file, from where."""

    file = FileField(_l("Berkas pengaduan"), validators=[FileRequired(_l("Pilih berkas terlebih dahulu."))])
    source = StringField(
        _l("Sumber data"),
        default=SP4N_LAPOR,
        description=_l("Nama kanal asal. Nomor laporan dibedakan per sumber."),
        validators=[
            Length(max=80, message=_l("Paling banyak 80 karakter.")),
            Regexp(r"^[^<>]*$", message=_l("Tanpa tanda < dan >.")),
        ],
    )


class ColumnsForm(VersionedForm):
    """The day up to which the file is complete; the columns themselves are selects named after the fields."""

    cut_off = DateField(
        _l("Data sampai tanggal"),
        description=_l("Kosongkan bila tidak tahu: dipakai kejadian terakhir dalam berkas."),
        validators=[Optional()],
    )

    def validate_cut_off(self, field: Any) -> None:
        """Data cannot be complete up to a day that has not come."""
        if isinstance(field.data, date) and field.data > day_in(present_zone()):
            raise ValidationError(_l("Tanggal ini belum terjadi."))
        if isinstance(field.data, date) and field.data < EARLIEST_CUT_OFF:
            raise ValidationError(_l("Tanggal ini terlalu lama. Periksa tahunnya."))


class ConfirmForm(VersionedForm):
    """The word to go on with what was shown."""


class ReasonForm(VersionedForm):
    """A decision that says why."""

    reason = TextAreaField(
        _l("Alasan"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(message=_l("Tulis alasannya.")),
            Length(max=2000, message=_l("Terlalu panjang.")),
        ],
    )


class AliasForm(FlaskForm):
    """Which OPD an unknown spelling means; `import_id` says which page to come back to."""

    spelling = StringField(validators=[InputRequired(), Length(max=300)])
    unit_id = StringField(validators=[InputRequired(), Length(max=30)])
    import_id = StringField(validators=[Length(max=30)])
