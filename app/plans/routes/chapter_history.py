"""The earlier states of a chapter: what changed, and bringing one back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions import restore_chapter
from app.plans.actions.guards import hold, latest
from app.plans.forms import RestoreForm
from app.plans.models import Chapter, ChapterState
from app.plans.narrative import KEPT_STATES
from app.plans.queries import state_of, states_of
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_chapter
from app.plans.rules import is_editable
from app.plans.words import compare_words, text_of
from app.web.conflict import Difference, require_version
from app.web.pagination import page_of


@bp.get("/rencana-aksi/<plan_id>/naskah/<code>/riwayat")
@requires(Permission.PLAN_DISCUSS)
def chapter_history(plan_id: str, code: str) -> str:
    """All kept states; `?versi=` shows what changed from that one to `?ke=`, without it to the present text."""
    plan, chapter = open_chapter(Permission.PLAN_DISCUSS, plan_id, code)
    chosen = _chosen(chapter, "versi")
    other = _chosen(chapter, "ke")
    after = other or chapter
    states = states_of(chapter)
    may_edit = current_actor().may(Permission.PLAN_EDIT, plan.government_id)
    return render_template(
        "plans/chapter_history.html",
        plan=plan,
        chapter=chapter,
        page=page_of(states),
        newest=states[0].number if states else 0,
        chosen=chosen,
        other=other,
        words=compare_words(text_of(chosen.body), text_of(after.body)) if chosen else (),
        kept=KEPT_STATES,
        editable=is_editable(plan.state) and may_edit,
    )


@bp.post("/rencana-aksi/<plan_id>/naskah/<code>/pulihkan")
@requires(Permission.PLAN_EDIT)
def restore_chapter_step(plan_id: str, code: str) -> ResponseReturnValue:
    """Bring an earlier state back."""
    plan, chapter = open_chapter(Permission.PLAN_EDIT, plan_id, code)
    form = RestoreForm()
    back = url_for("plans.chapter_history", plan_id=plan.id, code=code)
    if not form.validate_on_submit():
        abort(400)
    hold(plan)
    latest(chapter)
    state = state_of(chapter, form.number.data) or abort(404)
    require_version(
        chapter,
        form.version.data,
        differences=[
            Difference(_("Judul bab"), state.title, chapter.title),
            Difference(_("Isi"), text_of(state.body), text_of(chapter.body)),
        ],
        back_url=back,
    )
    restore_chapter(current_actor(), plan, chapter, state)
    flash(_("Isi nomor %(n)s dikembalikan sebagai keadaan terbaru.", n=state.number), "success")
    return redirect(back)


def _chosen(chapter: Chapter, argument: str) -> ChapterState | None:
    """The state that the address names; 404 if there is none of this number."""
    asked = request.args.get(argument, "")
    if not asked:
        return None
    return state_of(chapter, int(asked) if asked.isdecimal() and len(asked) < 10 else None) or abort(404)
