"""`/pengaduan/kalender`: the days that do not count, and the deadlines, for anybody who wonders about a clock."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.complaints.decree_days import FIRST_YEAR, LAST_YEAR
from app.complaints.labels import DAY_LABELS, KLASS_LABELS, STAGE_LABELS
from app.complaints.queries.judging import free_days, rules_in_force
from app.complaints.routes.blueprint import bp
from app.db import utc_now
from app.organisations.context import find_government


@bp.get("/kalender")
@requires(Permission.CALENDAR_READ)
def calendar() -> ResponseReturnValue:
    """One year of free days, and the deadlines in force."""
    years: Sequence[int] = range(FIRST_YEAR, LAST_YEAR + 1)
    year = request.args.get("tahun", type=int)
    chosen = year if year is not None and year in years else min(max(utc_now().year, FIRST_YEAR), LAST_YEAR)
    return render_template(
        "complaints/calendar.html",
        year=chosen,
        years=years,
        days=free_days(find_government(current_actor()), chosen),
        rules=rules_in_force(),
        day_labels=DAY_LABELS,
        klass_labels=KLASS_LABELS,
        stage_labels=STAGE_LABELS,
    )
