"""A draft: begun, written chapter by chapter, published or given up."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions.guards import latest
from app.plans.actions.templates import (
    NotADraftError,
    begin_draft,
    delete_draft,
    leave_template_chapter,
    publish_template,
    save_template_chapter,
)
from app.plans.forms.templates import DraftForm, PublishForm, TemplateChapterForm
from app.plans.models import ChapterTemplate
from app.plans.narrative import as_printed, sanitised
from app.plans.narrative_labels import PLACEHOLDER_LABELS
from app.plans.placeholders import fill
from app.plans.queries.templates import (
    Beginning,
    Shelf,
    chapters_in,
    find_shelf,
    may_write,
    national_beginnings,
    version_of,
)
from app.plans.routes.blueprint import bp
from app.plans.routes.templates.reading import show_version, shown_chapters
from app.plans.rules import ChapterCode
from app.plans.rules.templates import TemplateState, slips
from app.plans.sample_figures import SAMPLE_FIGURES
from app.plans.words import text_of
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.post("/templat-naskah/<rak>/konsep")
@requires(Permission.TEMPLATE_EDIT)
@idempotent
def begin_template(rak: str) -> ResponseReturnValue:
    """Begin a draft, or go on with the one that is there."""
    shelf = _shelf(rak)
    if not DraftForm().validate_on_submit():
        abort(400)
    draft = begin_draft(current_actor(), shelf)
    return redirect(url_for("plans.template_version", rak=rak, nomor=draft.number))


@bp.route("/templat-naskah/<rak>/<int:nomor>/<bab>", methods=["GET", "POST"])
@requires(Permission.TEMPLATE_EDIT)
def edit_template(rak: str, nomor: int, bab: str) -> ResponseReturnValue:
    """Write a chapter of a draft; what is mistyped stands beside the form, with its place."""
    shelf, draft = _draft(rak, nomor)
    code = _code(bab)
    own = chapters_in(draft, shelf.source).get(code)
    text = own or national_beginnings(shelf.kind)[code]
    form = TemplateChapterForm(title=text.title, body=text.body, version=draft.version)
    if form.validate_on_submit():
        back = url_for("plans.edit_template", rak=rak, nomor=nomor, bab=bab)
        _compare(form, draft, text, back)
        save_template_chapter(current_actor(), shelf, draft, code, form.title.data, form.body.data)
        mistyped = slips(draft.chapters[code.value]["body"], PLACEHOLDER_LABELS)
        if mistyped or "stay" in request.form:
            flash(_("%(title)s disimpan.", title=form.title.data), "success")
            return redirect(back)
        flash(_("%(title)s disimpan.", title=form.title.data), "success")
        return redirect(url_for("plans.template_version", rak=rak, nomor=nomor, _anchor=bab))
    return render_template(
        "plans/chapter_templates/edit.html",
        shelf=shelf,
        template=draft,
        code=bab,
        form=form,
        text=text,
        is_own=own is not None,
        slips=slips(text.body, PLACEHOLDER_LABELS),
        preview=fill(as_printed(text.body), SAMPLE_FIGURES).html,
        samples=SAMPLE_FIGURES,
    ), 422 if form.errors else 200


@bp.post("/templat-naskah/<rak>/<int:nomor>/<bab>/lepas")
@requires(Permission.TEMPLATE_EDIT)
def leave_template(rak: str, nomor: int, bab: str) -> ResponseReturnValue:
    """Leave a chapter to the ministry's template."""
    shelf, draft = _draft(rak, nomor)
    leave_template_chapter(current_actor(), shelf, draft, _code(bab))
    flash(_("Bab ini mengikuti templat kementerian."), "success")
    return redirect(url_for("plans.template_version", rak=rak, nomor=nomor, _anchor=bab))


@bp.post("/templat-naskah/<rak>/<int:nomor>/terbitkan")
@requires(Permission.TEMPLATE_EDIT)
def publish_template_step(rak: str, nomor: int) -> ResponseReturnValue:
    """Publish a draft in which nothing is mistyped."""
    shelf, draft = _draft(rak, nomor)
    form = PublishForm()
    if not form.validate_on_submit():
        return show_version(shelf, draft, form)
    latest(draft)
    here = url_for("plans.template_version", rak=rak, nomor=nomor)
    require_version(draft, form.version.data, back_url=here)
    if any(chapter.slips for chapter in shown_chapters(shelf, draft)):
        flash(_("Belum diterbitkan: perbaiki dahulu penanda yang salah ketik."), "danger")
        return redirect(here)
    publish_template(current_actor(), shelf, draft, form.note.data)
    flash(_("Versi %(n)s diterbitkan. Rencana aksi baru dimulai dengannya.", n=nomor), "success")
    return redirect(url_for("plans.template_shelf", rak=rak))


@bp.post("/templat-naskah/<rak>/<int:nomor>/hapus")
@requires(Permission.TEMPLATE_EDIT)
def delete_template(rak: str, nomor: int) -> ResponseReturnValue:
    """Give a draft up."""
    shelf, draft = _draft(rak, nomor)
    delete_draft(current_actor(), shelf, draft)
    flash(_("Konsep dihapus."), "success")
    return redirect(url_for("plans.template_shelf", rak=rak))


@bp.errorhandler(NotADraftError)
def _published_meanwhile(_error: NotADraftError) -> ResponseReturnValue:
    """Somebody published or deleted it: the history says what is there now."""
    flash(_("Konsep ini sudah diterbitkan dan tidak dapat diubah lagi."), "warning")
    return redirect(url_for("plans.template_shelf", rak=(request.view_args or {})["rak"]))


def _shelf(name: str) -> Shelf:
    actor = current_actor()
    shelf = find_shelf(actor, Permission.TEMPLATE_EDIT, name)
    if not may_write(actor, shelf):
        abort(404)
    return shelf


def _draft(name: str, number: int) -> tuple[Shelf, ChapterTemplate]:
    """A draft on a shelf that the person writes; a published version is not opened for writing."""
    shelf = _shelf(name)
    template = version_of(shelf, number)
    if template.state is not TemplateState.DRAFT:
        raise NotADraftError(template.id)
    return shelf, template


def _code(name: str) -> ChapterCode:
    if name not in set(ChapterCode):
        abort(404)
    return ChapterCode(name)


def _compare(form: TemplateChapterForm, draft: ChapterTemplate, saved: Beginning, back: str) -> None:
    """409 with both texts when somebody saved the draft meanwhile."""
    latest(draft)
    require_version(
        draft,
        form.version.data,
        differences=[
            Difference(str(form.title.label.text), form.title.data, saved.title),
            Difference(str(form.body.label.text), text_of(sanitised(form.body.data)), text_of(saved.body)),
        ],
        back_url=back,
    )
