"""Forms of the own account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField, ValidationError
from wtforms.validators import Email, InputRequired, Length, Regexp

from app.organisations.models import User
from app.organisations.people.queries import account_with_email
from app.web.forms import CreatingForm, VersionedForm, options

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
PHONE = Regexp(
    r"^$|^[+0-9][0-9 ().-]{6,28}$", message=_l("Nomor telepon hanya memuat angka. Contoh: 0812 3456 7890.")
)


class AddressForm(CreatingForm):
    """Where to send the link that confirms an address; a mistyped one is corrected here."""

    email = EmailField(
        _l("Alamat email"),
        validators=[InputRequired(_l("Isi alamat email Anda.")), Length(max=254), Email()],
        render_kw={"autocomplete": "email"},
    )

    def of(self, user: User) -> None:
        """Say whose account it is."""
        self.user = user

    def validate_email(self, field: EmailField) -> None:
        """Nobody else's."""
        owner = account_with_email(field.data or "")
        if owner is not None and owner.id != self.user.id:
            raise ValidationError(_("Alamat email ini sudah dipakai akun lain."))


class ProfileForm(VersionedForm):
    """What a person may change about the own account."""

    name = StringField(
        _l("Nama lengkap"),
        validators=[InputRequired(_l("Isi nama Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        _l("Nomor telepon"),
        validators=[Length(max=30), PHONE],
        description=_l("Untuk pengingat melalui WhatsApp. Hanya terlihat di pemerintah daerah Anda."),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    language = SelectField(_l("Bahasa"), choices=options(LANGUAGES), validators=[InputRequired()])
