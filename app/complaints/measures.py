"""The figures that `measured` indicators are scored by (see `app.instrument.measures`)."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import url_for

from app.complaints.queries.figures import cut_off_of, sources_of, total_figures
from app.complaints.statistics import GroupFigures
from app.db import db
from app.instrument import measures
from app.instrument.measures import Measured, MeasureName
from app.organisations.models import Government

_VALUES: dict[MeasureName, Callable[[GroupFigures], float | None]] = {
    MeasureName.FOLLOWED_UP_SHARE: lambda total: total.followed_up_share,
    MeasureName.CLOSED_SHARE: lambda total: total.closed_share,
    MeasureName.VERIFY_IN_TIME_SHARE: lambda total: total.stages["verify"].in_time_share,
    MeasureName.FOLLOW_UP_IN_TIME_SHARE: lambda total: total.stages["follow_up"].in_time_share,
    MeasureName.RESOLVE_IN_TIME_SHARE: lambda total: total.stages["resolve"].in_time_share,
    MeasureName.RATING_MEAN: lambda total: total.rating_mean,
    MeasureName.VOLUME: lambda total: float(total.incoming),
}

_STAGES: dict[MeasureName, str] = {
    MeasureName.VERIFY_IN_TIME_SHARE: "verify",
    MeasureName.FOLLOW_UP_IN_TIME_SHARE: "follow_up",
    MeasureName.RESOLVE_IN_TIME_SHARE: "resolve",
}


def figure_of(name: MeasureName, total: GroupFigures) -> float | None:
    """One figure out of totals that were counted already; None when it is unknown."""
    return _VALUES[name](total)


def basis_of(name: MeasureName, total: GroupFigures) -> int:
    """Whether there are enough complaints: for ratings those that were rated, else all that came in."""
    return total.rated if name is MeasureName.RATING_MEAN else total.incoming


def base_of(name: MeasureName, total: GroupFigures) -> int:
    """Of how many complaints a figure is the share or the mean: where a clock is judged, of those that can be."""
    stage = _STAGES.get(name)
    return basis_of(name, total) if stage is None else total.stages[stage].measured


def _provide(
    names: Sequence[MeasureName], government_id: str, unit_id: str | None, start: date, end: date
) -> dict[MeasureName, Measured]:
    """Figures of the complaints received in a period, of a unit or of the whole government."""
    total = total_figures(government_id, start, end, unit_id)
    cut_off = cut_off_of(government_id)
    source = "; ".join(sources_of(government_id))
    # Nothing was ever imported: not even "no complaints" is known.
    return {
        name: Measured(
            figure_of(name, total) if cut_off is not None else None,
            basis_of(name, total),
            cut_off,
            source,
            base_of(name, total),
        )
        for name in names
    }


def _address(government_id: str, unit_id: str | None, start: date, end: date) -> str:
    code = db.session.get_one(Government, government_id).code
    return url_for(
        "complaints.register", pemerintah=code, opd=unit_id, dari=start.isoformat(), sampai=end.isoformat()
    )


def register_measures() -> None:
    """Let indicators be scored by the register, and their pages lead to it."""
    measures.register_measures(_VALUES, _provide)
    measures.register_address(_address)
