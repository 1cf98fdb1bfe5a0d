"""`/pengaduan/statistik/pemerintah`: the governments within reach side by side, for those above governments."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission, current_actor, requires
from app.complaints.exporting import attachment
from app.complaints.exporting_figures import government_sheet
from app.complaints.labels.figures import MEASURE_LABELS, period_text, volume_text
from app.complaints.queries.areas import years_within
from app.complaints.queries.governments import GovernmentFigures, government_figures
from app.complaints.queries.patience import last_counted
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import day
from app.complaints.routes.statistics.lists import Lists, lists_of_government
from app.complaints.routes.statistics.page import columns
from app.complaints.routes.statistics.scope import behind_notes
from app.complaints.statistics import GroupFigures
from app.complaints.statistics.ranking import MEASURES, VolumeGroup, rank
from app.db import utc_now
from app.organisations.context import watches
from app.organisations.models import Government, GovernmentKind
from app.web.filters import waktu
from app.web.pagination import page_of

KINDS = {
    "kabupaten-kota": (_l("Kabupaten dan kota"), (GovernmentKind.REGENCY, GovernmentKind.CITY)),
    "provinsi": (_l("Provinsi"), (GovernmentKind.PROVINCE,)),
}
PER_PAGE = 50


@bp.get("/statistik/pemerintah")
@requires(Permission.COMPLAINT_FIGURES)
@last_counted()
def compare_governments() -> ResponseReturnValue:
    """Governments ranked among those with about as many complaints, or in any other order."""
    if not watches(current_actor()):
        return redirect(url_for("complaints.statistics"))
    found, measure = _found(), _measure()
    sort = request.args.get("urut", "")
    order = _ORDERS.get(sort.removeprefix("-"))
    return render_template(
        "complaints/statistics/governments.html",
        page=page_of(_placed(found, measure) if order is None else _sorted(found, sort), per_page=PER_PAGE),
        ranked=order is None,
        sort=sort,
        measure=measure,
        measures=MEASURE_LABELS,
        kinds={name: label for name, (label, _kinds) in KINDS.items()},
        kind=_kind(),
        period={name: value.isoformat() for name, value in _period().items() if value},
        words=_words(),
        years=years_within(current_actor()),
        columns=columns,
        lists_of=_lists_of,
        volume_text=volume_text,
        total=sum(one.figures.incoming for one in found),
        reporting=sum(one.figures.incoming > 0 for one in found),
        governments=len(found),
        notes=_notes(),
    )


@bp.get("/statistik/pemerintah.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_FIGURES)
@last_counted()
def export_governments(kind: str) -> ResponseReturnValue:
    """The same governments as a file, with every figure."""
    if not watches(current_actor()):
        abort(404)
    return attachment([government_sheet(_found(), _notes())], "statistik-pengaduan-pemerintah", kind)


def _lists_of(government: Government) -> Lists:
    period = _period()
    return lists_of_government(current_actor(), government, period["dari"], period["sampai"])


def _found() -> list[GovernmentFigures]:
    period = _period()
    found = government_figures(current_actor(), period["dari"], period["sampai"], KINDS[_kind()][1])
    words = _words().casefold()
    return [
        one
        for one in found
        if words in one.government.name.casefold() or one.government.code.startswith(words)
    ]


def _placed(found: list[GovernmentFigures], measure: str) -> list[tuple[VolumeGroup | None, int | None, Any]]:
    """(the group that begins here, place, government), in the order of the ranking."""
    by_code = {one.government.code: one for one in found}
    rows: list[tuple[VolumeGroup | None, int | None, Any]] = []
    for group in rank([one.figures for one in found], MEASURES[measure]):
        for number, placed in enumerate(group.placed):
            first = group if number == 0 else None
            rows.append((first, placed.place, by_code[placed.group.key or ""]))
    return rows


def _sorted(found: list[GovernmentFigures], sort: str) -> list[tuple[None, None, GovernmentFigures]]:
    key = _ORDERS[sort.removeprefix("-")]
    ordered = sorted(
        found, key=lambda one: (key(one.figures), one.government.code), reverse=sort.startswith("-")
    )
    return [(None, None, one) for one in ordered]


_ORDERS: dict[str, Callable[[GroupFigures], Any]] = {
    "nama": lambda group: group.name,
    "masuk": lambda group: group.incoming,
    "terbuka": lambda group: group.open,
    "lewat": lambda group: group.overdue,
}


def _measure() -> str:
    wanted = request.args.get("ukuran", "")
    return wanted if wanted in MEASURES else "followed_up"


def _kind() -> str:
    wanted = request.args.get("jenis", "")
    return wanted if wanted in KINDS else "kabupaten-kota"


def _period() -> dict[str, Any]:
    return {"dari": day("dari"), "sampai": day("sampai")}


def _words() -> str:
    return request.args.get("cari", "").strip()


def _notes() -> list[str]:
    period = _period()
    return [
        str(KINDS[_kind()][0]),
        period_text(period["dari"], period["sampai"]),
        _("Dibuat %(when)s", when=waktu(utc_now())),
        *behind_notes(),
    ]
