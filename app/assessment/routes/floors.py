"""`/asesmen/kemajuan`: how far the filling is in the governments of a province, or in all provinces."""

from collections.abc import Iterable
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.assessment.queries.floors import (
    FloorFilter,
    GovernmentFloor,
    ProvinceFloor,
    Standing,
    busiest_year,
    governments_in_year,
    in_order,
    provinces_of,
    years_within,
)
from app.assessment.routes.blueprint import bp
from app.assessment.rules import Floor, days_left, together
from app.db import utc_now
from app.organisations.context import watches
from app.web.charts.steps import equal_steps
from app.web.charts.tile_map import PROVINCES, Kind, Tile
from app.web.filters import number, percent1
from app.web.pagination import page_of


@bp.get("/kemajuan")
@requires(Permission.ASSESSMENT_BOARD)
def floors() -> ResponseReturnValue:
    """The provinces, or the governments of one; those who see one government only go to its board."""
    actor = current_actor()
    if not watches(actor):
        return redirect(url_for("assessment.board"))
    now, years = utc_now(), years_within(actor)
    usual = busiest_year(actor, now) or (years[0] if years else now.year)
    year = request.args.get("tahun", usual, type=int)
    found = governments_in_year(actor, year, now)
    provinces = provinces_of(found)
    wanted = _filter()
    code = request.args.get("provinsi", "").strip()
    if not code and len(provinces) == 1:
        code = provinces[0].code
    chosen = next((each for each in provinces if each.code == code), None)
    if code and chosen is None:
        abort(404)
    inside = [each for each in found if chosen is None or each.province_id == chosen.id]
    # Words and states look for governments, wherever they are.
    national = chosen is None and not (wanted.words or wanted.standing)
    listed = wanted.arrange(inside)
    return render_template(
        "assessment/floors.html",
        year=year,
        years=years,
        province=chosen,
        provinces=provinces,
        national=national,
        wanted=wanted,
        page=page_of(in_order(provinces, wanted.order)) if national else page_of(listed),
        floor=together(each.floor for each in inside),
        governments=len(inside),
        with_round=sum(each.floor is not None for each in inside),
        tiles=_nation(provinces, year) if chosen is None else _inside(inside, year),
        steps=equal_steps(),
        now=now,
        left=lambda each: _days_left(each, now),
        may_schedule=actor.may(Permission.ROUND_SCHEDULE),
        may_print=actor.may(Permission.REPORT_CREATE) and actor.may(Permission.REVIEW_QUEUE),
    )


def _filter() -> FloorFilter:
    try:
        standing = Standing(request.args.get("status", ""))
    except ValueError:
        standing = None
    return FloorFilter(request.args.get("cari", ""), standing, request.args.get("urut", ""))


def _days_left(each: GovernmentFloor, now: datetime) -> int | None:
    """Days until the government's round closes, by its own clock; `None` when it is closed or past."""
    if each.closes_at is None or not each.is_open or each.closes_at < now:
        return None
    return days_left(now, each.closes_at, each.time_zone)


def _said(floor: Floor | None) -> str:
    if floor is None or not floor.units:
        return str(_("belum ada putaran"))
    text = _(
        "%(n)s dari %(total)s OPD sudah mengirim (%(share)s)",
        n=number(floor.submitted),
        total=number(floor.units),
        share=percent1(floor.share),
    )
    return str(text)


def _nation(found: Iterable[ProvinceFloor], year: int) -> list[Tile]:
    return [
        Tile(
            code=each.code,
            name=each.name,
            kind=Kind.PROVINCE,
            value=each.floor.share,
            words=_said(each.floor),
            href=url_for("assessment.floors", provinsi=each.code, tahun=year),
        )
        for each in found
        if each.code in PROVINCES
    ]


def _inside(found: Iterable[GovernmentFloor], year: int) -> list[Tile]:
    return [
        Tile(
            code=each.code,
            name=each.name,
            kind=Kind(each.kind.value),
            value=each.floor.share if each.floor else None,
            words=_said(each.floor),
            href=url_for("assessment.board", pemerintah=each.code, tahun=year) if each.floor else "",
            label=_("Pemerintah provinsi")
            if each.kind.value == Kind.PROVINCE
            else each.name.removeprefix("Kabupaten "),
        )
        for each in found
    ]
