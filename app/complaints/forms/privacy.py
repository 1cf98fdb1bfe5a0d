"""Forms about personal data: how long words are kept, and whether it is kept who complained."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.complaints.labels import KLASS_LABELS
from app.complaints.retention import FEWEST_MONTHS, MOST_MONTHS
from app.complaints.rules import Klass
from app.web.forms import CreatingForm, VersionedForm, options

_REQUIRED = _l("Wajib diisi.")
_NO_TAGS = _l("Tanpa tanda < dan >.")


def _without_tags(_form: object, field: Any) -> None:
    if field.data and set("<>") & set(field.data):
        raise ValidationError(_NO_TAGS)


class RetentionForm(CreatingForm):
    """A period from a day on.

    `longest`: what the installation allows a government, by class; None for the installation's own.
    """

    klass = SelectField(_l("Klasifikasi"), validators=[Optional()])
    months = IntegerField(
        _l("Disimpan berapa bulan setelah selesai"),
        validators=[
            InputRequired(_REQUIRED),
            NumberRange(FEWEST_MONTHS, MOST_MONTHS, _l("Isikan antara 1 dan 120 bulan.")),
        ],
    )
    valid_from = DateField(_l("Berlaku mulai"), validators=[InputRequired(_REQUIRED)])
    basis = StringField(
        _l("Dasar"),
        description=_l(
            "Misalnya nomor keputusan atau kebijakan internal. Ditampilkan di samping masa simpan."
        ),
        validators=[InputRequired(_REQUIRED), Length(max=300), _without_tags],
    )
    confirmed = HiddenField()

    def __init__(self, longest: dict[Klass | None, int] | None, today: date, **kwargs: Any) -> None:
        super().__init__(**{"valid_from": today, **kwargs})
        self._longest, self._today = longest, today
        self.klass.choices = options(
            [
                ("", _l("Semua klasifikasi")),
                *((klass.value, label) for klass, label in KLASS_LABELS.items()),
            ]
        )

    @property
    def chosen_klass(self) -> Klass | None:
        """The class, or None for all."""
        return Klass(self.klass.data) if self.klass.data else None

    def validate_months(self, field: Any) -> None:
        """A government may keep words shorter than the installation, never longer."""
        if self._longest is None or field.data is None:
            return
        chosen = self.chosen_klass
        most = max(self._longest.values()) if chosen is None else self._longest[chosen]
        if field.data > most:
            raise ValidationError(
                _l(
                    "Paling lama %(n)s bulan: pemerintah daerah boleh memperpendek, tidak memperpanjang.",
                    n=most,
                )
            )

    def validate_valid_from(self, field: Any) -> None:
        """What holds from yesterday on cannot be announced."""
        if isinstance(field.data, date) and field.data < self._today:
            raise ValidationError(_l("Tanggal ini sudah lewat."))


class ReporterForm(VersionedForm):
    """Whether it is kept who complained, why, and who answers for it."""

    allowed = BooleanField(_l("Simpan identitas pelapor"))
    basis = TextAreaField(
        _l("Alasan dan dasar hukum"),
        description=_l("Mengapa identitas diperlukan, dan ketentuan mana yang membolehkannya."),
        validators=[Length(max=2000), _without_tags],
    )
    officer_name = StringField(
        _l("Nama pejabat pelindungan data pribadi"), validators=[Length(max=200), _without_tags]
    )
    officer_contact = StringField(
        _l("Kontak pejabat itu"),
        description=_l("Nomor telepon atau surel dinas yang dapat dihubungi pelapor."),
        validators=[Length(max=200), _without_tags],
    )
    months = IntegerField(
        _l("Disimpan berapa bulan setelah pengaduan selesai"),
        default=6,
        validators=[InputRequired(_REQUIRED), NumberRange(1, 24, _l("Isikan antara 1 dan 24 bulan."))],
    )
    confirmed = HiddenField()

    def validate_basis(self, field: Any) -> None:
        """Without a reason nothing is kept."""
        self._needed_if_allowed(field)

    def validate_officer_name(self, field: Any) -> None:
        """Somebody answers for it."""
        self._needed_if_allowed(field)

    def validate_officer_contact(self, field: Any) -> None:
        """Reporters can reach who answers for it."""
        self._needed_if_allowed(field)

    def _needed_if_allowed(self, field: Any) -> None:
        if self.allowed.data and not (field.data or "").strip():
            raise ValidationError(_l("Wajib diisi bila identitas pelapor disimpan."))


class RevealForm(CreatingForm):
    """The click that opens who complained."""
