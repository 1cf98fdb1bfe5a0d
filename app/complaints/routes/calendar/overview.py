"""`/pengaduan/kalender`: one year for anybody who wonders about a clock; as files; and what was changed."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, requires
from app.audit.people import people
from app.complaints.calendar import DayKind
from app.complaints.calendar_files import calendar_file
from app.complaints.calendar_forms import YearForm
from app.complaints.calendar_text import klass_text, month_title, story, summary
from app.complaints.calendar_view import months_of
from app.complaints.calendar_years import YearState
from app.complaints.decree_days import FIRST_YEAR, LAST_YEAR
from app.complaints.explanation_text import day_text
from app.complaints.labels import DAY_LABELS, STAGE_LABELS
from app.complaints.models import CalendarChange
from app.complaints.queries.changes import history, last_year_entered, undone_among, waiting_changes
from app.complaints.queries.judging import free_days, local_days, rules_with_basis, states_of_years
from app.complaints.routes.blueprint import bp
from app.db import db, utc_now
from app.organisations.context import find_government
from app.organisations.models import Government
from app.web.pagination import paginate

_SHOWN = 5  # changes on the page of a year


@bp.get("/kalender")
@requires(Permission.CALENDAR_READ)
def calendar() -> ResponseReturnValue:
    """One year of free days, the deadlines, and the latest changes."""
    actor = current_actor()
    government = find_government(actor)
    year, kind = _year(), _kind()
    days = free_days(government, year)
    latest = db.session.scalars(history(government, year).limit(_SHOWN)).all()
    own = _editable_government(actor, government)
    return render_template(
        "complaints/calendar/overview.html",
        government=government,
        own=own,
        may_edit=actor.may(Permission.CALENDAR_EDIT),
        year=year,
        years=_years(),
        state=states_of_years([year])[year],
        states=YearState,
        days=[free for free in days if kind is None or free.kind is kind],
        local=local_days(own, year) if own else {},
        kind=kind,
        kinds=DayKind,
        months=months_of(year, days),
        as_grid=request.args.get("tampilan") == "setahun",
        rules=rules_with_basis(),
        klass_text=klass_text,
        changes=_shown(latest),
        waiting=waiting_changes(actor),
        summary=summary,
        year_form=YearForm(formdata=None, year=year),
        day_labels=DAY_LABELS,
        day_text=day_text,
        month_title=month_title,
        stage_labels=STAGE_LABELS,
    )


@bp.get("/kalender.<any(csv, xlsx, ics):kind>")
@requires(Permission.CALENDAR_READ)
def export_calendar(kind: str) -> ResponseReturnValue:
    """The year as a file."""
    government = find_government(current_actor())
    year, chosen = _year(), _kind()
    days = [free for free in free_days(government, year) if chosen is None or free.kind is chosen]
    place = government.name if government else _("Indonesia")
    title = _("Kalender hari kerja %(year)s, %(place)s", year=str(year), place=place)
    return calendar_file(days, title, f"kalender-{year}", kind)


@bp.get("/kalender/riwayat")
@requires(Permission.CALENDAR_READ)
def calendar_history() -> ResponseReturnValue:
    """Everything that was changed, the latest first."""
    actor = current_actor()
    government = find_government(actor)
    page = paginate(history(government))
    return render_template(
        "complaints/calendar/history.html",
        government=government,
        own=_editable_government(actor, government),
        may_edit=actor.may(Permission.CALENDAR_EDIT),
        page=page,
        changes=_shown(page.rows),
    )


def _shown(changes: Sequence[CalendarChange]) -> list[dict[str, object]]:
    """Changes for a timeline: when, who, what, why."""
    names = people().names({change.created_by for change in changes if change.created_by})
    undone = undone_among(changes)
    return [
        {
            "change": change,
            "title": summary(change),
            "text": story(change),
            "who": names.get(change.created_by or "", _("Sistem")),
            "where": _("daerah") if change.government_id else _("nasional"),
            "undone": change.id in undone,
        }
        for change in changes
    ]


def _editable_government(actor: Actor, government: Government | None) -> Government | None:
    """The government whose local holidays this person keeps."""
    if government and actor.may(Permission.LOCAL_HOLIDAY_EDIT, government.id):
        return government
    return None


def _years() -> range:
    """From the first known year to the one after the last: the next to be filled."""
    last = max(LAST_YEAR, utc_now().year, last_year_entered() or 0)
    return range(FIRST_YEAR, last + 2)


def _year() -> int:
    asked = request.args.get("tahun", type=int)
    years = _years()
    return asked if asked is not None and asked in years else min(max(utc_now().year, years[0]), years[-1])


def _kind() -> DayKind | None:
    asked = request.args.get("jenis", "")
    return DayKind(asked) if asked in set(DayKind) else None
