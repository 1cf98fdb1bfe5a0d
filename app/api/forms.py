"""Forms of the pages on which a coordinator connects a channel's application."""

from datetime import date
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from app.api.labels import TROUBLE_LABELS
from app.api.rules import url_trouble
from app.db import day_in
from app.web.filters import present_zone
from app.web.forms import CreatingForm


class ChannelForm(CreatingForm):
    """The name of a channel."""

    name = StringField(
        _l("Nama kanal"),
        description=_l(
            "Menjadi sumber pengaduannya di register, misalnya Baruga. Tidak dapat diubah kemudian."
        ),
        validators=[
            InputRequired(_l("Isi nama kanal.")),
            Length(max=80, message=_l("Paling banyak 80 karakter.")),
            Regexp(r"^[^<>;]*\w[^<>;]*$", message=_l("Tanpa kurung sudut dan titik koma.")),
        ],
        filters=[lambda text: " ".join(text.split()) if text else text],
    )


class KeyForm(CreatingForm):
    """What a key is for, and until when."""

    push = BooleanField(_l("Mengirim pengaduan dan menanyakan keadaannya"), default=True)
    figures = BooleanField(_l("Mengambil angka pengaduan"), default=True)
    expires_on = DateField(
        _l("Berlaku sampai tanggal"),
        description=_l("Kosongkan bila kunci berlaku sampai dicabut."),
        validators=[Optional()],
    )

    def validate_push(self, field: Any) -> None:
        """A key is good for something."""
        if not field.data and not self.figures.data:
            raise ValidationError(_l("Pilih sedikitnya satu kegunaan."))

    def validate_expires_on(self, field: Any) -> None:
        """A key that has expired before it was made is a slip of the pen."""
        if isinstance(field.data, date) and field.data < day_in(present_zone()):
            raise ValidationError(_l("Tanggal ini sudah lewat."))


class WebhookForm(CreatingForm):
    """Where a channel's application wants to be told; it stands on one page with the form of keys."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for hidden in (self.idempotency_key, getattr(self, "csrf_token", None)):
            if hidden is not None:
                hidden.id = f"webhook_{hidden.id}"

    url = StringField(
        _l("Alamat penerima"),
        description=_l("Alamat https milik aplikasi kanal, misalnya https://kanal.contoh.go.id/renaksi."),
        validators=[InputRequired(_l("Isi alamatnya."))],
        filters=[lambda text: text.strip() if text else text],
        render_kw={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"},
    )

    def validate_url(self, field: Any) -> None:
        """An address that a message may be sent to, as far as its text tells."""
        allowed = bool(current_app.config["WEBHOOKS_TO_PRIVATE_ADDRESSES"])
        trouble = url_trouble(field.data or "", private_allowed=allowed)
        if trouble is not None:
            raise ValidationError(TROUBLE_LABELS[trouble])
