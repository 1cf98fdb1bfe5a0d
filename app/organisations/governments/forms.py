"""Forms about governments."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from app.organisations.labels import TIME_ZONES
from app.web.forms import VersionedForm


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
        choices=[(zone.value, label) for zone, label in TIME_ZONES.items()],
        validators=[InputRequired()],
    )
    letterhead = TextAreaField(
        _l("Kop surat"),
        validators=[Length(max=600)],
        description=_l("Baris di bawah nama pemerintah daerah: alamat, telepon, laman."),
        render_kw={"rows": "4"},
    )
    signatory_position = StringField(
        _l("Jabatan penanda tangan"), validators=[Length(max=120)], description=_l("Contoh: Bupati Sinjai.")
    )
    signatory_name = StringField(_l("Nama penanda tangan"), validators=[Length(max=120)])
    signatory_rank = StringField(
        _l("Pangkat/golongan"),
        validators=[Length(max=80)],
        description=_l("Kosongkan untuk kepala daerah. Contoh: Pembina Utama Muda (IV/c)."),
    )
    signatory_nip = StringField(
        _l("NIP"),
        validators=[
            Length(max=30),
            Regexp(r"^$|^[0-9 ]{18,24}$", message=_l("NIP terdiri atas 18 angka.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


class OperatorSettingsForm(SettingsForm):
    """The same, and whether the government uses Renaksi at all."""

    is_active = BooleanField(
        _l("Memakai Renaksi"), description=_l("Pemerintah daerah yang tidak aktif tidak tampil dalam rekap.")
    )


class LogoForm(FlaskForm):
    """The coat of arms."""

    file = FileField(_l("Lambang daerah"), validators=[FileRequired(_l("Pilih berkas dahulu."))])
