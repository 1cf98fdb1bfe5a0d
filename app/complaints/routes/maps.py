"""`/pengaduan/peta`: governments beside each other, for province, Ombudsman and ministry."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.complaints.area_labels import MEASURE_LABELS, sums_text
from app.complaints.areas import Measure, together
from app.complaints.labels.figures import data_until_text, period_text
from app.complaints.queries.areas import Area, Province, handled_past, provinces, years_within
from app.complaints.queries.patience import last_counted
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import day
from app.complaints.routes.statistics.lists import lists_of_government
from app.complaints.routes.statistics.scope import behind_notes
from app.complaints.statistics import SMALL_VOLUME
from app.organisations.context import watches_others
from app.organisations.models import Government, GovernmentKind
from app.web.charts.steps import Steps, count_steps, equal_steps
from app.web.charts.tile_map import PROVINCES, Kind, Tile
from app.web.filters import tanggal

_SHORTER = (
    ("Provinsi ", ""),
    ("Kabupaten ", ""),
    ("Daerah Khusus Ibukota ", "DKI "),
    ("Daerah Istimewa ", "DI "),
)


@bp.get("/peta")
@requires(Permission.COMPLAINT_FIGURES)
@last_counted()
def area_map() -> ResponseReturnValue:
    """The provinces, or the governments of one; those who see one government only go to its figures."""
    actor = current_actor()
    if actor.government_ids is not None and not watches_others(actor):
        return redirect(url_for("complaints.statistics"))
    first, last = day("dari"), day("sampai")
    measure = _measure()
    found = provinces(actor, first, last)
    wanted = request.args.get("provinsi", "").strip()
    if not wanted and len(found) == 1:
        wanted = found[0].government.code
    chosen = next((one for one in found if one.government.code == wanted), None)
    if wanted and chosen is None:
        abort(404)
    period: dict[str, Any] = {
        name: value.isoformat() for name, value in (("dari", first), ("sampai", last)) if value
    }
    areas = [area for one in ([chosen] if chosen else found) for area in one.areas]
    return render_template(
        "complaints/map.html",
        province=chosen,
        provinces=found,
        measure=measure,
        measures=MEASURE_LABELS,
        tiles=_governments(chosen.areas, measure, period) if chosen else _nation(found, measure, period),
        small_tiles=_governments(areas, measure, period, kinds=(GovernmentKind.REGENCY, GovernmentKind.CITY)),
        steps=_steps(measure, areas if chosen else found),
        small_steps=_steps(measure, areas),
        total=together(area.sums for area in areas),
        notes=[*_notes(areas, first, last), *behind_notes()],
        years=years_within(actor),
        period=period,
        short_name=short_name,
        lists_of=lambda government: lists_of_government(actor, government, first, last),
        small_volume=SMALL_VOLUME,
    )


def short_name(government: Government) -> str:
    """The name without what its shape, or its place in a list of provinces, says already."""
    for long, short in _SHORTER:
        if government.name.startswith(long):
            return short + government.name.removeprefix(long)
    return government.name


def _measure() -> Measure:
    wanted = request.args.get("ukuran", "")
    return Measure(wanted) if wanted in tuple(Measure) else Measure.FOLLOWED_UP


def _nation(found: Iterable[Province], measure: Measure, period: dict[str, Any]) -> list[Tile]:
    """One tile for each province that has a place on the grid; the table has the others too."""
    return [
        Tile(
            code=one.government.code,
            name=one.government.name,
            kind=Kind.PROVINCE,
            value=one.sums.value(measure),
            words=sums_text(one.sums, measure, is_province=True),
            small=one.sums.is_small(measure),
            href=url_for("complaints.area_map", provinsi=one.government.code, ukuran=measure.value, **period),
        )
        for one in found
        if one.government.code in PROVINCES
    ]


def _governments(
    areas: Iterable[Area],
    measure: Measure,
    period: dict[str, Any],
    kinds: tuple[GovernmentKind, ...] = tuple(GovernmentKind),
) -> list[Tile]:
    """One tile for each government; one without complaints leads nowhere, because nothing is there."""
    return [
        Tile(
            code=area.government.code,
            name=area.government.name,
            kind=Kind(area.government.kind.value),
            value=area.sums.value(measure),
            words=sums_text(area.sums, measure),
            small=area.sums.is_small(measure),
            href=url_for("complaints.statistics", pemerintah=area.government.code, **period)
            if area.sums.incoming
            else "",
            label=_("Pemerintah provinsi")
            if area.government.kind is GovernmentKind.PROVINCE
            else short_name(area.government),
        )
        for area in areas
        if area.government.kind in kinds
    ]


def _steps(measure: Measure, found: Iterable[Area | Province]) -> Steps:
    if measure.is_share:
        return equal_steps()
    return count_steps(max((one.sums.incoming for one in found), default=0))


def _notes(areas: Iterable[Area], first: date | None, last: date | None) -> list[str]:
    """Source, cut-off and period: no figure without them."""
    counted = [area for area in areas if area.cut_off and area.sums.incoming]
    cut_offs = sorted(area.cut_off for area in counted if area.cut_off)
    here = handled_past([area.government.id for area in counted], cut_offs[-1], last) if cut_offs else None
    return [
        _("Sumber: register pengaduan tiap pemerintah daerah"),
        _cut_off(cut_offs, here),
        period_text(first, last),
    ]


def _cut_off(cut_offs: list[datetime], here: date | None) -> str:
    if not cut_offs:
        return data_until_text(None, here)
    first, last = tanggal(cut_offs[0]), tanggal(cut_offs[-1])
    if first != last:
        last = _("%(first)s yang terlama dan %(last)s yang terbaru", first=first, last=last)
    return data_until_text(last, here)
