"""A figure of the complaint register; nobody types it."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.instrument.answer_types.base import AnswerType, InvalidAnswer, Parameters
from app.instrument.answer_types.thresholds import is_number, level_of, threshold_problems
from app.instrument.measures import Measured, MeasureName
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import LEVELS, AnswerKind

SHARES = frozenset(name for name in MeasureName if name.endswith("_share"))
DEFAULT_MINIMUM_VOLUME = 1
OF_ALL = _l("%(figure)s dari %(base)s pengaduan")
_JUDGED = _l("%(figure)s dari %(base)s pengaduan yang dapat dinilai")
# Of complaints that came in some have no clock to judge, or no rating: the measures that rest on the others.
PARTIAL: dict[str, LazyString] = {
    MeasureName.VERIFY_IN_TIME_SHARE: _JUDGED,
    MeasureName.FOLLOW_UP_IN_TIME_SHARE: _JUDGED,
    MeasureName.RESOLVE_IN_TIME_SHARE: _JUDGED,
    MeasureName.RATING_MEAN: _l("%(figure)s dari %(base)s pengaduan yang diberi rating"),
}


def stored(figure: Measured) -> dict[str, Any]:
    """The figure as it is kept with the answer: value, volume, cut-off (ISO, UTC), source and, if told, base."""
    kept = {
        "value": figure.value,
        "volume": figure.volume,
        "cut_off": figure.cut_off.isoformat() if figure.cut_off else None,
        "source": figure.source,
    }
    return kept if figure.base is None else {**kept, "base": figure.base}


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
        # Answers of earlier rounds do not tell of how many their share is.
        base = value.get("base")
        if base is None and PARTIAL.get(parameters["measure"]) is _JUDGED:
            came = format_decimal(value["volume"])
            return str(_("%(figure)s; %(volume)s pengaduan masuk", figure=figure, volume=came))
        words = PARTIAL.get(parameters["measure"], OF_ALL)
        return str(words) % {
            "figure": figure,
            "base": format_decimal(value["volume"] if base is None else base),
        }

    def export(self, parameters: Parameters, value: Any) -> float | None:
        return None if value is None else value["value"]


def written_figure(measure: str, value: float) -> str:
    """A value of the measure in the reader's notation: a share as per cent with one decimal, else a number."""
    if measure in SHARES:
        return str(format_percent(Decimal(str(value)), "#,##0.#%"))
    return str(format_decimal(Decimal(str(round(value, 2)))))
