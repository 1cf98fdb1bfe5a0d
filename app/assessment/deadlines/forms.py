"""Forms about deadlines."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from app.assessment.rules import WrongDays, read_days
from app.web.forms import VersionedForm

REASON_LENGTH = 1000


def stripped(text: str | None) -> str:
    """What was typed, without blanks around it."""
    return (text or "").replace("\r\n", "\n").strip()


def days_or_error(_form: Any, field: Field) -> None:
    """Whole numbers of 1 to 60, at most ten, with commas between."""
    try:
        read_days(field.data or "")
    except WrongDays:
        raise ValidationError(
            _("Tulis hari sebelum tenggat dengan angka 1 sampai 60, paling banyak sepuluh: 14, 7, 3, 1.")
        ) from None


class ExtensionForm(VersionedForm):
    """One unit's own, later deadline, with the reason."""

    until = DateField(_l("Tenggat baru"), validators=[InputRequired(message=_l("Isi tenggat yang baru."))])
    extension_reason = TextAreaField(
        _l("Alasan perpanjangan"),
        description=_l("Tercatat bersama nama Anda dan terlihat oleh OPD."),
        filters=[stripped],
        validators=[DataRequired(message=_l("Tulis alasan perpanjangan.")), Length(max=REASON_LENGTH)],
    )

    @property
    def day(self) -> date:
        """The chosen day."""
        chosen: date = self.until.data
        return chosen


class ClosingsForm(VersionedForm):
    """Closing days of a year; each province has a box of its own in the page, `tutup-<code>`."""

    seen = HiddenField()
