"""The chapters: read with their figures, edited with their placeholders."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions import save_chapter
from app.plans.actions.guards import hold, latest
from app.plans.forms import ChapterForm
from app.plans.narrative import sanitised
from app.plans.queries import (
    chapters_of,
    comments_of,
    doubts_by_chapter,
    doubts_of,
    placeholder_values,
    preview,
    working_document,
)
from app.plans.queries.margin import open_notes, present_beside
from app.plans.queries.templates import offers
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import back_to, open_chapter, open_plan
from app.plans.rules import is_editable
from app.plans.words import text_of
from app.web.conflict import Difference, require_version


@bp.get("/rencana-aksi/<plan_id>/naskah")
@requires(Permission.PLAN_READ)
def narrative(plan_id: str) -> str:
    """All chapters as they will be printed."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    document = working_document(plan)
    found = chapters_of(plan)
    chapters = [(chapter, preview(chapter, document)) for chapter in found]
    actor = current_actor()
    may_edit = actor.may(Permission.PLAN_EDIT, plan.government_id)
    may_discuss = actor.may(Permission.PLAN_DISCUSS, plan.government_id)
    editable = is_editable(plan.state) and may_edit
    return render_template(
        "plans/narrative.html",
        plan=plan,
        chapters=chapters,
        comments=comments_of(plan),
        doubts=doubts_by_chapter(found, document) if may_discuss else {},
        may_discuss=may_discuss,
        notes=open_notes(found) if may_discuss else {},
        editable=editable,
        newer=len(offers(plan, found)) if editable else 0,
    )


@bp.route("/rencana-aksi/<plan_id>/naskah/<code>", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_chapter(plan_id: str, code: str) -> ResponseReturnValue:
    """Edit a chapter."""
    plan, chapter = open_chapter(Permission.PLAN_EDIT, plan_id, code)
    form = ChapterForm(title=chapter.title, body=chapter.body, version=chapter.version)
    if form.validate_on_submit():
        typed = sanitised(form.body.data or "")
        hold(plan)
        latest(chapter)
        require_version(
            chapter,
            form.version.data,
            differences=[
                Difference(str(form.title.label.text), form.title.data, chapter.title),
                Difference(str(form.body.label.text), text_of(typed), text_of(chapter.body)),
            ],
            back_url=url_for("plans.edit_chapter", plan_id=plan.id, code=code),
        )
        save_chapter(current_actor(), plan, chapter, form.title.data, form.body.data or "")
        flash(_("%(title)s disimpan.", title=chapter.title), "success")
        if "stay" in request.form:
            return redirect(url_for("plans.edit_chapter", plan_id=plan.id, code=code))
        return redirect(back_to(url_for("plans.narrative", plan_id=plan.id, _anchor=code)))
    document = working_document(plan)
    return render_template(
        "plans/chapter_form.html",
        form=form,
        plan=plan,
        chapter=chapter,
        filled=preview(chapter, document),
        values=placeholder_values(document),
        comments=comments_of(plan).by_chapter.get(code, ()),
        doubts=doubts_of(chapter, document),
        present=present_beside(current_actor(), chapter),
        notes=open_notes([chapter]).get(code, 0),
        editable=is_editable(plan.state),
    ), 422 if form.errors else 200
