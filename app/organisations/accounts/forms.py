"""Forms of the own account."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from app.web.forms import VersionedForm, options

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
PHONE = Regexp(
    r"^$|^[+0-9][0-9 ().-]{6,28}$", message=_l("Nomor telepon hanya memuat angka. Contoh: 0812 3456 7890.")
)


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
