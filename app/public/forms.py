"""What a stranger may hand in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class CheckForm(FlaskForm):
    """A file whose origin is asked."""

    file = FileField(_l("Berkas PDF"), validators=[FileRequired(_l("Pilih berkas terlebih dahulu."))])
