"""`/pengaduan/statistik`: the figures, each with source, cut-off and definition."""

from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, Reach, current_actor, requires
from app.complaints.calendar_notes import notes_for_months
from app.complaints.exporting import attachment, figure_sheets
from app.complaints.labels import CLOCK_LABELS, STAGE_LABELS, STATUS_LABELS, group_text, month_text
from app.complaints.queries import figures
from app.complaints.queries.figures import years_of
from app.complaints.queries.register import units_to_choose
from app.complaints.routes.blueprint import bp
from app.complaints.routes.listing import choose_government
from app.complaints.routes.pictures import pictures_of
from app.complaints.routes.reading import day
from app.complaints.rules import Status
from app.complaints.sla import JUDGED_STAGES
from app.complaints.statistics import SMALL_VOLUME, Dimension, Figures
from app.organisations.context import find_government
from app.organisations.models import Government, Unit
from app.web.filters import tanggal, use_zone, waktu

STATUS_TONES = {
    Status.UNVERIFIED: "danger",
    Status.DISPOSED: "danger",
    Status.IN_PROCESS: "warning",
    Status.FINISHED: "success",
    Status.POSTPONED: "info",
    Status.ARCHIVED: "neutral",
}


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


@bp.get("/statistik")
@requires(Permission.COMPLAINT_FIGURES)
def statistics() -> ResponseReturnValue:
    """The figures of a government, or of the person's own OPD."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return choose_government("complaints.statistics")
    scope = _scope(actor, government)
    use_zone(government.time_zone.value)
    found = _figures(scope)
    return render_template(
        "complaints/statistics.html",
        scope=scope,
        figures=found,
        notes=notes_of(found, scope),
        pictures=pictures_of(found, government, scope.unit, (scope.first_day, scope.last_day), scope.query),
        years=years_of(government.id),
        dimensions=Dimension,
        group_text=group_text,
        month_text=month_text,
        stages=JUDGED_STAGES,
        stage_labels=STAGE_LABELS,
        clock_labels=CLOCK_LABELS,
        status_labels=STATUS_LABELS,
        status_tones=STATUS_TONES,
        statuses=Status,
        small_volume=SMALL_VOLUME,
    )


@bp.get("/statistik.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_FIGURES)
def export_statistics(kind: str) -> ResponseReturnValue:
    """The same figures as a file."""
    actor = current_actor()
    scope = _scope(actor, find_government(actor) or abort(404))
    found = _figures(scope)
    name = scope.unit.name if scope.unit else scope.government.name
    sheets = figure_sheets(found, name, notes_of(found, scope))
    return attachment(sheets, f"statistik-pengaduan-{scope.government.code}", kind)


def notes_of(found: Figures, scope: Scope) -> list[str]:
    """Source, cut-off and period: no figure without them."""
    source = _("Sumber: %(source)s", source=found.source or "–")
    if found.cut_off is None:
        cut_off = _("Belum ada data yang diimpor")
    else:
        cut_off = _("Data sampai %(when)s", when=waktu(found.cut_off, scope.government.time_zone.value))
    if scope.first_day and scope.last_day:
        period = _(
            "Masuk %(first)s sampai %(last)s", first=tanggal(scope.first_day), last=tanggal(scope.last_day)
        )
    elif scope.first_day:
        period = _("Masuk sejak %(first)s", first=tanggal(scope.first_day))
    elif scope.last_day:
        period = _("Masuk sampai %(last)s", last=tanggal(scope.last_day))
    else:
        period = _("Semua pengaduan dalam register")
    months = [group.key for group in found.by_month if group.key]
    return [source, cut_off, period, *notes_for_months(months)]


def _figures(scope: Scope) -> Figures:
    return figures(
        scope.government.id, scope.first_day, scope.last_day, scope.unit.id if scope.unit else None
    )


def _scope(actor: Actor, government: Government) -> Scope:
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
