"""The shelves, the history of one, and a version with sample figures beside the one before it."""

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.assessment.queries import user_names
from app.organisations.context import find_government
from app.organisations.models import GovernmentKind
from app.plans.forms.templates import DraftForm, PublishForm
from app.plans.models import ChapterTemplate
from app.plans.narrative import as_printed
from app.plans.narrative_labels import PLACEHOLDER_LABELS
from app.plans.placeholders import fill
from app.plans.queries.templates import (
    NATIONAL_SHELVES,
    Beginning,
    Shelf,
    chapters_in,
    find_shelf,
    in_force,
    may_write,
    national_beginnings,
    packaged,
    version_of,
    versions_of,
)
from app.plans.routes.blueprint import bp
from app.plans.rules import ChapterCode
from app.plans.rules.templates import Slip, TemplateState, slips
from app.plans.sample_figures import SAMPLE_FIGURES
from app.plans.words import Words, compare_words, text_of


@dataclass(frozen=True, slots=True)
class ShownChapter:
    """One chapter of a version as the page shows it; `words` is empty where nothing is different."""

    code: str
    title: str
    html: str  # filled with sample figures
    slips: tuple[Slip, ...]
    title_before: str
    words: tuple[Words, ...]
    is_own: bool  # False: a government leaves it to the ministry


@bp.get("/templat-naskah")
@requires(Permission.TEMPLATE_READ)
def chapter_templates() -> ResponseReturnValue:
    """Every shelf that the person may look at."""
    actor = current_actor()
    shelves = [Shelf(name, kind) for name, kind in NATIONAL_SHELVES.items()]
    government = find_government(actor)
    if government is not None and government.kind is not GovernmentKind.MINISTRY:
        shelves = [
            Shelf(government.code, government.kind, government),
            *(shelf for shelf in shelves if shelf.kind is government.kind),
        ]
    return render_template(
        "plans/chapter_templates/index.html",
        shelves=[(shelf, in_force(shelf), may_write(actor, shelf)) for shelf in shelves],
    )


@bp.get("/templat-naskah/<rak>")
@requires(Permission.TEMPLATE_READ)
def template_shelf(rak: str) -> ResponseReturnValue:
    """The history of a shelf."""
    actor = current_actor()
    shelf = find_shelf(actor, Permission.TEMPLATE_READ, rak)
    writes = may_write(actor, shelf)
    versions = [each for each in versions_of(shelf) if writes or each.state is TemplateState.PUBLISHED]
    return render_template(
        "plans/chapter_templates/shelf.html",
        shelf=shelf,
        versions=versions,
        names=user_names(each.published_by for each in versions),
        in_force=in_force(shelf),
        form=DraftForm(),
        writes=writes,
        has_draft=bool(versions) and versions[0].state is TemplateState.DRAFT,
    )


@bp.get("/templat-naskah/<rak>/<int:nomor>")
@requires(Permission.TEMPLATE_READ)
def template_version(rak: str, nomor: int) -> ResponseReturnValue:
    """A version: its chapters with sample figures, and word by word what is different from the one before."""
    shelf = find_shelf(current_actor(), Permission.TEMPLATE_READ, rak)
    return show_version(shelf, version_of(shelf, nomor), PublishForm(formdata=None))


def show_version(shelf: Shelf, template: ChapterTemplate, form: PublishForm) -> ResponseReturnValue:
    """The page of a version; a note that was refused stays in its form. A draft is shown to its writers only."""
    writes = may_write(current_actor(), shelf)
    is_draft = template.state is TemplateState.DRAFT
    if is_draft and not writes:
        abort(404)
    form.version.data = template.version
    chapters = shown_chapters(shelf, template)
    return render_template(
        "plans/chapter_templates/version.html",
        shelf=shelf,
        template=template,
        chapters=chapters,
        faults=sum(len(chapter.slips) for chapter in chapters),
        before=in_force(shelf, template.number),
        writes=writes and is_draft,
        form=form,
        names=user_names([template.published_by]),
    ), 422 if form.errors else 200


def shown_chapters(shelf: Shelf, template: ChapterTemplate) -> list[ShownChapter]:
    """Every chapter in the order of the document."""
    found = chapters_in(template, shelf.source)
    earlier = _before(shelf, template)
    return [_shown(code, found.get(code), earlier[code]) for code in ChapterCode]


def _before(shelf: Shelf, template: ChapterTemplate) -> dict[ChapterCode, Beginning]:
    """What held before this version, chapter by chapter."""
    beneath = national_beginnings(shelf.kind) if shelf.government else packaged(shelf.kind)
    published = chapters_in(in_force(shelf, template.number), shelf.source)
    return {code: published.get(code, text) for code, text in beneath.items()}


def _shown(code: ChapterCode, text: Beginning | None, before: Beginning) -> ShownChapter:
    now = text or before
    changed = text is not None and (text.body, text.title) != (before.body, before.title)
    return ShownChapter(
        code=code.value,
        title=now.title,
        html=fill(as_printed(now.body), SAMPLE_FIGURES).html,
        slips=slips(now.body, PLACEHOLDER_LABELS) if text else (),
        title_before=before.title if changed else now.title,
        words=compare_words(text_of(before.body), text_of(now.body)) if changed else (),
        is_own=text is not None,
    )
