"""Forms of the review."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.plans.labels import SEVERITY_LABELS
from app.plans.rules import Severity, Verdict
from app.web.forms import CreatingForm, VersionedForm


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class CommentForm(CreatingForm):
    """A comment on a line, a chapter or the whole plan."""

    line = HiddenField(default="")
    chapter = HiddenField(default="")
    severity = RadioField(
        _l("Bobot"),
        choices=[(key.value, text) for key, text in SEVERITY_LABELS.items()],
        default=Severity.SHOULD.value,
    )
    text = TextAreaField(
        _l("Catatan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis catatannya.")), Length(max=4000)],
    )


class AnswerForm(VersionedForm):
    """What the regency says about a comment."""

    answer = TextAreaField(
        _l("Jawaban"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis jawabannya.")), Length(max=4000)],
    )


class DecisionForm(FlaskForm):
    """Return (a reason is required) or accept (a note may be given)."""

    reason = TextAreaField(
        _l("Alasan atau catatan"), filters=[_stripped], validators=[Optional(), Length(max=4000)]
    )

    def name_reason(self, verdict: Verdict) -> None:
        """Call the box what it is for this verdict; returning makes it necessary."""
        if verdict is Verdict.ACCEPTED:
            self.reason.label.text = _l("Catatan untuk pemerintah daerah")
            return
        validators: list[Any] = [DataRequired(message=_l("Tulis alasannya.")), Length(max=4000)]
        self.reason.label.text = _l("Alasan pengembalian")
        self.reason.validators = validators
        self.reason.flags.required = True
