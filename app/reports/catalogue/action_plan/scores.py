"""The assessment's result as rows and series for tables and charts."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.assessment.labels import STATE_LABELS
from app.plans.document_data import CategoryScore, ScoreData, UnitScore

HEATMAP_ROWS = 26  # OPD of one picture: as many as stand on a page with their heading


@dataclass(frozen=True, slots=True)
class Results:
    """What chapter III prints."""

    data: ScoreData
    axes: tuple[str, ...]
    series: tuple[dict[str, Any], ...]
    columns: tuple[str, ...]
    heat: tuple[dict[str, Any], ...]
    weakest_category: CategoryScore | None
    units: tuple[tuple[UnitScore, str], ...]  # by index, lowest first; those without one last
    heat_rows: int = HEATMAP_ROWS

    @property
    def known(self) -> bool:
        """Whether there is any index at all."""
        return self.data.government_index is not None or any(
            unit.overall is not None for unit in self.data.units
        )


def results(data: ScoreData) -> Results:
    """Series of the radar, rows of the heatmap, OPD by index."""
    names = tuple(category.name for category in data.categories)
    series: list[dict[str, Any]] = [
        {"name": _("Indeks"), "values": [category.index for category in data.categories]}
    ]
    if any(category.goal is not None for category in data.categories):
        series.append({"name": _("Sasaran akhir"), "values": [category.goal for category in data.categories]})
    known = [category for category in data.categories if category.index is not None]
    return Results(
        data=data,
        axes=names,
        series=tuple(series),
        columns=(*names, _("Indeks OPD")),
        heat=tuple(
            {
                "label": unit.unit.name,
                "values": [
                    *(unit.categories.get(category.code) for category in data.categories),
                    unit.overall,
                ],
            }
            for unit in data.units
        ),
        weakest_category=min(known, key=lambda category: category.index or 0, default=None),
        units=tuple(
            (unit, state_label(unit.state))
            for unit in sorted(
                data.units, key=lambda unit: (unit.overall is None, unit.overall or 0, unit.unit.name)
            )
        ),
    )


def state_label(state: str) -> str:
    """The word for the state of an OPD's assessment."""
    return str(STATE_LABELS[state]) if state in STATE_LABELS else _("Belum mengirim")  # type: ignore[index]  # StrEnum keys
