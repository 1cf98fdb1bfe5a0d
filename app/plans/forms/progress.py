"""Forms of progress."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, MultipleFileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.plans.forms.fields import BudgetField, TargetField
from app.plans.progress_labels import GAP_TEXTS, quarter_text
from app.plans.rules.progress import ReportGap
from app.web.forms import CreatingForm, VersionedForm, options

LONGEST = 4000


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class ReportForm(CreatingForm):
    """What a unit reports on one line. `version` is 0 for a report that does not exist yet."""

    version = HiddenField(default="0")
    overwrite = HiddenField(default="")  # the version that the person chose to replace, after a lost race
    output = TargetField(_l("Realisasi keluaran"))
    spent = BudgetField(_l("Realisasi anggaran (Rp)"))
    obstacle = TextAreaField(
        _l("Kendala"),
        filters=[_stripped],
        validators=[Optional(), Length(max=LONGEST, message=_l("Paling panjang 4.000 huruf."))],
    )
    next_step = TextAreaField(
        _l("Langkah berikutnya"),
        filters=[_stripped],
        validators=[Optional(), Length(max=LONGEST, message=_l("Paling panjang 4.000 huruf."))],
    )
    files = MultipleFileField(_l("Unggah berkas"))
    url = StringField(_l("Tautan"), validators=[Optional(), Length(max=1000)])
    link_title = StringField(_l("Nama tautan"), validators=[Optional(), Length(max=255)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("output", "spent", "obstacle", "next_step"):
            self[
                name
            ].flags.conditional = True  # a draft may be saved without; the hint says when it is needed

    @property
    def seen_version(self) -> int | None:
        """The version the page was opened at, or the one to overwrite; `None` for nonsense."""
        text = self.overwrite.data or self.version.data or ""
        return int(text) if text.isdecimal() else None

    @property
    def uploads(self) -> list[Any]:
        """The chosen files; browsers send one nameless entry for an empty field."""
        return [upload for upload in self.files.data or [] if getattr(upload, "filename", "")]

    def show_gaps(self, gaps: Sequence[ReportGap]) -> None:
        """Say beside each field what is missing before the report can be sent."""
        for gap in gaps:
            field = {
                ReportGap.NO_OUTPUT: self.output,
                ReportGap.NO_SPENT: self.spent,
                ReportGap.NO_OBSTACLE: self.obstacle,
                ReportGap.NO_NEXT_STEP: self.next_step,
            }[gap]
            field.errors = [*field.errors, str(GAP_TEXTS[gap])]


class OpenForm(CreatingForm):
    """Open a quarter."""

    quarter = SelectField(_l("Triwulan"), validators=[InputRequired()])
    due_on = DateField(
        _l("Tenggat laporan"),
        description=_l("OPD diingatkan 7 hari dan 1 hari sebelumnya."),
        validators=[InputRequired(message=_l("Isi tenggat."))],
    )
    reason = TextAreaField(
        _l("Alasan membuka kembali"),
        description=_l("Hanya untuk triwulan yang sudah pernah ditutup."),
        filters=[_stripped],
        validators=[Optional(), Length(max=LONGEST)],
    )

    def offer(self, quarters: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]) -> None:
        """The quarters that can be opened; a closed one says so."""
        self.reason.flags.conditional = True
        self.quarter.choices = options(
            [
                (
                    f"{year}-{number}",
                    _("%(quarter)s (buka kembali)", quarter=quarter_text(year, number))
                    if (year, number) in closed
                    else quarter_text(year, number),
                )
                for year, number in quarters
            ]
        )

    @property
    def chosen(self) -> tuple[int, int]:
        """The year and the quarter."""
        year, _sep, number = self.quarter.data.partition("-")
        return int(year), int(number)


class DueDateForm(VersionedForm):
    """Another due date for an open quarter."""

    due_on = DateField(_l("Tenggat laporan"), validators=[InputRequired(message=_l("Isi tenggat."))])


class ReturnForm(VersionedForm):
    """Back to the unit."""

    reason = TextAreaField(
        _l("Alasan pengembalian"),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis alasannya.")), Length(max=LONGEST)],
    )


class AddendumForm(CreatingForm):
    """Other targets for one line; a box for each year of the plan, made by `addendum_form`."""

    reason = TextAreaField(
        _l("Alasan perubahan target"),
        description=_l("Pimpinan memutuskan berdasarkan alasan ini. Target lama tetap tercatat."),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis alasannya.")), Length(max=LONGEST)],
    )

    def targets(self, years: Sequence[int]) -> dict[int, Decimal | None]:
        """What was typed, by year."""
        return {year: self[f"target_{year}"].data for year in years if f"target_{year}" in self}

    def year_fields(self, years: Sequence[int]) -> list[Any]:
        """The boxes, in the order of the years."""
        return [self[f"target_{year}"] for year in years if f"target_{year}" in self]


def addendum_form(years: Sequence[int], present: dict[int, Decimal | None]) -> AddendumForm:
    """The form with a box for each of `years`, filled with the present target."""
    fields = {
        f"target_{year}": TargetField(_l("Target %(year)s", year=year), default=present.get(year))
        for year in years
    }
    kind = type("AddendumFormOfYears", (AddendumForm,), fields)
    form: AddendumForm = kind()
    return form


class DecideAddendumForm(FlaskForm):
    """The leader's decision; a note is needed to refuse."""

    note = TextAreaField(
        _l("Catatan keputusan"),
        description=_l("Wajib bila ditolak."),
        filters=[_stripped],
        validators=[Optional(), Length(max=LONGEST)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note.flags.conditional = True


def default_due_date(today: date) -> date:
    """Two weeks from today: what the form proposes."""
    return date.fromordinal(today.toordinal() + 14)
