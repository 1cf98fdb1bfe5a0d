"""The form that voids a number."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class VoidForm(FlaskForm):
    """Why a number is voided; it stays in the book with this."""

    reason = StringField(
        _l("Alasan"), validators=[DataRequired(message=_l("Tulis alasannya.")), Length(max=300)]
    )
