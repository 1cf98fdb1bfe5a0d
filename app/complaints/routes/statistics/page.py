"""The pages of figures: each with source, cut-off, definition, and the list behind every number."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import Permission, current_actor, requires
from app.complaints.labels import (
    CLOCK_LABELS,
    DIMENSION_LABELS,
    STAGE_LABELS,
    STATUS_LABELS,
    group_text,
    month_text,
)
from app.complaints.labels.figures import (
    COMPARED_LABELS,
    MEASURE_LABELS,
    age_text,
    period_name,
    volume_text,
)
from app.complaints.queries.comparisons import comparison_of
from app.complaints.queries.figures import years_of
from app.complaints.queries.patience import last_counted
from app.complaints.routes.blueprint import bp
from app.complaints.routes.pictures import Pictures
from app.complaints.routes.statistics.lists import lists_of
from app.complaints.routes.statistics.scope import Scope, behind_notes, figures_of, notes_of, scope_of
from app.complaints.rules import Status
from app.complaints.sla import JUDGED_STAGES
from app.complaints.statistics import SMALL_VOLUME, Dimension, Figures
from app.complaints.statistics.ranking import MEASURES, rank
from app.organisations.context import find_government
from app.web.filters import use_zone

STATUS_TONES = {
    Status.UNVERIFIED: "danger",
    Status.DISPOSED: "serious",
    Status.IN_PROCESS: "warning",
    Status.FINISHED: "success",
    Status.POSTPONED: "info",
    Status.ARCHIVED: "neutral",
}
SUMMARY, TIME, UNITS, DETAILS = "ringkasan", "waktu", "opd", "rincian"
VIEWS: dict[str, LazyString] = {
    SUMMARY: _l("Ringkasan"),
    TIME: _l("Menurut waktu"),
    UNITS: _l("Menurut OPD"),
    DETAILS: _l("Rincian"),
}
GRAINS = {"bulan": Dimension.MONTH, "triwulan": Dimension.QUARTER, "tahun": Dimension.YEAR}
MOST_PERIODS = 48


@bp.get("/statistik")
@requires(Permission.COMPLAINT_FIGURES)
@last_counted()
def statistics() -> ResponseReturnValue:
    """The figures of a government, or of the person's own OPD; those above governments choose one from a table."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        kept: dict[str, Any] = request.args.to_dict()
        return redirect(url_for("complaints.compare_governments", **kept))
    scope = scope_of(actor, government)
    use_zone(government.time_zone.value)
    found, lists = figures_of(scope), lists_of(actor, scope)
    notes = notes_of(found, scope)
    views = [view for view in VIEWS if view != UNITS or scope.unit is None]
    wanted = request.args.get("tampilan", "")
    view = wanted if wanted in views else SUMMARY
    return render_template(
        f"complaints/statistics/{_TEMPLATES[view]}.html",
        scope=scope,
        figures=found,
        total=found.total,
        lists=lists,
        notes=notes,
        behind=behind_notes(),
        source=f"{'. '.join(notes)}.",
        pictures=Pictures(found, government, scope.unit, scope.period, lists),
        years=years_of(government.id),
        may_see_published=actor.may(Permission.PUBLISHED_READ, government.id),
        view=view,
        views={name: VIEWS[name] for name in views},
        **_WORDS,
        **_PARTS[view](scope, found),
    )


def columns(first: object) -> list[Any]:
    """The columns of a table of groups; each leads to its definition."""
    about = get_template_attribute("complaints/statistics/numbers.html", "about")
    return [
        first,
        *({"label": about(label, anchor), "number": True} for label, anchor in _COLUMNS),
    ]


_COLUMNS = (
    (_l("Masuk"), "masuk"),
    (_l("Ditindaklanjuti"), "ditindaklanjuti"),
    (_l("Selesai"), "selesai"),
    (_l("Terbuka"), "terbuka"),
    (_l("Lewat tenggat"), "lewat-tenggat"),
    (_l("Verifikasi tepat"), "tepat-waktu"),
    (_l("Tindak lanjut tepat"), "tepat-waktu"),
    (_l("Penyelesaian tepat"), "tepat-waktu"),
    (_l("Laju"), "laju"),
    (_l("Median selesai"), "lama"),
)
_TEMPLATES = {SUMMARY: "summary", TIME: "time", UNITS: "units", DETAILS: "details"}
_WORDS: Mapping[str, Any] = {
    "columns": columns,
    "dimensions": Dimension,
    "dimension_labels": DIMENSION_LABELS,
    "group_text": group_text,
    "month_text": month_text,
    "period_name": period_name,
    "stages": JUDGED_STAGES,
    "stage_labels": STAGE_LABELS,
    "clock_labels": CLOCK_LABELS,
    "status_labels": STATUS_LABELS,
    "status_tones": STATUS_TONES,
    "statuses": Status,
    "small_volume": SMALL_VOLUME,
    "age_text": age_text,
    "volume_text": volume_text,
}


def _summary(_scope: Scope, _found: Figures) -> dict[str, Any]:
    return {}


def _time(scope: Scope, found: Figures) -> dict[str, Any]:
    grain = request.args.get("rincian", "")
    dimension = GRAINS.get(grain, Dimension.MONTH)
    groups = {
        Dimension.MONTH: found.by_month,
        Dimension.QUARTER: found.by_quarter,
        Dimension.YEAR: found.by_year,
    }[dimension]
    return {
        "comparison": comparison_of(scope.government, *scope.period, scope.unit_id),
        "compared_labels": COMPARED_LABELS,
        "grains": GRAINS,
        "grain": dimension,
        "groups": groups[-MOST_PERIODS:],
        "is_cut": len(groups) > MOST_PERIODS,
    }


def _units(scope: Scope, found: Figures) -> dict[str, Any]:
    wanted = request.args.get("ukuran", "")
    measure = wanted if wanted in MEASURES else "followed_up"
    known = [group for group in found.by_unit if group.key is not None]
    heard = {group.key for group in known}
    return {
        "silent": [unit.name for unit in scope.units if unit.id not in heard],
        "measure": measure,
        "measures": MEASURE_LABELS,
        "ranked": rank(known, MEASURES[measure]),
        "unrouted": next((group for group in found.by_unit if group.key is None), None),
    }


def _details(_scope: Scope, _found: Figures) -> dict[str, Any]:
    return {}


_PARTS: dict[str, Callable[[Scope, Figures], dict[str, Any]]] = {
    SUMMARY: _summary,
    TIME: _time,
    UNITS: _units,
    DETAILS: _details,
}
