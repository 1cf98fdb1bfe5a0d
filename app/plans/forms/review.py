"""Forms of the review."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.db import new_id
from app.plans.document_data import LineData
from app.plans.labels import (
    FIELD_LABELS,
    OUTCOME_LABELS,
    SECOND_OPINION_LABELS,
    SEVERITY_LABELS,
    year_label,
)
from app.plans.rules import CELL_FIELDS, YEARLY_FIELDS, Severity, Verdict
from app.web.forms import CreatingForm, VersionedForm, options


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _severity() -> RadioField:
    return RadioField(
        _l("Bobot"),
        choices=options([(key.value, text) for key, text in SEVERITY_LABELS.items()]),
        default=Severity.SHOULD.value,
        validators=[InputRequired(message=_l("Pilih bobotnya."))],
    )


def _text() -> TextAreaField:
    return TextAreaField(
        _l("Catatan"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis catatannya.")), Length(max=4000)],
    )


class CommentForm(CreatingForm):
    """A comment on a line or one cell of it, a chapter or the whole plan."""

    line = HiddenField(default="")
    chapter = HiddenField(default="")
    cell = SelectField(
        _l("Bagian kegiatan"), choices=options([("", "")]), validators=[Optional()], default=""
    )
    severity = _severity()
    text = _text()

    def offer_cells(self, line: LineData | None, years: Sequence[int]) -> None:
        """The cells of this line to choose from; without a line there is nothing to choose."""
        choices: list[tuple[str, Any]] = [("", _l("Seluruh kegiatan"))]
        if line is not None:
            choices += [(name, FIELD_LABELS[name]) for name in CELL_FIELDS]
            choices += [
                (f"{name}:{year}", year_label(name, year)) for name in YEARLY_FIELDS for year in years
            ]
        self.cell.choices = options(choices)

    @property
    def chosen_cell(self) -> tuple[str, int | None]:
        """The chosen cell and its year."""
        name, _sep, year = (self.cell.data or "").partition(":")
        return name, int(year) if year else None


class CommentEditForm(VersionedForm):
    """One's own comment once more."""

    severity = _severity()
    text = _text()


class PhraseForm(CreatingForm):
    """A text to use again. `version` is empty for a new one."""

    version = HiddenField(default="")
    title = StringField(
        _l("Nama singkat"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Beri nama, agar mudah dicari.")), Length(max=120)],
    )
    text = TextAreaField(
        _l("Teks"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis teksnya.")), Length(max=4000)],
    )
    is_shared = BooleanField(_l("Bagikan kepada semua penelaah kementerian"))


class AnswerForm(VersionedForm):
    """What the regency did about a comment, and says about it."""

    outcome = RadioField(
        _l("Tindak lanjut"),
        choices=options([(key.value, text) for key, text in OUTCOME_LABELS.items()]),
        validators=[InputRequired(message=_l("Pilih: diperbaiki atau tidak diubah."))],
    )
    answer = TextAreaField(
        _l("Jawaban"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis jawabannya dahulu.")), Length(max=4000)],
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


class DrawForm(CreatingForm):
    """How many finished reviews to draw, and by which seed."""

    count = IntegerField(
        _l("Berapa telaah"),
        default=5,
        validators=[
            InputRequired(message=_l("Isi jumlahnya.")),
            NumberRange(min=1, max=552, message=_l("Isi angka 1 sampai 552.")),
        ],
    )
    seed = StringField(_l("Benih undian"), filters=[_stripped], validators=[Optional(), Length(max=40)])

    @property
    def chosen_seed(self) -> str:
        """The typed seed, or a fresh one."""
        return self.seed.data or new_id()


class SecondLookForm(VersionedForm):
    """What the second reader found."""

    opinion = RadioField(
        _l("Hasil pembacaan kedua"),
        choices=options([(key.value, text) for key, text in SECOND_OPINION_LABELS.items()]),
        validators=[InputRequired(message=_l("Pilih hasilnya."))],
    )
    note = TextAreaField(_l("Penjelasan"), filters=[_stripped], validators=[Optional(), Length(max=4000)])
