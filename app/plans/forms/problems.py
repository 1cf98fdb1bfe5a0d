"""Which line answers a recurring complaint problem, and from when on."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.plans.models import PlanLine
from app.web.forms import CreatingForm, options

SHOWN = 110  # letters of an activity in a list of choices


class TakeUpForm(CreatingForm):
    """An existing line, or a new one; and the day around which the effect is measured."""

    line_id = SelectField(_l("Kegiatan"), validators=[Optional()])
    begins_on = DateField(
        _l("Mulai berlaku"),
        description=_l("Pengaduan enam bulan sebelum dan sesudah tanggal ini dibandingkan."),
        validators=[InputRequired(message=_l("Isi tanggal mulai."))],
    )

    years: tuple[int, ...] = ()

    def offer(self, lines: Sequence[PlanLine], years: Sequence[int]) -> None:
        """Fill the choices; the day must lie within the plan's years or the year before."""
        self.years = tuple(years)
        self.line_id.choices = options(
            [("", _l("Buat kegiatan baru dari masalah ini"))]
            + [
                (line.id, line.activity if len(line.activity) <= SHOWN else f"{line.activity[:SHOWN]}…")
                for line in lines
            ]
        )

    def validate_begins_on(self, field: Field) -> None:
        """A day that has nothing to do with the plan measures nothing."""
        day: date | None = field.data
        if day is not None and not self.years[0] - 1 <= day.year <= self.years[-1]:
            raise ValidationError(_l("Pilih tanggal dalam tahun-tahun rencana aksi."))
