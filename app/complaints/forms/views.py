"""The forms of filters that are kept under a name."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from app.complaints.forms.entry import one_line
from app.web.forms import CreatingForm, VersionedForm

_RULES = [
    DataRequired(message=_l("Beri nama tampilan ini.")),
    Length(max=80, message=_l("Paling banyak 80 karakter.")),
    Regexp(r"^[^<>]*$", message=_l("Tanpa tanda < dan >.")),
]


class NewViewForm(CreatingForm):
    """A name for the present filters."""

    name = StringField(_l("Nama tampilan"), filters=[one_line], validators=_RULES)
    is_shared = BooleanField(_l("Tampilkan untuk semua pengguna pemerintah daerah ini"))


class ViewForm(VersionedForm):
    """Another name, or another circle of readers."""

    name = StringField(_l("Nama tampilan"), filters=[one_line], validators=_RULES)
    is_shared = BooleanField(_l("Tampilkan untuk semua pengguna pemerintah daerah ini"))
