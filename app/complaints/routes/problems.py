"""`/pengaduan/masalah`: complaint patterns that rise or run late, and what became of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, check, current_actor, fetch, requires
from app.complaints.actions.problems import (
    NotOpen,
    dismiss_problem,
    reopen_problem,
    search_problems,
    signs_of,
)
from app.complaints.forms import ConfirmForm, ReasonForm
from app.complaints.labels import month_text
from app.complaints.models import RecurringProblem
from app.complaints.problem_answers import answers_to, beginning_for
from app.complaints.problem_labels import (
    EFFECT_LABELS,
    PROBLEM_LABELS,
    PROBLEM_TONES,
    SIGN_LABELS,
    SIGN_TEXTS,
)
from app.complaints.queries.problems import ProblemFilter, counts_by_month, cut_off_day, problems_of
from app.complaints.queries.register import NO_UNIT, units_to_choose
from app.complaints.recurring import Counts, ProblemState, Sign, Span, month_start
from app.complaints.routes.blueprint import bp
from app.complaints.routes.listing import choose_government
from app.db import db
from app.organisations.context import current_government, find_government
from app.organisations.models import Government
from app.web.pagination import paginate


@bp.get("/masalah")
@requires(Permission.COMPLAINT_READ)
def problems() -> ResponseReturnValue:
    """The recurring problems that this person may see, what waits for somebody first."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return choose_government("complaints.problems")
    wanted = _filter()
    return render_template(
        "complaints/problems.html",
        government=government,
        wanted=wanted,
        page=paginate(problems_of(actor, government, wanted)),
        cut_off=cut_off_day(government),
        units=units_to_choose(actor, government),
        may_settle=actor.may(Permission.PROBLEM_SETTLE, government.id),
        **WORDS,
    )


@bp.post("/masalah/cari")
@requires(Permission.PROBLEM_SETTLE)
def find_problems() -> ResponseReturnValue:
    """Search now instead of after the next import."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.PROBLEM_SETTLE, government.id)
    count = search_problems(actor, government)
    flash(
        ngettext(
            "Pencarian selesai: %(num)s masalah belum diputuskan.",
            "Pencarian selesai: %(num)s masalah belum diputuskan.",
            count,
        ),
        "success",
    )
    return redirect(url_for("complaints.problems", pemerintah=government.code))


@bp.get("/masalah/<problem_id>")
@requires(Permission.COMPLAINT_READ)
def problem(problem_id: str) -> ResponseReturnValue:
    """One problem: its months, why it is one, what answers it, and what changed since."""
    return _page(_mine(Permission.COMPLAINT_READ, problem_id), ReasonForm())


@bp.post("/masalah/<problem_id>/abaikan")
@requires(Permission.PROBLEM_SETTLE)
def dismiss(problem_id: str) -> ResponseReturnValue:
    """Decide that it needs no plan line, for a reason."""
    found = _mine(Permission.PROBLEM_SETTLE, problem_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    try:
        dismiss_problem(current_actor(), found, form.reason.data, seen_version=form.version.data)
    except NotOpen:
        flash(_("Masalah ini sudah diputuskan."), "info")
    else:
        flash(_("Keputusan dan alasannya disimpan."), "success")
    return redirect(url_for("complaints.problem", problem_id=found.id))


@bp.post("/masalah/<problem_id>/buka")
@requires(Permission.PROBLEM_SETTLE)
def reopen(problem_id: str) -> ResponseReturnValue:
    """Take a dismissal back."""
    found = _mine(Permission.PROBLEM_SETTLE, problem_id)
    form = ConfirmForm()
    seen = form.version.data if form.validate_on_submit() else None
    try:
        reopen_problem(current_actor(), found, seen_version=seen)
    except NotOpen:
        flash(_("Masalah ini sudah diputuskan."), "info")
    else:
        flash(_("Masalah dibuka kembali."), "success")
    return redirect(url_for("complaints.problem", problem_id=found.id))


def _filter() -> ProblemFilter:
    state, sign = request.args.get("status", ""), request.args.get("tanda", "")
    return ProblemFilter(
        state=ProblemState(state) if state in tuple(ProblemState) else None,
        sign=sign if sign in tuple(Sign) else "",
        unit_id=request.args.get("opd", "").strip(),
    )


def _mine(permission: Permission, problem_id: str) -> RecurringProblem:
    return fetch(current_actor(), permission, RecurringProblem, problem_id)


def _page(found: RecurringProblem, form: ReasonForm) -> str:
    actor = current_actor()
    government = db.session.get_one(Government, found.government_id)
    form.version.data = found.version if form.version.data is None else form.version.data
    months = _months(found)
    return render_template(
        "complaints/problem.html",
        problem=found,
        government=government,
        form=form,
        reopen_form=ConfirmForm(formdata=None, version=found.version),
        now=Counts(**found.now),
        before=Counts(**found.before),
        months=months,
        late=[counts.late for _month, counts in months],
        in_time=[counts.volume - counts.late for _month, counts in months],
        query=_query(found, government),
        answers=answers_to(actor, found),
        beginning=beginning_for(actor, found) if found.state is not ProblemState.DISMISSED else None,
        may_settle=actor.may(Permission.PROBLEM_SETTLE, found.government_id),
        **WORDS,
    )


def _months(found: RecurringProblem) -> list[tuple[str, Counts]]:
    """The months of the span before and of the present one, empty ones too."""
    pattern = (found.category, found.unit_id)
    start = month_start(found.first_day, -6)
    counted = counts_by_month(found.government_id, Span(start, found.last_day), pattern=pattern)
    by_month = counted.get(pattern, {})
    months, day = [], start
    while day <= found.last_day:
        key = f"{day.year:04d}-{day.month:02d}"
        months.append((month_text(key), by_month.get(key, Counts())))
        day = month_start(day, 1)
    return months


def _query(found: RecurringProblem, government: Government) -> dict[str, str]:
    """The address of the list behind the figures."""
    return {
        "pemerintah": government.code,
        "kategori": found.category,
        "opd": found.unit_id or NO_UNIT,
        "dari": found.first_day.isoformat(),
        "sampai": found.last_day.isoformat(),
    }


WORDS: dict[str, Any] = {
    "signs_of": signs_of,
    "sign_labels": SIGN_LABELS,
    "sign_texts": SIGN_TEXTS,
    "problem_labels": PROBLEM_LABELS,
    "problem_tones": PROBLEM_TONES,
    "problem_states": ProblemState,
    "all_signs": Sign,
    "effect_labels": EFFECT_LABELS,
}
