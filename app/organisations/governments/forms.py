"""Forms about governments."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.organisations.labels import TIME_ZONES
from app.web.forms import VersionedForm, options


class SettingsForm(VersionedForm):
    """What the documents and pages of a government need."""

    lead_unit_label = StringField(
        _l("Unit koordinator"),
        validators=[InputRequired(_l("Isi nama unit koordinator.")), Length(max=80)],
        description=_l(
            "Unit yang mengoordinasi pengelolaan pengaduan: Bagian Organisasi, Diskominfo, atau lainnya."
        ),
    )
    capital = StringField(
        _l("Tempat penandatanganan"),
        validators=[Length(max=80)],
        description=_l("Muncul sebelum tanggal, misalnya Sinjai, 5 Oktober 2021."),
    )
    time_zone = SelectField(
        _l("Zona waktu"),
        choices=options([(zone.value, label) for zone, label in TIME_ZONES.items()]),
        validators=[InputRequired()],
    )


class OperatorSettingsForm(SettingsForm):
    """The same, and whether the government uses Renaksi at all."""

    is_active = BooleanField(
        _l("Memakai Renaksi"), description=_l("Pemerintah daerah yang tidak aktif tidak tampil dalam rekap.")
    )


class LogoForm(FlaskForm):
    """The coat of arms."""

    file = FileField(_l("Lambang daerah"), validators=[FileRequired(_l("Pilih berkas dahulu."))])
