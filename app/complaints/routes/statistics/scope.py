"""What a page of figures is about, and what must be said beside them."""

from dataclasses import dataclass
from datetime import date

from flask import abort, request
from flask_babel import gettext as _

from app.access import Actor, Permission, Reach
from app.complaints.calendar_notes import notes_for_months
from app.complaints.labels.figures import behind_text, data_until_text, period_text
from app.complaints.queries import figures
from app.complaints.queries.patience import months_behind
from app.complaints.queries.register import units_to_choose
from app.complaints.routes.reading import day
from app.complaints.statistics import Figures
from app.organisations.models import Government, Unit
from app.web.filters import waktu


@dataclass(frozen=True)
class Scope:
    """What the figures are about. `units` are those the person may choose from."""

    government: Government
    unit: Unit | None
    units: list[Unit]
    sees_all_units: bool
    first_day: date | None
    last_day: date | None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.government.name

    @property
    def unit_id(self) -> str | None:
        return self.unit.id if self.unit else None

    @property
    def period(self) -> tuple[date | None, date | None]:
        return self.first_day, self.last_day

    @property
    def query(self) -> dict[str, str]:
        """The address of these figures, for links to the list and to the files."""
        found = {"pemerintah": self.government.code}
        if self.unit is not None:
            found["opd"] = self.unit.id
        if self.first_day:
            found["dari"] = self.first_day.isoformat()
        if self.last_day:
            found["sampai"] = self.last_day.isoformat()
        return found


def scope_of(actor: Actor, government: Government) -> Scope:
    """Somebody of an OPD sees the figures of that OPD only; everybody else chooses. A foreign OPD is 404."""
    units = units_to_choose(actor, government)
    sees_all = any(
        reach is not Reach.UNIT and post.covers(reach, government.id, None)
        for post, reach in actor.posts_with(Permission.COMPLAINT_FIGURES)
    )
    wanted = request.args.get("opd", "")
    unit = next((unit for unit in units if unit.id == wanted), None)
    if wanted and unit is None:
        abort(404)
    if unit is None and not sees_all:
        unit = units[0] if units else abort(404)
    return Scope(government, unit, units, sees_all, day("dari"), day("sampai"))


def figures_of(scope: Scope) -> Figures:
    """The figures of a scope."""
    return figures(scope.government.id, scope.first_day, scope.last_day, scope.unit_id)


def notes_of(found: Figures, scope: Scope) -> list[str]:
    """Source, cut-off and period: no figure without them."""
    source = _("Sumber: %(source)s", source=found.source or "–")
    zone = scope.government.time_zone.value
    cut_off = data_until_text(waktu(found.cut_off, zone) if found.cut_off else None, found.here_until)
    months = [group.key for group in found.by_month if group.key]
    return [source, cut_off, period_text(*scope.period), *notes_for_months(months), *behind_notes()]


def behind_notes() -> list[str]:
    """That some months are shown as they were counted last, if so; call it once everything was counted."""
    text = behind_text(months_behind())
    return [text] if text else []
