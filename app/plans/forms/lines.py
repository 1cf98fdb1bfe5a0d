"""The form of a line and of a proposal: one set of fields a year, made for the plan's own years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.db import new_id
from app.instrument.questionnaire import Questionnaire
from app.plans.compile import LineFields
from app.plans.document_data import UnitRef
from app.plans.forms.fields import BudgetField, CheckboxesField, TargetField
from app.plans.labels import FIELD_LABELS, FUND_SOURCE_LABELS, QUARTER_LABELS
from app.web.forms import CreatingForm, options

_TOO_LONG = _l("Terlalu panjang.")


def _stripped(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _text(name: str, length: int, **options: Any) -> StringField:
    return StringField(
        FIELD_LABELS[name],
        filters=[_stripped],
        validators=[Optional(), Length(max=length, message=_TOO_LONG)],
        **options,
    )


def _area(name: str, **options: Any) -> TextAreaField:
    return TextAreaField(
        FIELD_LABELS[name],
        filters=[_stripped],
        validators=[Optional(), Length(max=4000, message=_TOO_LONG)],
        **options,
    )


@dataclass(frozen=True)
class YearFields:
    """The three fields of one year, for the template."""

    year: int
    target: Field
    budget: Field
    quarters: Field


class ProposalForm(CreatingForm):
    """What a unit proposes. The years' fields are added by `proposal_form`."""

    years: tuple[int, ...] = ()

    version = IntegerField(default=0, widget=HiddenInput(), validators=[Optional()])
    action_code = HiddenField(default="", validators=[Length(max=40)])
    category_code = SelectField(
        FIELD_LABELS["category_code"], validators=[InputRequired(message=_l("Pilih kategori."))]
    )
    indicator_id = SelectField(FIELD_LABELS["indicator_id"], validators=[Optional()])
    activity = TextAreaField(
        FIELD_LABELS["activity"],
        description=_l("Mulai dengan kata kerja, misalnya “Menyelenggarakan pelatihan admin pengaduan”."),
        filters=[_stripped],
        validators=[DataRequired(message=_l("Tulis kegiatannya.")), Length(max=2000, message=_TOO_LONG)],
    )
    problem = _area("problem", description=_l("Keadaan yang hendak diperbaiki."))
    output_indicator = _area(
        "output_indicator", description=_l("Apa yang dapat dihitung atau ditunjukkan saat kegiatan selesai.")
    )
    unit_of_measure = _text("unit_of_measure", 60, description=_l("Misalnya dokumen, orang, kali, persen."))
    fund_source = SelectField(FIELD_LABELS["fund_source"], validators=[Optional()])
    budget_code = _text("budget_code", 40)
    budget_name = _text("budget_name", 300)
    # Looking a code up, and the one that was picked of what was found; see `with_nomenclature`.
    nomenclature_words = StringField(_l("Cari kode anggaran"), validators=[Optional(), Length(max=100)])
    budget_pick = StringField(validators=[Optional(), Length(max=40)])
    remarks = _area("remarks")

    @property
    def year_fields(self) -> list[YearFields]:
        """The fields by year."""
        return [
            YearFields(year, self[f"target_{year}"], self[f"budget_{year}"], self[f"quarters_{year}"])
            for year in self.years
        ]

    def offer(self, questionnaire: Questionnaire) -> None:
        """Fill the choices that come from the instrument."""
        self.category_code.choices = options([(item.code, item.name) for item in questionnaire.categories])
        indicators = [(item.id, f"{item.code} – {item.text}") for item in questionnaire.indicators]
        self.indicator_id.choices = options([("", _l("Tidak terkait indikator")), *indicators])
        sources = [(source.value, text) for source, text in FUND_SOURCE_LABELS.items()]
        self.fund_source.choices = options([("", _l("Belum ditentukan")), *sources])

    def show(self, fields: LineFields) -> None:
        """Put a line's present values into the form."""
        for name in _SHARED:
            self[name].data = getattr(fields, name) or ""
        for item in self.year_fields:
            item.target.data = fields.targets.get(item.year)
            item.budget.data = fields.budgets.get(item.year)
            item.quarters.data = [str(quarter) for quarter in fields.quarters.get(item.year, ())]

    @property
    def values(self) -> dict[str, Any]:
        """The typed values by the names of `LineFields`; years that were left open are left out."""
        found: dict[str, Any] = {name: self[name].data or "" for name in _SHARED}
        found["indicator_id"] = found["indicator_id"] or None
        yearly = self.year_fields
        found["targets"] = {item.year: item.target.data for item in yearly if item.target.data is not None}
        found["budgets"] = {item.year: item.budget.data for item in yearly if item.budget.data is not None}
        found["quarters"] = {
            item.year: tuple(int(quarter) for quarter in item.quarters.data)
            for item in yearly
            if item.quarters.data
        }
        return found

    @property
    def fields(self) -> LineFields:
        """The typed line as plain data."""
        return LineFields(**self.values)


_SHARED = (
    "category_code",
    "indicator_id",
    "activity",
    "problem",
    "output_indicator",
    "unit_of_measure",
    "fund_source",
    "budget_code",
    "budget_name",
    "remarks",
)


class LineForm(ProposalForm):
    """A line of the plan: also who answers for it, who supports it, and which complaints it is about."""

    baseline = _text("baseline", 200, description=_l("Keadaan sekarang yang menjadi titik tolak target."))
    responsible_unit_id = SelectField(FIELD_LABELS["responsible_unit_id"], validators=[Optional()])
    supporting_unit_ids = CheckboxesField(FIELD_LABELS["supporting_unit_ids"])
    complaint_category = _text("complaint_category", 200)

    def offer_units(self, units: Sequence[UnitRef]) -> None:
        """Fill the choices of units."""
        self.responsible_unit_id.choices = options(
            [
                ("", _l("Belum ditentukan")),
                *((unit.id, unit.name) for unit in units),
            ]
        )
        self.supporting_unit_ids.choices = options([(unit.id, unit.name) for unit in units])

    def show(self, fields: LineFields) -> None:
        """Put a line's present values into the form."""
        super().show(fields)
        self.baseline.data = fields.baseline
        self.responsible_unit_id.data = fields.responsible_unit_id or ""
        self.supporting_unit_ids.data = list(fields.supporting_unit_ids)
        self.complaint_category.data = fields.complaint_category

    @property
    def values(self) -> dict[str, Any]:
        """See `ProposalForm.values`."""
        responsible = self.responsible_unit_id.data or None
        return super().values | {
            "baseline": self.baseline.data or "",
            "responsible_unit_id": responsible,
            "supporting_unit_ids": tuple(
                unit_id for unit_id in self.supporting_unit_ids.data or () if unit_id != responsible
            ),
            "complaint_category": self.complaint_category.data or "",
        }


FormOfYears = TypeVar("FormOfYears", bound=ProposalForm)


def _with_years(base: type[FormOfYears], years: tuple[int, ...]) -> type[FormOfYears]:
    """A form class with target, budget and quarters for each year."""
    members: dict[str, Any] = {"years": years}
    for year in years:
        members[f"target_{year}"] = TargetField(_l("Target %(year)s", year=year))
        members[f"budget_{year}"] = BudgetField(_l("Anggaran %(year)s (Rp)", year=year))
        members[f"quarters_{year}"] = CheckboxesField(
            _l("Triwulan %(year)s", year=year),
            choices=options([(str(number), label) for number, label in QUARTER_LABELS.items()]),
        )
    return type(f"{base.__name__}{'_'.join(map(str, years))}", (base,), members)


def line_form(years: Sequence[int], questionnaire: Questionnaire, units: Sequence[UnitRef]) -> LineForm:
    """The form of a line for a plan of these years; new forms carry a fresh idempotency key."""
    form = _with_years(LineForm, tuple(years))()
    form.offer(questionnaire)
    form.offer_units(units)
    form.idempotency_key.data = form.idempotency_key.data or new_id()
    return form


def proposal_form(years: Sequence[int], questionnaire: Questionnaire) -> ProposalForm:
    """The form of a proposal for a plan of these years."""
    form = _with_years(ProposalForm, tuple(years))()
    form.offer(questionnaire)
    form.idempotency_key.data = form.idempotency_key.data or new_id()
    return form
