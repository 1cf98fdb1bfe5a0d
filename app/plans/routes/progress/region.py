"""Progress across governments: provinces for the ministry, regencies and cities for a province."""

from flask import current_app, render_template, request

from app.access import Permission, current_actor, requires
from app.db import day_in
from app.plans.queries.progress import by_province, governments_in, latest_opened
from app.plans.routes.blueprint import bp
from app.plans.rules import QUARTERS
from app.plans.rules.progress import has_begun, total
from app.web.pagination import page_of


@bp.get("/capaian/wilayah")
@requires(Permission.PROGRESS_READ)
def progress_region() -> str:
    """One quarter of every government within reach; those with a plan first, and how many stand behind each figure."""
    year, quarter = _wanted()
    province = request.args.get("provinsi", "")
    rows = governments_in(current_actor(), year, quarter, province)
    provinces = by_province(rows)
    national = len(provinces) > 1
    shown = (
        sorted(provinces, key=lambda each: -each.with_plan)
        if national
        else sorted(rows, key=lambda each: each.plan_id is None)
    )
    return render_template(
        "plans/progress/region.html",
        year=year,
        quarter=quarter,
        quarters=_quarters(),
        province=province,
        national=national,
        page=page_of(shown),
        with_plan=sum(row.plan_id is not None for row in rows),
        opened=sum(row.state is not None for row in rows),
        governments=len(rows),
        standing=total(row.standing for row in rows),
    )


def _quarters() -> list[tuple[int, int]]:
    """The quarters of the usual plan years that have begun, the latest first."""
    today = day_in()
    years = current_app.config["PLAN_YEARS"]
    found = [(year, quarter) for year in years for quarter in QUARTERS if has_begun(year, quarter, today)]
    return list(reversed(found)) or [(years[0], 1)]


def _wanted() -> tuple[int, int]:
    """The quarter of the address, else the latest that somebody within reach has opened."""
    year, _sep, quarter = request.args.get("tw", "").partition("-")
    if year.isdecimal() and quarter in {str(each) for each in QUARTERS} and len(year) == 4:
        return int(year), int(quarter)
    return latest_opened(current_actor()) or _quarters()[0]
