"""What a published total says of itself: where and when, of which days, and how many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.complaints.actions.published import Line, Publication
from app.complaints.forms.entry import one_line, stripped
from app.complaints.forms.published.fields import PLAIN, TOO_LONG, CountField
from app.complaints.forms.published.parts import PartRows
from app.web.forms import CreatingForm, VersionedForm


class PublishedForm(CreatingForm):
    """A new published total."""

    title = StringField(
        _l("Judul"),
        description=_l("Misalnya: Rekap pengaduan SP4N-LAPOR! semester I 2024."),
        filters=[one_line],
        validators=[
            DataRequired(message=_l("Beri judul agar mudah dikenali.")),
            Length(max=200, message=TOO_LONG),
            PLAIN,
        ],
    )
    publisher = StringField(
        _l("Diterbitkan oleh"),
        description=_l("Instansi atau media."),
        filters=[one_line],
        validators=[
            DataRequired(message=_l("Tulis siapa yang menerbitkan.")),
            Length(max=200, message=TOO_LONG),
            PLAIN,
        ],
    )
    source = StringField(
        _l("Dapat dibaca di"),
        description=_l("Alamat halaman, atau nama dokumen dan halamannya."),
        filters=[one_line],
        validators=[
            DataRequired(message=_l("Tulis di mana angka ini dapat dibaca kembali.")),
            Length(max=500, message=TOO_LONG),
            PLAIN,
        ],
    )
    published_on = DateField(
        _l("Tanggal terbit"), validators=[InputRequired(message=_l("Isi tanggal terbit."))]
    )
    first_day = DateField(_l("Masuk sejak"), validators=[InputRequired(message=_l("Isi hari pertama."))])
    last_day = DateField(_l("Masuk sampai"), validators=[InputRequired(message=_l("Isi hari terakhir."))])
    cut_off = DateField(
        _l("Data sampai tanggal"),
        description=_l("Bila penerbit menyebutnya. Register lalu dihitung sampai tanggal ini juga."),
        validators=[Optional()],
    )
    register_source = SelectField(
        _l("Dibandingkan dengan"),
        description=_l("Pilih satu sumber bila yang diterbitkan hanya dari sumber itu."),
        validators=[Optional()],
    )
    count = CountField(
        _l("Jumlah seluruhnya"),
        description=_l("Pengaduan yang masuk, sebagaimana tercetak. Titik memisahkan ribuan."),
        validators=[InputRequired(message=_l("Isi jumlah seluruhnya."))],
    )
    complete = BooleanField(
        _l("Bagian-bagiannya mencakup semuanya dan tidak tumpang tindih"),
        description=_l(
            "Hapus centang bila hanya sebagian yang disebut, atau bila bagiannya dari jenis yang berbeda, misalnya "
            "OPD, kecamatan, dan kategori."
        ),
        default=True,
    )
    note = TextAreaField(
        _l("Catatan"),
        description=_l("Misalnya definisi yang disebut penerbit."),
        filters=[stripped],
        validators=[Length(max=2_000, message=TOO_LONG)],
    )

    today = date.max

    def offer(self, today: date, sources: Sequence[str]) -> None:
        """Say what day it is there, and from where complaints of the register come."""
        self.today = today
        named = (SelectChoice(one, one) for one in sources)
        self.register_source.choices = [SelectChoice("", _l("Semua sumber")), *named]

    def validate_published_on(self, published: Any) -> None:
        """It has been published, and not before its period began."""
        if published.data and published.data > self.today:
            raise ValidationError(_l("Tanggal ini belum terjadi."))
        if published.data and self.first_day.data and published.data < self.first_day.data:
            raise ValidationError(_l("Terbit sebelum masanya dimulai."))

    def validate_last_day(self, last: Any) -> None:
        """A period has an order."""
        if last.data and self.first_day.data and last.data < self.first_day.data:
            raise ValidationError(_l("Hari terakhir mendahului hari pertama."))

    def validate_cut_off(self, cut_off: Any) -> None:
        """Data go up to a day of the period or later, and not beyond the publication."""
        if cut_off.data and self.first_day.data and cut_off.data < self.first_day.data:
            raise ValidationError(_l("Tanggal data mendahului hari pertama."))
        if cut_off.data and self.published_on.data and cut_off.data > self.published_on.data:
            raise ValidationError(_l("Tanggal data tidak mungkin sesudah tanggal terbit."))

    def publication(self, lines: Sequence[Line]) -> Publication:
        """What was typed."""
        return Publication(
            title=self.title.data or "",
            publisher=self.publisher.data or "",
            source=self.source.data or "",
            published_on=self.published_on.data,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            count=self.count.data or 0,
            lines=lines,
            cut_off=self.cut_off.data,
            register_source=self.register_source.data or "",
            complete=bool(self.complete.data),
            note=self.note.data or "",
        )


class EditPublishedForm(PublishedForm, VersionedForm):
    """A published total that was written down before."""


@dataclass
class Faults:
    """What is wrong with a form and its table together, for the summary at the top of the page."""

    form: PublishedForm
    parts: PartRows
    form_errors: Sequence[str] = field(default_factory=tuple)

    @property
    def errors(self) -> bool:
        """Whether anything is."""
        return any(one.errors for one in self)

    def __iter__(self) -> Iterator[Field]:
        yield from self.form
        for row in self.parts.rows:
            yield from row
