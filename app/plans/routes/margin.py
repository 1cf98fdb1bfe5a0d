"""The margin of a chapter: notes beside its paragraphs, and who has it open."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.db import db
from app.plans.actions.margin import ParagraphGone, add_note, close_note, may_close, reply_to_note
from app.plans.actions.presence import note_presence
from app.plans.forms.margin import AnswerNoteForm, NoteForm
from app.plans.models import Chapter, MarginNote, Plan
from app.plans.placeholders import fill
from app.plans.queries import placeholder_values, working_document
from app.plans.queries.margin import margin_of, present_beside
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_chapter, open_plan
from app.web.idempotency import idempotent

UNPROCESSABLE = 422


@bp.get("/rencana-aksi/<plan_id>/naskah/<code>/pinggir")
@requires(Permission.PLAN_DISCUSS)
def margin(plan_id: str, code: str) -> str:
    """A chapter with its notes beside it."""
    plan, chapter = open_chapter(Permission.PLAN_DISCUSS, plan_id, code)
    return _show(plan, chapter)


@bp.post("/rencana-aksi/<plan_id>/naskah/<code>/pinggir")
@requires(Permission.PLAN_DISCUSS)
@idempotent
def add_note_step(plan_id: str, code: str) -> ResponseReturnValue:
    """Write a note beside a paragraph."""
    plan, chapter = open_chapter(Permission.PLAN_DISCUSS, plan_id, code)
    form = NoteForm()
    if not form.validate_on_submit():
        return _show(plan, chapter, form), UNPROCESSABLE
    try:
        note = add_note(current_actor(), plan, chapter, form.anchor.data, form.text.data)
    except ParagraphGone:
        form.text.errors = [_("Paragraf ini baru saja diubah orang lain. Pilih paragrafnya lagi.")]
        return _show(plan, chapter, form), UNPROCESSABLE
    flash(_("Catatan pinggir disimpan."), "success")
    return redirect(_at(chapter, note))


@bp.post("/rencana-aksi/pinggir/<note_id>/balas")
@requires(Permission.PLAN_DISCUSS)
@idempotent
def reply_step(note_id: str) -> ResponseReturnValue:
    """Answer a note."""
    note, plan, chapter = _open(note_id)
    form = AnswerNoteForm()
    if not form.validate_on_submit():
        flash(_("Tulis balasannya dahulu, paling banyak 4.000 huruf."), "danger")
        return redirect(_at(chapter, note))
    reply_to_note(current_actor(), plan, chapter, note, form.text.data)
    flash(_("Balasan disimpan."), "success")
    return redirect(_at(chapter, note))


@bp.post("/rencana-aksi/pinggir/<note_id>/selesai")
@requires(Permission.PLAN_DISCUSS)
def close_note_step(note_id: str) -> ResponseReturnValue:
    """Close a note, or open it again."""
    note, _plan, chapter = _open(note_id)
    closed = "buka" not in request.form
    if not close_note(current_actor(), note, closed=closed):
        abort(403)
    flash(_("Catatan ditutup.") if closed else _("Catatan dibuka kembali."), "success")
    return redirect(_at(chapter, note))


@bp.post("/rencana-aksi/<plan_id>/naskah/<code>/hadir")
@requires(Permission.PLAN_EDIT)
def presence(plan_id: str, code: str) -> str:
    """The form of a chapter is open; answers with who else has it open."""
    _plan, chapter = open_chapter(Permission.PLAN_EDIT, plan_id, code)
    note_presence(current_actor(), chapter)
    return render_template("plans/parts/presence.html", present=present_beside(current_actor(), chapter))


def _show(plan: Plan, chapter: Chapter, refused: NoteForm | None = None) -> str:
    actor = current_actor()
    found = margin_of(chapter)
    values = placeholder_values(working_document(plan))
    known = {paragraph.key for paragraph, _threads in found.rows}
    return render_template(
        "plans/margin.html",
        plan=plan,
        chapter=chapter,
        margin=found,
        shown={paragraph.key: fill(paragraph.html, values).html for paragraph, _threads in found.rows},
        refused=refused,
        homeless=refused is not None and refused.anchor.data not in known,
        may_close=lambda note: may_close(actor, note),
        may_edit=actor.may(Permission.PLAN_EDIT, plan.government_id),
    )


def _open(note_id: str) -> tuple[MarginNote, Plan, Chapter]:
    note = fetch(current_actor(), Permission.PLAN_DISCUSS, MarginNote, note_id)
    chapter = db.session.get_one(Chapter, note.chapter_id)
    return note, open_plan(Permission.PLAN_DISCUSS, chapter.plan_id), chapter


def _at(chapter: Chapter, note: MarginNote) -> str:
    anchor = f"catatan-{note.parent_id or note.id}"
    return url_for("plans.margin", plan_id=chapter.plan_id, code=chapter.code.value, _anchor=anchor)
