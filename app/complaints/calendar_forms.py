"""Forms of the calendar: a free day, a local holiday, a deadline, a list of days; each with its reason."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Regexp
from wtforms.widgets import HiddenInput

from app.complaints.calendar import DayKind
from app.complaints.calendar_checks import Fault
from app.complaints.labels import DAY_LABELS, KLASS_LABELS, STAGE_LABELS
from app.complaints.rules import Klass
from app.complaints.sla import Stage
from app.web.forms import CreatingForm, VersionedForm

FOR_ALL = "semua"
_PLAIN = Regexp(r"^[^<>]*$", message=_l("Tanpa tanda < dan >."))
_NATIONAL = (DayKind.NATIONAL, DayKind.CUTI_BERSAMA, DayKind.ELECTION)

# Beside which field a fault is shown, and in which words.
FAULT_TEXTS: dict[Fault, tuple[str, LazyString]] = {
    Fault.DECREE_MISSING: (
        "decree",
        _l("Cuti bersama dan hari pemungutan suara ditetapkan dengan keputusan. Tulis nomornya."),
    ),
    Fault.DAY_TAKEN: ("day", _l("Tanggal ini sudah ada dalam kalender. Ubah yang sudah ada.")),
    Fault.DAY_OUT_OF_RANGE: ("day", _l("Tahun ini di luar kalender. Pilih antara 2010 dan 2060.")),
    Fault.RULE_TAKEN: (
        "valid_from",
        _l("Tenggat untuk tahap, klasifikasi, dan tanggal berlaku ini sudah ada. Ubah yang sudah ada."),
    ),
    Fault.FIRST_RULE_MOVED: (
        "valid_from",
        _l(
            "Tenggat yang pertama harus tetap berlaku, agar pengaduan lama tetap bertenggat. "
            "Tambahkan tenggat baru dengan tanggal berlaku yang lebih baru."
        ),
    ),
}


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


class ReasonForm(CreatingForm):
    """Why; and the version of the record that was seen, if there is one."""

    version = IntegerField(widget=HiddenInput(), default=0)
    reason = TextAreaField(
        _l("Alasan perubahan"),
        description=_l("Tercatat dalam riwayat dan dapat dibaca semua pengguna."),
        filters=[_stripped],
        validators=[
            InputRequired(message=_l("Tulis alasan perubahan ini.")),
            Length(min=10, max=500, message=_l("Alasan paling sedikit 10 dan paling banyak 500 huruf.")),
        ],
    )

    def show(self, fault: Fault) -> None:
        """Put a fault beside its field."""
        name, text = FAULT_TEXTS[fault]
        field: Any = getattr(self, name)
        field.errors = [*field.errors, str(text)]


class LocalDayForm(ReasonForm):
    """A free day of one government."""

    day = DateField(_l("Tanggal"), validators=[InputRequired(message=_l("Pilih tanggalnya."))])
    name = StringField(
        _l("Nama hari libur"),
        filters=[_stripped],
        validators=[
            InputRequired(message=_l("Tulis nama hari libur ini.")),
            Length(max=200, message=_l("Paling banyak 200 huruf.")),
            _PLAIN,
        ],
    )
    decree = StringField(
        _l("Dasar penetapan"),
        description=_l("Nomor dan tanggal keputusan, misalnya Keputusan Bupati Nomor 12 Tahun 2021."),
        filters=[_stripped],
        validators=[Length(max=300, message=_l("Paling banyak 300 huruf.")), _PLAIN],
    )


class DayForm(LocalDayForm):
    """A free day of the whole country."""

    decree = StringField(
        _l("Dasar penetapan"),
        description=_l(
            "Nomor keputusan bersama tiga menteri atau keputusan presiden; wajib kecuali hari libur nasional."
        ),
        filters=[_stripped],
        validators=[Length(max=300, message=_l("Paling banyak 300 huruf.")), _PLAIN],
    )

    kind = RadioField(
        _l("Jenis"),
        choices=[SelectChoice(kind.value, DAY_LABELS[kind]) for kind in _NATIONAL],
        validators=[InputRequired(message=_l("Pilih jenisnya."))],
    )
    estimate = BooleanField(
        _l("Tanggal perkiraan"),
        description=_l(
            "Centang bila keputusannya belum terbit. Angka yang dihitung dengannya akan menyebutnya."
        ),
    )


class RuleForm(ReasonForm):
    """A deadline of a stage, from a day on."""

    stage = SelectField(
        _l("Tahap"), choices=[SelectChoice(stage.value, STAGE_LABELS[stage]) for stage in Stage]
    )
    klass = SelectField(
        _l("Klasifikasi"),
        choices=[
            SelectChoice(FOR_ALL, _l("Semua klasifikasi")),
            *(SelectChoice(klass.value, KLASS_LABELS[klass]) for klass in Klass),
        ],
        description=_l("Tenggat untuk satu klasifikasi didahulukan dari tenggat untuk semua."),
    )
    working_days = IntegerField(
        _l("Hari kerja"),
        validators=[
            InputRequired(message=_l("Isi jumlah hari kerja.")),
            NumberRange(1, 400, message=_l("Antara 1 dan 400 hari kerja.")),
        ],
    )
    valid_from = DateField(
        _l("Berlaku untuk pengaduan yang masuk sejak"),
        validators=[InputRequired(message=_l("Pilih tanggal mulai berlaku."))],
    )
    basis = StringField(
        _l("Dasar hukum"),
        filters=[_stripped],
        validators=[
            InputRequired(message=_l("Tulis dasar hukumnya.")),
            Length(max=300, message=_l("Paling banyak 300 huruf.")),
            _PLAIN,
        ],
    )


class DaysFileForm(ReasonForm):
    """A list of free days as CSV or XLSX."""

    file = FileField(_l("Berkas hari libur"), validators=[FileRequired(_l("Pilih berkas terlebih dahulu."))])


class YearForm(CreatingForm):
    """Which year to fill with what can be computed ahead."""

    year = IntegerField(validators=[InputRequired(), NumberRange(2010, 2060)])


class UndoForm(ReasonForm):
    """Why a change is taken back."""


class DecideForm(VersionedForm):
    """The word to carry a proposal out, or to give it up."""
