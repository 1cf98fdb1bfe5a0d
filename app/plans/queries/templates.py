"""Templates of chapters: the shelf of the ministry and that of each government, and what a chapter begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, select

from app.access import Actor, Permission, Reach, within
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.chapter_templates import templates_for
from app.plans.models import Chapter, ChapterOrigin, ChapterTemplate, Plan
from app.plans.rules import ChapterCode
from app.plans.rules.templates import TemplateSource, TemplateState
from app.plans.rules.three_ways import Merged, merge

# As the address names the shelf of the ministry for each kind of government; any other name is a government's code.
NATIONAL_SHELVES: Mapping[str, GovernmentKind] = {
    "provinsi": GovernmentKind.PROVINCE,
    "kabupaten": GovernmentKind.REGENCY,
    "kota": GovernmentKind.CITY,
}


@dataclass(frozen=True)
class Shelf:
    """Where versions are kept: the ministry's for a kind of government, or one government's own."""

    name: str  # in addresses
    kind: GovernmentKind
    government: Government | None = None

    @property
    def government_id(self) -> str | None:
        """Whose it is; None: the ministry's."""
        return self.government.id if self.government else None

    @property
    def source(self) -> TemplateSource:
        """What a plan that begins with it remembers."""
        return TemplateSource.OWN if self.government else TemplateSource.NATIONAL

    @property
    def holds(self) -> ColumnElement[bool]:
        """The condition for its versions."""
        if self.government:
            return ChapterTemplate.government_id == self.government.id
        return ChapterTemplate.government_id.is_(None) & (ChapterTemplate.kind == self.kind)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What one chapter begins with."""

    source: TemplateSource
    number: int
    title: str
    body: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer template of a chapter: what it says, what the chapter stands on, and both brought together."""

    chapter: Chapter
    stands_on: ChapterOrigin
    newer: Beginning
    merged: Merged
    title: str  # after taking over

    @property
    def untouched(self) -> bool:
        """Nobody changed the chapter since."""
        return (self.chapter.title, self.chapter.body) == (self.stands_on.title, self.stands_on.body)


def find_shelf(actor: Actor, permission: Permission, name: str) -> Shelf:
    """The shelf that an address names; 404 beyond the actor's reach. The ministry's can be read by every holder."""
    kind = NATIONAL_SHELVES.get(name)
    if kind is not None:
        if not actor.may(permission):
            abort(404)
        return Shelf(name, kind)
    government = db.session.scalars(
        select(Government).where(
            Government.code == name,
            Government.kind != GovernmentKind.MINISTRY,
            within(actor, permission, Government, column=Government.id),
        )
    ).one_or_none()
    if government is None:
        abort(404)
    return Shelf(name, government.kind, government)


def may_write(actor: Actor, shelf: Shelf) -> bool:
    """The ministry writes its own shelf, the people of a government theirs, and nobody that of another."""
    wanted = Reach.GOVERNMENT if shelf.government else Reach.ALL
    return any(
        reach is wanted and post.covers(reach, shelf.government_id, None)
        for post, reach in actor.posts_with(Permission.TEMPLATE_EDIT)
    )


def versions_of(shelf: Shelf) -> Sequence[ChapterTemplate]:
    """All versions, the newest first; a draft is the newest."""
    return db.session.scalars(
        select(ChapterTemplate).where(shelf.holds).order_by(ChapterTemplate.number.desc())
    ).all()


def version_of(shelf: Shelf, number: int) -> ChapterTemplate:
    """One version; 404 if there is none of this number."""
    found = db.session.scalars(
        select(ChapterTemplate).where(shelf.holds, ChapterTemplate.number == number)
    ).one_or_none()
    return found or abort(404)


def in_force(shelf: Shelf, before: int | None = None) -> ChapterTemplate | None:
    """The newest published version (of a number below `before`)."""
    statement = select(ChapterTemplate).where(shelf.holds, ChapterTemplate.state == TemplateState.PUBLISHED)
    if before is not None:
        statement = statement.where(ChapterTemplate.number < before)
    return db.session.scalars(statement.order_by(ChapterTemplate.number.desc()).limit(1)).one_or_none()


def national_shelf(kind: GovernmentKind) -> Shelf:
    """The ministry's for this kind."""
    name = next(name for name, each in NATIONAL_SHELVES.items() if each is kind)
    return Shelf(name, kind)


def packaged(kind: GovernmentKind) -> dict[ChapterCode, Beginning]:
    """What comes with the installation."""
    content = templates_for(kind.value)
    return {
        code: Beginning(TemplateSource.PACKAGED, content.version, title, body)
        for code, title, body in content.chapters
    }


def chapters_in(template: ChapterTemplate | None, source: TemplateSource) -> dict[ChapterCode, Beginning]:
    """What a version says, by chapter."""
    if template is None:
        return {}
    return {
        ChapterCode(code): Beginning(source, template.number, text["title"], text["body"], template.note)
        for code, text in template.chapters.items()
    }


def national_beginnings(kind: GovernmentKind) -> dict[ChapterCode, Beginning]:
    """What a plan begins with where the government has nothing of its own."""
    national = chapters_in(in_force(national_shelf(kind)), TemplateSource.NATIONAL)
    return {code: national.get(code, text) for code, text in packaged(kind).items()}


def beginnings(government: Government) -> dict[ChapterCode, Beginning]:
    """What each chapter of a new plan begins with: the government's own, else the ministry's, else the packaged."""
    shelf = Shelf(government.code, government.kind, government)
    own = chapters_in(in_force(shelf), TemplateSource.OWN)
    return {code: own.get(code, text) for code, text in national_beginnings(government.kind).items()}


def origins_of(plan: Plan) -> dict[str, ChapterOrigin]:
    """The template that each chapter stands on, by the chapter's id."""
    rows = db.session.scalars(
        select(ChapterOrigin)
        .join(Chapter, Chapter.id == ChapterOrigin.chapter_id)
        .where(Chapter.plan_id == plan.id)
        .order_by(ChapterOrigin.number)
    )
    return {row.chapter_id: row for row in rows}


def offers(plan: Plan, chapters: Sequence[Chapter]) -> tuple[Offer, ...]:
    """The chapters for which a newer template says something else than the one they stand on."""
    newest, stands = beginnings(plan.government), origins_of(plan)
    return tuple(
        _offer(chapter, stands[chapter.id], newest[chapter.code])
        for chapter in chapters
        if chapter.id in stands and _differs(stands[chapter.id], newest[chapter.code])
    )


def _differs(origin: ChapterOrigin, newest: Beginning) -> bool:
    return (origin.title, origin.body) != (newest.title, newest.body)


def _offer(chapter: Chapter, origin: ChapterOrigin, newer: Beginning) -> Offer:
    title = newer.title if chapter.title == origin.title else chapter.title
    return Offer(chapter, origin, newer, merge(origin.body, chapter.body, newer.body), title)
