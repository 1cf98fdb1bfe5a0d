"""The three ways of signing as forms."""

from collections.abc import Callable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from app.reports.rules.signing import NAME, POSITION, REASON, Hand, SigningWay, scan_date_trouble
from app.web.forms import CreatingForm

PASSPHRASE = 200  # characters
NIP = r"^[0-9 ]{0,30}$"


def _stripped(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


class SigningForm(CreatingForm):
    """Who signs; every way asks for it."""

    cara = HiddenField()
    signer_name = StringField(
        _l("Nama penanda tangan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis nama penanda tangan.")), Length(max=NAME)],
    )
    position = StringField(
        _l("Jabatan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis jabatan penanda tangan.")), Length(max=POSITION)],
    )
    nip = StringField(
        _l("NIP"),
        description=_l("Tidak tampil di halaman publik."),
        filters=[_stripped],
        validators=[Optional(), Regexp(NIP, message=_l("NIP hanya berisi angka."))],
    )

    def hand(self, place: str) -> Hand:
        """Who signs, with the secrets that this way asks for."""
        return Hand(
            name=str(self.signer_name.data),
            position=str(self.position.data),
            nip=str(self.nip.data or ""),
            place=place,
            identity=str(self.identity.data or "") if "identity" in self else "",
            passphrase=str(self.passphrase.data or "") if "passphrase" in self else "",
        )


def _passphrase() -> PasswordField:
    return PasswordField(
        _l("Frasa sandi (passphrase)"),
        description=_l("Dipakai sekali untuk menandatangani dokumen ini, tidak disimpan."),
        validators=[InputRequired(message=_l("Tulis frasa sandinya.")), Length(max=PASSPHRASE)],
        render_kw={"autocomplete": "off"},
    )


class CertificateForm(SigningForm):
    """With the certificate of the office."""

    passphrase = _passphrase()


class ProviderForm(SigningForm):
    """By the client of the national provider."""

    identity = StringField(
        _l("Nomor identitas penanda tangan"),
        description=_l(
            "Nomor yang terdaftar pada layanan, biasanya NIK. Dikirim ke layanan, tidak disimpan."
        ),
        filters=[_stripped],
        validators=[
            DataRequired(message=_l("Tulis nomor identitasnya.")),
            Length(max=60),
            Regexp(r"^[0-9A-Za-z@._\-]*$", message=_l("Nomor ini memuat tanda yang tidak diterima.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    passphrase = _passphrase()


class ScanForm(SigningForm):
    """Signed on paper."""

    signed_on = DateField(
        _l("Tanggal ditandatangani"), validators=[InputRequired(message=_l("Isi tanggalnya."))]
    )
    scan = FileField(_l("Pindaian (PDF)"), validators=[FileRequired(message=_l("Pilih berkas pindaiannya."))])
    issued_on: date
    today: date

    def validate_signed_on(self, field: DateField) -> None:
        """Between the day on which the document was made and today."""
        trouble = scan_date_trouble(field.data, self.issued_on, self.today) if field.data else None
        if trouble == "early":
            raise ValidationError(_l("Dokumen ini belum ada pada tanggal itu."))
        if trouble == "future":
            raise ValidationError(_l("Tanggal ini belum tiba."))


class WithdrawForm(CreatingForm):
    """Why a signature is withdrawn."""

    reason = TextAreaField(
        _l("Alasan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis alasannya.")), Length(max=REASON)],
    )


FORMS: dict[SigningWay, Callable[[], SigningForm]] = {
    SigningWay.CERTIFICATE: CertificateForm,
    SigningWay.PROVIDER: ProviderForm,
    SigningWay.SCAN: ScanForm,
}
