"""The board: every OPD by category, who is late, reminders."""

from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, fetch, requires
from app.assessment.actions import remind
from app.assessment.models import Round
from app.assessment.queries import BoardFilter, load_board, rounds_of
from app.assessment.queries.deadlines import closing_day, how_busy
from app.assessment.routes.blueprint import bp
from app.assessment.routes.home import choose_government
from app.assessment.routes.loading import choose
from app.assessment.rules import remaining
from app.assessment.states import AssessmentState, RoundState
from app.assessment.whatsapp import reminder_links
from app.db import utc_now
from app.organisations.context import watches
from app.organisations.models import Government, UnitKind
from app.web.pagination import page_of

Choice = TypeVar("Choice", bound=StrEnum)
PER_PAGE = 50  # most governments have fewer OPD


@bp.get("/papan")
@requires(Permission.ASSESSMENT_BOARD)
def board() -> str:
    """OPD by category, filtered by state, kind and words."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None:
        return choose_government("assessment.board", request.args.get("cari", ""))
    may_manage = actor.may(Permission.ROUND_MANAGE, choice.government.id)
    if choice.round is None:
        return render_template("assessment/no_round.html", choice=choice, may_manage=may_manage)
    wanted = BoardFilter(
        state=_member(AssessmentState, request.args.get("status", "")),
        kind=_member(UnitKind, request.args.get("jenis", "")),
        late="terlambat" in request.args,
        untouched="belum-mulai" in request.args,
        words=request.args.get("cari", ""),
        order=request.args.get("urut", ""),
    )
    now = utc_now()
    found = load_board(choice.round, wanted, now)
    zone = ZoneInfo(choice.government.time_zone.value)
    may_verify = actor.may(Permission.ASSESSMENT_VERIFY, choice.government.id)
    return render_template(
        "assessment/board.html",
        board=found,
        page=page_of(found.rows, per_page=PER_PAGE),
        floor=found.floor,
        above=_above(choice.government) if watches(actor) else None,
        wanted=wanted,
        choice=choice,
        rounds=rounds_of(actor, choice.government.id),
        left=remaining(now, choice.round.closes_at) if choice.round.state is RoundState.OPEN else None,
        busy=how_busy(now),
        scheduled=closing_day(choice.government, choice.round.year),
        closes_on=choice.round.closes_at.astimezone(zone).date(),
        may_manage=may_manage,
        may_verify=may_verify,
        links=reminder_links(found) if may_verify else {},
        may_read=actor.may(Permission.ASSESSMENT_READ, choice.government.id),
        may_print=actor.may(Permission.REPORT_CREATE, choice.government.id),
    )


def _above(government: Government) -> Government:
    """The province that a government is counted with."""
    return government.parent if government.parent is not None else government


@bp.post("/papan/<round_id>/ingatkan")
@requires(Permission.ASSESSMENT_VERIFY)
def send_reminders(round_id: str) -> ResponseReturnValue:
    """Remind the chosen OPD; whoever was reminded within the hour is passed over."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    result = remind(actor, round_, request.form.getlist("assessment"))
    if result.told:
        flash(
            ngettext("Pengingat dikirim ke %(num)s OPD.", "Pengingat dikirim ke %(num)s OPD.", result.told),
            "success",
        )
    else:
        flash(_("Tidak ada pengingat baru yang dikirim."), "info")
    if result.without_admin:
        names = ", ".join(result.without_admin)
        flash(_("Belum ada admin OPD yang dapat diingatkan: %(names)s.", names=names), "warning")
    return redirect(url_for("assessment.board", tahun=round_.year))


def _member(words: type[Choice], text: str) -> Choice | None:
    try:
        return words(text)
    except ValueError:
        return None
