"""A newer template beside the chapters of a plan, and taking it over chapter by chapter."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions.guards import hold, latest
from app.plans.actions.templates import Taking, take_template
from app.plans.forms.templates import TakeForm
from app.plans.queries import chapters_of
from app.plans.queries.templates import Offer, offers, origins_of
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_chapter, open_plan
from app.plans.rules import is_editable
from app.plans.words import Words, compare_words, text_of
from app.web.conflict import Difference, require_version


@bp.get("/rencana-aksi/<plan_id>/templat")
@requires(Permission.PLAN_EDIT)
def newer_templates(plan_id: str) -> str:
    """What the newer template says, and what becomes of the chapter when it is taken over."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    chapters = chapters_of(plan)
    return render_template(
        "plans/chapter_templates/newer.html",
        plan=plan,
        chapters=chapters,
        stands=origins_of(plan),
        offers=[(offer, *_differences(offer)) for offer in offers(plan, chapters)],
        form=TakeForm(formdata=None),
        editable=is_editable(plan.state),
    )


@bp.post("/rencana-aksi/<plan_id>/naskah/<code>/templat")
@requires(Permission.PLAN_EDIT)
def take_newer_template(plan_id: str, code: str) -> ResponseReturnValue:
    """Take the newer template over into one chapter, or leave the chapter as it is."""
    plan, chapter = open_chapter(Permission.PLAN_EDIT, plan_id, code)
    form = TakeForm()
    if not form.validate_on_submit():
        abort(400)
    hold(plan)
    latest(chapter)
    back = url_for("plans.newer_templates", plan_id=plan.id)
    found = offers(plan, [chapter])
    if not found:
        flash(_("Bab ini sudah sesuai dengan templat terbaru."), "info")
        return redirect(back)
    require_version(
        chapter,
        form.version.data,
        differences=[Difference(_("Isi"), text_of(found[0].merged.body), text_of(chapter.body))],
        back_url=back,
    )
    how = Taking(form.how.data)
    take_template(current_actor(), plan, found[0], how)
    flash(
        _("%(title)s tetap seperti yang ditulis.", title=chapter.title)
        if how is Taking.KEEP
        else _("%(title)s mengikuti templat terbaru. Isi sebelumnya ada dalam riwayat.", title=chapter.title),
        "success",
    )
    return redirect(back)


def _differences(offer: Offer) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """What the template changed; what taking it over changes in the chapter."""
    here = text_of(offer.chapter.body)
    return (
        compare_words(text_of(offer.stands_on.body), text_of(offer.newer.body)),
        compare_words(here, text_of(offer.merged.body)),
    )
