"""The form by which a complaint is written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.complaints.actions.entry import Entry
from app.complaints.calendar import FIRST_DAY
from app.complaints.labels import KLASS_LABELS
from app.complaints.labels.handling import CHANNELS
from app.complaints.rules import Klass
from app.db import utc_now
from app.organisations.models import Unit
from app.web.forms import CreatingForm, options

LONGEST_TITLE = 200  # masking may lengthen it, and the register keeps 300
LONGEST_TEXT = 8_000
LONGEST_WORD = 120

# As browsers send a moment; some add the seconds.
MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class UncutLength(Length):
    """The longest text, said with its number; without the attribute by which browsers cut what is pasted."""

    def __init__(self, longest: int) -> None:
        super().__init__(max=longest, message=_l("Paling banyak %(max)d huruf; persingkat dahulu."))
        self.field_flags: dict[str, Any] = {}


def stripped(text: str | None) -> str:
    """What was typed, without blanks around it."""
    return (text or "").replace("\r\n", "\n").strip()


def one_line(text: str | None) -> str:
    """What was typed, as one line."""
    return " ".join((text or "").split())


class EntryForm(CreatingForm):
    """What came in, where, when, and about what. There is no field for the reporter, on purpose."""

    zone = ZoneInfo("UTC")

    channel = SelectField(_l("Cara masuk"), choices=options(CHANNELS), validators=[InputRequired()])
    received = DateTimeLocalField(
        _l("Diterima pada"),
        format=MINUTES,
        description=_l("Waktu laporan sampai, bukan waktu dicatat. Tenggat dihitung dari sini."),
        validators=[InputRequired(message=_l("Isi tanggal dan jam laporan diterima."))],
    )
    title = StringField(
        _l("Judul"),
        description=_l("Inti laporan dalam satu kalimat, paling banyak 200 huruf."),
        filters=[one_line],
        validators=[
            DataRequired(message=_l("Tulis inti laporan.")),
            UncutLength(LONGEST_TITLE),
        ],
    )
    text = TextAreaField(
        _l("Isi laporan"),
        description=_l(
            "Apa yang terjadi, di mana, kapan. Jangan tulis nama, NIK, atau nomor telepon pelapor: identitas pelapor "
            "tidak disimpan. Paling banyak 8.000 huruf."
        ),
        filters=[stripped],
        validators=[
            DataRequired(message=_l("Tulis isi laporan.")),
            UncutLength(LONGEST_TEXT),
        ],
    )
    area = StringField(
        _l("Wilayah kejadian"),
        description=_l("Kecamatan, atau sebutan lain yang dikenal setempat; paling banyak 120 huruf."),
        filters=[one_line],
        validators=[Optional(), UncutLength(LONGEST_WORD)],
    )
    category = StringField(
        _l("Kategori"),
        description=_l("Pilih yang sudah dipakai, atau tulis yang baru; paling banyak 120 huruf."),
        filters=[one_line],
        validators=[Optional(), UncutLength(LONGEST_WORD)],
    )
    klass = SelectField(
        _l("Klasifikasi"),
        description=_l("Menentukan batas waktu penyelesaian."),
        choices=options(
            [("", _l("Belum ditentukan")), *((key.value, text) for key, text in KLASS_LABELS.items())]
        ),
        validators=[Optional()],
    )
    unit_id = SelectField(
        _l("OPD yang berwenang"),
        description=_l("Boleh OPD lain. Kosongkan bila tidak tahu: koordinator yang menyalurkan."),
        validators=[Optional()],
    )

    def offer(self, zone: ZoneInfo, units: Sequence[Unit]) -> None:
        """Say on which clock the times are, and which OPD there are."""
        self.zone = zone
        self.unit_id.choices = options([("", _l("Belum tahu")), *((unit.id, unit.name) for unit in units)])

    def show_now(self) -> None:
        """Begin with the present minute, on the government's clock."""
        self.received.data = utc_now().astimezone(self.zone).replace(tzinfo=None, second=0, microsecond=0)

    def validate_received(self, field: Any) -> None:
        """A complaint came in some time up to now, within the years that the calendar counts."""
        if not isinstance(field.data, datetime):
            return
        if field.data.replace(tzinfo=self.zone) > utc_now():
            raise ValidationError(_l("Waktu ini belum terjadi."))
        if field.data.date() <= FIRST_DAY:
            raise ValidationError(_l("Tahun ini terlalu lama untuk sebuah pengaduan."))

    def entry(self, categories: Sequence[str]) -> Entry:
        """What was typed; a category that is known in another case takes the known spelling."""
        known = {category.casefold(): category for category in categories}
        category = self.category.data or ""
        return Entry(
            channel=self.channel.data,
            received_at=self.received.data.replace(tzinfo=self.zone),
            title=self.title.data or "",
            text=self.text.data or "",
            klass=Klass(self.klass.data) if self.klass.data else None,
            category=known.get(category.casefold(), category),
            area=self.area.data or "",
            unit_id=self.unit_id.data or None,
        )
