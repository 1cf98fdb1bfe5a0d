"""Forms of chapter templates."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.plans.actions.templates import Taking
from app.plans.forms.plan import ChapterForm
from app.web.forms import CreatingForm, VersionedForm, options


class TemplateChapterForm(ChapterForm):
    """A chapter of a draft. Mistyped placeholders are shown beside the text; they hinder publishing, not saving."""

    body = TextAreaField(
        _l("Isi"),
        validators=[
            DataRequired(message=_l("Tulis isi bab ini.")),
            Length(max=60_000, message=_l("Bab ini terlalu panjang.")),
        ],
    )


class PublishForm(VersionedForm):
    """Publish a draft; the note tells those whose plans began with an older version what is new."""

    note = StringField(
        _l("Apa yang berubah"),
        description=_l("Satu sampai dua kalimat. Dibaca oleh penyusun yang memakai versi sebelumnya."),
        validators=[DataRequired(message=_l("Tulis apa yang berubah.")), Length(max=500)],
    )


class DraftForm(CreatingForm):
    """Begin a draft."""


class TakeForm(VersionedForm):
    """Answer a newer template; `version` is that of the chapter."""

    how = RadioField(
        choices=options((each.value, each.value) for each in Taking), validators=[InputRequired()]
    )
