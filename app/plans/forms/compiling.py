"""Forms that take over what the compiler found."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import InputRequired

from app.web.forms import CreatingForm


class AcceptForm(CreatingForm):
    """The ticked entries of a difference; `scope` "all" takes over everything that is shown and not shown."""

    scope = HiddenField(default="")
    token = SelectMultipleField(_l("Pilihan"), validate_choice=False)


class MergeForm(CreatingForm):
    """Which line is kept and which ones go into it."""

    kept = HiddenField(validators=[InputRequired()])
    other = SelectMultipleField(
        _l("Baris yang digabungkan"), validate_choice=False, validators=[InputRequired()]
    )
