"""Forms for handing over, writing in a thread, and answering for every OPD."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import DataRequired, Email, Length, Optional

from app.assessment.rules.talking import MESSAGE_LENGTH
from app.assessment.together.models import NOTE_LENGTH
from app.web.forms import CreatingForm, VersionedForm, options

NAME_LENGTH, EMAIL_LENGTH = 120, 254


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class Boxes(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class HandOverForm(CreatingForm):
    """Which indicators, for whom, until when."""

    codes = Boxes(
        _l("Indikator"), validators=[DataRequired(message=_l("Pilih paling sedikit satu indikator."))]
    )
    colleague = SelectField(
        _l("Kolega"), description=_l("Kolega yang sudah berakun tidak memerlukan tautan baru.")
    )
    name = StringField(
        _l("Nama kolega"),
        filters=[_stripped],
        validators=[Length(max=NAME_LENGTH)],
        description=_l("Untuk kolega baru."),
    )
    email = EmailField(
        _l("Alamat email kolega"),
        filters=[_stripped],
        validators=[Optional(), Length(max=EMAIL_LENGTH), Email(message=_l("Alamat email ini tidak benar."))],
        description=_l(
            "Bila diisi, tautannya juga dikirim lewat email. Tanpa email, sampaikan tautannya sendiri."
        ),
    )
    due_on = DateField(
        _l("Diminta sampai"),
        validators=[Optional()],
        description=_l("Sekadar permintaan; tenggat asesmen tidak berubah."),
    )
    note = TextAreaField(_l("Pesan untuk kolega"), filters=[_stripped], validators=[Length(max=NOTE_LENGTH)])

    def offer(
        self, indicators: Sequence[tuple[str, str]], colleagues: Sequence[tuple[str, str]], today: date
    ) -> None:
        """Say what can be handed over, to whom without a link, and which day it is there."""
        self.codes.choices = options(indicators)
        self.colleague.choices = options([("", _("Kolega baru, lewat tautan")), *colleagues])
        self.name.flags.conditional = True
        self.today = today

    def validate_name(self, field: Field) -> None:
        """A link is made for somebody."""
        if not self.colleague.data and not field.data:
            raise ValidationError(_("Isi nama kolega yang akan membuka tautan."))

    def validate_due_on(self, field: Field) -> None:
        """Nobody is asked for something by yesterday."""
        if field.data and field.data < self.today:
            raise ValidationError(_("Tanggal ini sudah lewat."))


class MessageForm(CreatingForm):
    """Something to write in a thread."""

    message = TextAreaField(
        _l("Pesan"),
        filters=[_stripped],
        validators=[
            DataRequired(message=_l("Tulis pesannya dahulu.")),
            Length(max=MESSAGE_LENGTH, message=_l("Paling banyak 2.000 huruf.")),
        ],
        description=_l(
            "Terbaca oleh OPD Anda, kolega yang mengisi indikator ini, dan koordinator. Jangan menulis data "
            "pribadi pelapor; nama, NIK, nomor telepon, dan surel yang dikenali disamarkan saat disimpan. "
            "Sebut pejabat dengan jabatannya."
        ),
    )
    asks = BooleanField(_l("Ini pertanyaan untuk koordinator"))


_MASKED = _l(
    "Nama, NIK, nomor telepon, dan surel tidak perlu ditulis; yang dikenali disamarkan saat disimpan."
)


def _words(label: Any, missing: Any, hint: Any = "") -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        filters=[_stripped],
        validators=[
            DataRequired(message=missing),
            Length(max=MESSAGE_LENGTH, message=_l("Paling banyak 2.000 huruf.")),
        ],
    )


class PublishForm(CreatingForm):
    """A question as the coordinator words it, and the answer."""

    question = _words(
        _l("Pertanyaan, dengan kata-kata Anda"),
        _l("Tulis pertanyaannya."),
        _l("Semua OPD membacanya. Jangan sebutkan OPD yang bertanya."),
    )
    answer = _words(_l("Jawaban untuk semua OPD"), _l("Tulis jawabannya."), _MASKED)


class ChangeAnswerForm(VersionedForm):
    """The same, worded otherwise."""

    question = _words(_l("Pertanyaan, dengan kata-kata Anda"), _l("Tulis pertanyaannya."))
    answer = _words(_l("Jawaban untuk semua OPD"), _l("Tulis jawabannya."), _MASKED)
