"""What a person typed beside what is stored, as text for the page of a lost race."""

from collections.abc import Sequence
from typing import Any

from app.instrument.questionnaire import Questionnaire
from app.plans.compile import LineFields
from app.plans.document_data import UnitRef
from app.plans.labels import FIELD_LABELS, FUND_SOURCE_LABELS, QUARTER_LABELS, label_of, year_label
from app.web.conflict import Difference
from app.web.filters import number, rupiah

_TEXTS = (
    "category_code",
    "indicator_id",
    "activity",
    "problem",
    "output_indicator",
    "unit_of_measure",
    "baseline",
    "fund_source",
    "budget_code",
    "budget_name",
    "responsible_unit_id",
    "supporting_unit_ids",
    "complaint_category",
    "remarks",
)


def field_differences(
    mine: LineFields, theirs: LineFields, questionnaire: Questionnaire, units: Sequence[UnitRef]
) -> list[Difference]:
    """Every cell in which the two lines differ, or all that matters if none does."""
    shown = Shown(questionnaire, units)
    found = [
        Difference(
            str(FIELD_LABELS[name]),
            shown.text(name, getattr(mine, name)),
            shown.text(name, getattr(theirs, name)),
        )
        for name in _TEXTS
        if getattr(mine, name) != getattr(theirs, name)
    ]
    for name in ("targets", "budgets", "quarters"):
        ours, stored = getattr(mine, name), getattr(theirs, name)
        found += [
            Difference(
                year_label(name, year), shown.text(name, ours.get(year)), shown.text(name, stored.get(year))
            )
            for year in sorted({*ours, *stored})
            if ours.get(year) != stored.get(year)
        ]
    return found or [Difference(str(FIELD_LABELS["activity"]), mine.activity, theirs.activity)]


class Shown:
    """Turns the values of a line into words."""

    def __init__(self, questionnaire: Questionnaire, units: Sequence[UnitRef]) -> None:
        self._categories = {category.code: category.name for category in questionnaire.categories}
        self._indicators = {spec.id: spec.code for spec in questionnaire.indicators}
        self._units = {unit.id: unit.name for unit in units}

    def text(self, name: str, value: Any) -> str:
        """One value; an empty string for nothing."""
        if value in (None, "", ()):
            return ""
        if name == "supporting_unit_ids":
            return ", ".join(self._units.get(unit_id, "") for unit_id in value)
        if name == "quarters":
            return ", ".join(QUARTER_LABELS[quarter] for quarter in value)
        named = {
            "category_code": self._categories,
            "indicator_id": self._indicators,
            "responsible_unit_id": self._units,
        }
        if name in named:
            return named[name].get(value, "")
        if name == "targets":
            return number(value)
        if name == "budgets":
            return rupiah(value)
        return label_of(FUND_SOURCE_LABELS, value) if name == "fund_source" else str(value)
