"""A figure of the complaint register; nobody types it."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.answer_types.thresholds import is_number, level_of, threshold_problems
from app.instrument.measures import Measured, MeasureName
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import LEVELS, AnswerKind

SHARES = frozenset(name for name in MeasureName if name.endswith("_share"))
DEFAULT_MINIMUM_VOLUME = 1


def stored(figure: Measured) -> dict[str, Any]:
    """The figure as it is kept with the answer: value, volume, cut-off (ISO, UTC) and source."""
    return {
        "value": figure.value,
        "volume": figure.volume,
        "cut_off": figure.cut_off.isoformat() if figure.cut_off else None,
        "source": figure.source,
    }


class MeasuredAnswer(AnswerType):
    """Stored: what `stored()` gives. Too few complaints or an unknown value have no level."""

    kind = AnswerKind.MEASURED
    is_typed = False
    allowed = frozenset({"measure", "thresholds", "direction", "minimum_volume"})

    def problems(self, parameters: Parameters) -> list[Problem]:
        found = [*super().problems(parameters), *threshold_problems(parameters)]
        if parameters.get("measure") not in tuple(MeasureName):
            details = {"value": parameters.get("measure"), "allowed": ", ".join(MeasureName)}
            found.append(Problem(ProblemKind.NOT_ALLOWED, field="parameters.measure", details=details))
        volume = parameters.get("minimum_volume", DEFAULT_MINIMUM_VOLUME)
        if not is_number(volume) or volume < 1:
            found.append(Problem(ProblemKind.NOT_POSITIVE, field="parameters.minimum_volume"))
        return found

    def reachable(self, parameters: Parameters) -> frozenset[int]:
        return frozenset(LEVELS)

    def from_form(self, parameters: Parameters, raw: str) -> None:
        if raw.strip():
            raise InvalidAnswer(_("Nilai ini dihitung dari register pengaduan dan tidak dapat diisi."))

    def to_form(self, parameters: Parameters, value: Any) -> str:
        return ""

    def level(self, parameters: Parameters, value: Any) -> int | None:
        if value is None or value["value"] is None:
            return None
        if value["volume"] < parameters.get("minimum_volume", DEFAULT_MINIMUM_VOLUME):
            return None
        return level_of(value["value"], parameters)

    def display(self, parameters: Parameters, value: Any) -> str:
        if value is None:
            return ""
        if value["value"] is None:
            return str(_("Belum dapat diukur: belum ada pengaduan yang dapat dihitung"))
        figure = written_figure(parameters["measure"], value["value"])
        if parameters["measure"] == MeasureName.VOLUME:
            return str(_("%(figure)s pengaduan", figure=figure))
        return str(
            _("%(figure)s dari %(volume)s pengaduan", figure=figure, volume=format_decimal(value["volume"]))
        )

    def export(self, parameters: Parameters, value: Any) -> float | None:
        return None if value is None else value["value"]


def written_figure(measure: str, value: float) -> str:
    """A value of the measure in the reader's notation: a share as per cent with one decimal, else a number."""
    if measure in SHARES:
        return str(format_percent(Decimal(str(value)), "#,##0.#%"))
    return str(format_decimal(Decimal(str(round(value, 2)))))
