"""Forms of the assessment. Scores, states and owners never bind except where the form is about them."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.assessment.deadlines.forms import days_or_error
from app.assessment.documents.forms import FactFields
from app.assessment.labels import ROUND_STATE_LABELS
from app.assessment.states import RoundState
from app.instrument.labels import level_label
from app.instrument.questionnaire import LEVELS
from app.web.forms import CreatingForm, VersionedForm, options

REASON_LENGTH = 4000
RETURN = "return"
MOST_REUSED = 50  # documents picked at once


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class AnswerForm(FactFields, CreatingForm):
    """One answer. `answer` is free text here: the indicator's answer type reads it."""

    version = HiddenField(default="0")
    overwrite = HiddenField(default="")  # the version that the person chose to replace, after a lost race
    # What the page showed when it was opened, to be shown as the third value after a lost race.
    seen_answer = HiddenField(default="")
    seen_reason = HiddenField(default="", filters=[_stripped])
    # The opened page as the browser names it: one that is opened again with its unsent text keeps its name.
    opened_page = HiddenField(default="", validators=[Length(max=44)])
    confirmed = HiddenField(default="")  # kept in the browser without a line, but the button was pressed
    answer = StringField(_l("Jawaban"))
    reason = TextAreaField(
        _l("Alasan"),
        description=_l(
            "Jelaskan keadaan di OPD Anda: apa yang sudah berjalan, sejak kapan, dan siapa yang melakukan."
        ),
        filters=[_stripped],
        validators=[Optional(), Length(max=REASON_LENGTH, message=_l("Alasan paling panjang 4.000 huruf."))],
    )
    files = MultipleFileField(_l("Unggah berkas"))
    url = StringField(_l("Tautan"), validators=[Optional(), Length(max=1000)])
    link_title = StringField(_l("Nama tautan"), validators=[Optional(), Length(max=255)])
    reuse = SelectMultipleField(
        _l("Dokumen yang sudah diunggah"), validate_choice=False, validators=[Length(max=MOST_REUSED)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It may be saved without, but not submitted: the page must not call it optional.
        self.reason.flags.required = True

    @property
    def seen_version(self) -> int | None:
        """The version the page was opened at; the one to overwrite if the person chose to; `None` for nonsense."""
        text = self.overwrite.data or self.version.data or ""
        return int(text) if text.isdecimal() else None

    @property
    def uploads(self) -> list[Any]:
        """The chosen files; browsers send one nameless entry for an empty field."""
        return [upload for upload in self.files.data or [] if getattr(upload, "filename", "")]


class VerdictForm(VersionedForm):
    """The coordinator's decision on one answer: a level, or back to the unit."""

    verdict = RadioField(
        _l("Nilai Anda"), validators=[InputRequired(message=_l("Pilih nilai Anda, atau Kembalikan ke OPD."))]
    )
    reason = TextAreaField(
        _l("Alasan"),
        description=_l(
            "Wajib bila nilai Anda berbeda dari penilaian mandiri atau jawaban dikembalikan. OPD membacanya."
        ),
        filters=[_stripped],
        validators=[Length(max=REASON_LENGTH)],
    )

    needed = TextAreaField(
        _l("Yang cukup untuk diterima"),
        description=_l(
            "Wajib bila jawaban dikembalikan. Sebutkan persis apa yang cukup, misalnya: "
            "SK yang masih berlaku dan memuat uraian tugas."
        ),
        filters=[_stripped],
        validators=[Length(max=REASON_LENGTH)],
    )

    def __init__(self, *args: Any, own_score: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_score = own_score
        self.reason.flags.conditional = True
        self.needed.flags.conditional = True
        self.verdict.choices = options(
            [
                *((str(level), level_label(level)) for level in LEVELS),
                (RETURN, _("Kembalikan ke OPD untuk diperbaiki")),
            ]
        )

    def validate_reason(self, field: Field) -> None:
        """A verdict that differs from the unit's own score says why."""
        if not field.data and self.verdict.data not in (None, "", str(self.own_score)):
            raise ValidationError(_("Tulis alasannya, agar OPD tahu apa yang perlu diperbaiki."))

    def validate_needed(self, field: Field) -> None:
        """Whoever sends an answer back says what would be enough."""
        if not field.data and self.verdict.data == RETURN:
            raise ValidationError(_("Tulis apa yang cukup, agar OPD dapat memperbaiki sekali jadi."))


class _FlagForm(VersionedForm):
    """Stands on a page beside the form of the answer, so its fields have names of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="flag", **kwargs)


class ExplanationForm(_FlagForm):
    """Why a claim stands although a complaint figure says less; version 0: nobody wrote about it yet."""

    explanation = TextAreaField(
        _l("Penjelasan OPD"),
        description=_l(
            "Misalnya: pengaduan lama yang baru dimasukkan, atau perubahan yang belum terlihat pada angka."
        ),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis penjelasannya.")), Length(max=REASON_LENGTH)],
    )


class AcceptanceForm(_FlagForm):
    """The verifier takes an explanation, and says why."""

    acceptance = TextAreaField(
        _l("Alasan penjelasan diterima"),
        filters=[_stripped],
        validators=[
            DataRequired(message=_l("Tulis alasan Anda menerima penjelasan ini.")),
            Length(max=REASON_LENGTH),
        ],
    )


class MinistryForm(VersionedForm):
    """The ministry's own score."""

    score = SelectField(_l("Nilai kementerian"), validators=[Optional()])
    reason = TextAreaField(
        _l("Alasan"),
        description=_l("Wajib bila Anda memberi nilai."),
        filters=[_stripped],
        validators=[Length(max=REASON_LENGTH)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.score.choices = options(
            [
                ("", _("Tanpa nilai kementerian")),
                *((str(level), level_label(level)) for level in LEVELS),
            ]
        )
        self.reason.flags.conditional = True

    def validate_reason(self, field: Field) -> None:
        """A score of the ministry says why."""
        if self.score.data and not field.data:
            raise ValidationError(_("Tulis alasan nilai ini."))


class _PeriodForm:
    """The days of a round; it closes on the last second of its last day."""

    opens_on = DateField(_l("Dibuka pada"), validators=[InputRequired(message=_l("Isi tanggal mulai."))])
    closes_on = DateField(
        _l("Tenggat"),
        description=_l("OPD dapat mengisi sampai pukul 23.59 pada tanggal ini."),
        validators=[InputRequired(message=_l("Isi tanggal tenggat."))],
    )

    def validate_closes_on(self, field: Field) -> None:
        """A round closes on or after the day it opens."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("Tenggat tidak boleh sebelum tanggal mulai."))


def _reminder_days() -> StringField:
    return StringField(
        _l("Hari pengingat sebelum tenggat"),
        description=_l(
            "OPD yang belum mengirim diingatkan otomatis. Kosongkan bila tidak perlu pengingat."
            " Putaran berikutnya mulai dengan hari yang sama."
        ),
        validators=[Optional(), days_or_error],
    )


class OpenRoundForm(_PeriodForm, CreatingForm):
    """Open a round."""

    title = StringField(
        _l("Nama putaran"), validators=[InputRequired(message=_l("Tulis nama putaran.")), Length(max=200)]
    )
    year = IntegerField(
        _l("Tahun penilaian"),
        validators=[
            InputRequired(message=_l("Isi tahun penilaian.")),
            NumberRange(2000, 2100, message=_l("Isi tahun dengan empat angka, misalnya 2021.")),
        ],
    )
    version_code = SelectField(
        _l("Instrumen"),
        description=_l("Daftar pertanyaan yang dipakai. Hanya versi yang sudah diterbitkan."),
        validators=[InputRequired(message=_l("Pilih instrumen."))],
    )
    reminder_days = _reminder_days()


class ChangeRoundForm(_PeriodForm, VersionedForm):
    """Rename, extend, close or reopen a round; another deadline needs a reason."""

    change_reason = TextAreaField(
        _l("Alasan mengubah tenggat"),
        description=_l("Wajib bila tenggat berubah. Tercatat bersama nama Anda dan terlihat oleh OPD."),
        filters=[_stripped],
        validators=[Length(max=1000)],
    )
    reminder_days = _reminder_days()

    title = StringField(
        _l("Nama putaran"), validators=[InputRequired(message=_l("Tulis nama putaran.")), Length(max=200)]
    )
    state = RadioField(
        _l("Status"), choices=options([(state.value, label) for state, label in ROUND_STATE_LABELS.items()])
    )

    def __init__(self, *args: Any, closes_now: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closes_now = closes_now
        self.change_reason.flags.conditional = True

    def validate_change_reason(self, field: Field) -> None:
        """Who moves a deadline says why."""
        if self.closes_on.data and self.closes_on.data != self.closes_now and not field.data:
            raise ValidationError(_("Tulis alasan mengubah tenggat."))

    @property
    def wanted_state(self) -> RoundState:
        """The chosen state."""
        return RoundState(self.state.data)


class DeadlineForm(VersionedForm):
    """A unit's own deadline; optional when answers are returned within the round's period."""

    until = DateField(_l("Tenggat baru"), validators=[Optional()])

    @property
    def day(self) -> date | None:
        """The chosen day."""
        chosen: date | None = self.until.data
        return chosen
