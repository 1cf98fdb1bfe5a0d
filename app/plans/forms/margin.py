"""Forms of the margin."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.plans.anchors import KEY_LENGTH
from app.web.forms import CreatingForm

MAX_NOTE = 4000


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class AnswerNoteForm(CreatingForm):
    """Answer a note."""

    text = TextAreaField(
        _l("Catatan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis catatannya.")), Length(max=MAX_NOTE)],
    )


class NoteForm(AnswerNoteForm):
    """Write a note beside a paragraph."""

    anchor = HiddenField(validators=[DataRequired(), Length(max=KEY_LENGTH)])
