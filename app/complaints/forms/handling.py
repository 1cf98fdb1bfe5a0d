"""The forms of the steps: words, moment, and what a step asks besides."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.complaints.forms.entry import MINUTES, UncutLength, stripped
from app.db import ID_LENGTH, new_id
from app.organisations.models import Unit
from app.web.forms import VersionedForm, options

LONGEST_NOTE = 4_000


class StepForm(VersionedForm):
    """One step. `note` is the answer or the reason; without a moment the step happens now."""

    zone = ZoneInfo("UTC")

    idempotency_key = HiddenField(
        default=new_id, validators=[InputRequired(), Length(min=16, max=ID_LENGTH * 2)]
    )
    note = TextAreaField(
        description=_l("Paling banyak 4.000 huruf."),
        filters=[stripped],
        validators=[Optional(), UncutLength(LONGEST_NOTE)],
    )
    at = DateTimeLocalField(
        _l("Terjadi pada"),
        format=MINUTES,
        description=_l(
            "Kosongkan bila baru saja. Isi bila terjadi sebelumnya, misalnya surat jawaban kemarin."
        ),
        validators=[Optional()],
    )

    @property
    def moment(self) -> datetime | None:
        """The moment that was given, aware."""
        return self.at.data.replace(tzinfo=self.zone) if isinstance(self.at.data, datetime) else None


class RoutingForm(StepForm):
    """To which OPD."""

    unit_id = SelectField(
        _l("OPD yang berwenang"), validators=[DataRequired(message=_l("Pilih OPD yang berwenang."))]
    )

    def offer(self, units: Sequence[Unit]) -> None:
        """The OPD to choose from."""
        self.unit_id.choices = options([("", _l("– pilih OPD –")), *((unit.id, unit.name) for unit in units)])


class ClosingForm(StepForm):
    """How the reporter found the handling, if they said so."""

    rating = SelectField(
        _l("Penilaian pelapor"),
        description=_l("Hanya bila pelapor memberikannya."),
        choices=options(
            [
                ("", _l("Tidak memberi penilaian")),
                ("5", _l("5 – sangat puas")),
                ("4", _l("4 – puas")),
                ("3", _l("3 – cukup")),
                ("2", _l("2 – kurang puas")),
                ("1", _l("1 – tidak puas")),
            ]
        ),
        validators=[Optional()],
    )
