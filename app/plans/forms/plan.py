"""Forms about the plan as a whole."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.plans.narrative import MAX_BODY
from app.web.forms import CreatingForm, VersionedForm

MOST_YEARS = 6


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class _PlanFields:
    """Title and years, shared by beginning and changing."""

    title = StringField(
        _l("Judul"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis judul rencana aksi.")), Length(max=200)],
    )
    first_year = IntegerField(
        _l("Tahun pertama"), validators=[InputRequired(message=_l("Isi tahun.")), NumberRange(2000, 2100)]
    )
    last_year = IntegerField(
        _l("Tahun terakhir"), validators=[InputRequired(message=_l("Isi tahun.")), NumberRange(2000, 2100)]
    )

    def validate_last_year(self, field: Any) -> None:
        """The years are in order and fit into a matrix that can be printed."""
        first = self.first_year.data
        if first is None or field.data is None:
            return
        if field.data < first:
            raise ValidationError(_("Tahun terakhir tidak boleh mendahului tahun pertama."))
        if field.data - first >= MOST_YEARS:
            raise ValidationError(_("Paling banyak %(count)s tahun.", count=MOST_YEARS))

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last."""
        return tuple(range(self.first_year.data, self.last_year.data + 1))


class PlanForm(_PlanFields, CreatingForm):
    """Begin a plan."""

    carry = BooleanField(
        _l("Bawa kegiatan, sasaran, dan naskah dari rencana sebelumnya"),
        description=_l("Setiap kegiatan ditandai perlu ditinjau ulang; status dan telaah mulai dari awal."),
    )


class RenameForm(_PlanFields, VersionedForm):
    """Change what stands on the cover."""

    document_number = StringField(
        _l("Nomor dokumen"),
        description=_l("Kosongkan bila belum ada."),
        filters=[_stripped],
        validators=[Optional(), Length(max=80)],
    )


class StepForm(FlaskForm):
    """A step that needs no words: only the token."""


class ReasonForm(FlaskForm):
    """A step that needs a reason."""

    reason = TextAreaField(
        _l("Alasan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis alasannya.")), Length(max=4000)],
    )


class RestoreForm(VersionedForm):
    """Bring an earlier state of a chapter back; `version` is that of the chapter."""

    number = IntegerField(validators=[InputRequired(), NumberRange(1, 2_000_000_000)])


class ChapterForm(VersionedForm):
    """A narrative chapter."""

    title = StringField(
        _l("Judul bab"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis judul bab.")), Length(max=200)],
    )
    body = TextAreaField(
        _l("Isi"), validators=[Optional(), Length(max=MAX_BODY, message=_l("Bab ini terlalu panjang."))]
    )
