"""Forms around a verification. They stand beside other forms of a page, so each has field names of its own."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app.assessment.forms import REASON_LENGTH
from app.assessment.verifying.models import SEED_LENGTH
from app.assessment.verifying.states import Finding
from app.instrument.labels import level_label
from app.instrument.questionnaire import LEVELS
from app.web.forms import CreatingForm, VersionedForm, options

MOST_DRAWN = 200


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _reason(label: Any, message: Any, hint: Any = "") -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        filters=[_stripped],
        validators=[DataRequired(message=message), Length(max=REASON_LENGTH)],
    )


def _levels() -> Any:
    return options([("", _("Pilih level")), *((str(level), level_label(level)) for level in LEVELS)])


class ObjectionForm(CreatingForm):
    """Why a unit does not agree with a verified score."""

    objection = _reason(
        _l("Alasan keberatan"),
        _l("Tulis alasan keberatan Anda."),
        _l("Tunjuk bukti dukung yang menurut Anda belum dilihat. Keberatan hanya dapat diajukan satu kali."),
    )


class ObjectionDecisionForm(VersionedForm):
    """The coordinator's decision on an objection."""

    decided_score = SelectField(
        _l("Nilai setelah keberatan"), validators=[InputRequired(message=_l("Pilih nilainya."))]
    )
    decision = _reason(
        _l("Alasan keputusan"), _l("Tulis alasan keputusan Anda. OPD membacanya."), _l("OPD membacanya.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="keberatan", **kwargs)
        self.decided_score.choices = _levels()


class AskOpinionForm(CreatingForm):
    """Whom to ask, and what."""

    asked_of = SelectField(
        _l("Minta pendapat dari"), validators=[InputRequired(message=_l("Pilih orangnya."))]
    )
    question = TextAreaField(
        _l("Yang ditanyakan"),
        filters=[_stripped],
        validators=[Length(max=REASON_LENGTH)],
    )

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="tanya", **kwargs)
        self.asked_of.choices = options([("", _("Pilih orangnya")), *people])


class OpinionForm(VersionedForm):
    """Another verifier's own score."""

    opinion_score = SelectField(
        _l("Nilai menurut Anda"), validators=[InputRequired(message=_l("Pilih nilainya."))]
    )
    opinion = _reason(_l("Alasan Anda"), _l("Tulis alasan nilai Anda."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="pendapat", **kwargs)
        self.opinion_score.choices = _levels()


class DrawForm(CreatingForm):
    """How many answers to draw, and from which seed."""

    count = IntegerField(
        _l("Banyak jawaban"),
        validators=[
            InputRequired(message=_l("Isi banyak jawaban.")),
            NumberRange(1, MOST_DRAWN, message=_l("Isi angka dari 1 sampai 200.")),
        ],
    )
    seed = StringField(
        _l("Benih undian"),
        description=_l(
            "Teks bebas, misalnya tanggal rapat. Benih yang sama menghasilkan sampel yang sama, sehingga dapat "
            "diulang siapa saja."
        ),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Isi benih undian.")), Length(max=SEED_LENGTH)],
    )


class LookForm(VersionedForm):
    """What was found at a drawn answer."""

    finding = RadioField(_l("Hasil"), validators=[InputRequired(message=_l("Pilih hasilnya."))])
    note = TextAreaField(
        _l("Catatan"),
        description=_l("Wajib bila Anda tidak sependapat."),
        filters=[_stripped],
        validators=[Length(max=REASON_LENGTH)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finding.choices = options(
            [
                (Finding.AGREES.value, _("Sependapat dengan verifikasi")),
                (Finding.DIFFERS.value, _("Tidak sependapat")),
            ]
        )
        self.note.flags.conditional = True

    def validate_note(self, field: Field) -> None:
        """A difference is put into words."""
        if self.finding.data == Finding.DIFFERS.value and not field.data:
            raise ValidationError(_("Tulis apa yang berbeda."))
