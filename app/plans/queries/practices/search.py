"""Looking for practices. The table holds nothing but accepted plans, so it is read across all governments."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from app.db import as_system, db
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Practice
from app.plans.rules.practices import PracticeEffect, Size, bounds_of
from app.web.pagination import Page, paginate

ORDERS = ("dampak", "capaian", "terbaru")
_Province = aliased(Government)


@dataclass(frozen=True)
class PracticeQuery:
    """What somebody looks for; empty fields do not filter. `gap` is the code of an indicator."""

    words: str = ""
    gap: str = ""
    category: str = ""
    kind: GovernmentKind | None = None
    size: Size | None = None
    effect: PracticeEffect | None = None
    order: str = ORDERS[0]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.words or self.gap or self.category or self.kind or self.size or self.effect)


def practices(wanted: PracticeQuery) -> Page[Practice]:
    """One page of what was found, with the governments."""
    with as_system():
        return paginate(_ordered(_selected().where(*_conditions(wanted)), wanted.order))


def practice(practice_id: str) -> Practice | None:
    """One practice with its government; None if there is none of this id."""
    with as_system():
        return db.session.scalars(_selected().where(Practice.id == practice_id)).one_or_none()


def _selected() -> Select[Practice]:
    return (
        select(Practice)
        .join(Government, Government.id == Practice.government_id)
        .outerjoin(_Province, _Province.id == Government.parent_id)
        .options(contains_eager(Practice.government))
    )


def _conditions(wanted: PracticeQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_holds(word) for word in wanted.words.split()]
    if wanted.gap:
        found.append(Practice.indicator_code == wanted.gap)
    if wanted.category:
        found.append(Practice.category_code == wanted.category)
    if wanted.kind:
        found.append(Government.kind == wanted.kind)
    if wanted.effect:
        found.append(Practice.effect == wanted.effect)
    if wanted.size:
        least, below = bounds_of(wanted.size)
        found.append(Practice.units >= least)
        if below is not None:
            found.append(Practice.units < below)
    return found


def _holds(word: str) -> ColumnElement[bool]:
    """A word in what the line says, or in the name of its government or province."""
    columns = (
        Practice.activity,
        Practice.problem,
        Practice.output_indicator,
        Practice.indicator_code,
        Practice.complaint_category,
        Practice.budget_name,
        Government.name,
        _Province.name,
    )
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _ordered(statement: Select[Practice], order: str) -> Select[Practice]:
    reached = func.coalesce(Practice.progress_share, -1)
    if order == "capaian":
        return statement.order_by(reached.desc(), Practice.place, Practice.gain.desc(), Practice.id)
    if order == "terbaru":
        return statement.order_by(Practice.accepted_at.desc(), Practice.place, Practice.id)
    return statement.order_by(Practice.place, Practice.gain.desc(), reached.desc(), Practice.id)
