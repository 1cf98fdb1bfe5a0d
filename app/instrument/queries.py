"""Reading question sets. Content is the same for every government, so only drafts depend on who asks."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission
from app.db import db
from app.instrument.models import (
    Category,
    Indicator,
    InstrumentVersion,
    Level,
    LibraryAction,
)
from app.instrument.questionnaire import (
    ActionSpec,
    CategorySpec,
    IndicatorSpec,
    InstrumentState,
    LevelSpec,
    PredicateSpec,
    Questionnaire,
)

_WHOLE = (
    selectinload(InstrumentVersion.categories)
    .selectinload(Category.indicators)
    .options(selectinload(Indicator.levels), selectinload(Indicator.actions)),
)


def versions(actor: Actor) -> list[InstrumentVersion]:
    """The versions this actor may read, newest code first: published ones, and drafts for those who may publish."""
    return list(db.session.scalars(_readable(actor).order_by(InstrumentVersion.code.desc())))


def readable_version(actor: Actor, code: str) -> InstrumentVersion | None:
    """The version with this code if this actor may read it."""
    return db.session.scalars(_readable(actor).where(InstrumentVersion.code == code)).one_or_none()


def published_versions() -> list[InstrumentVersion]:
    """The versions that a round may use, newest code first."""
    return list(
        db.session.scalars(
            select(InstrumentVersion)
            .where(InstrumentVersion.state == InstrumentState.PUBLISHED)
            .order_by(InstrumentVersion.code.desc())
        )
    )


def version_by_code(code: str) -> InstrumentVersion | None:
    """The version with this code, draft or published."""
    return db.session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == code)).one_or_none()


def load_questionnaire(version_id: str) -> Questionnaire:
    """A version as plain data, ids included; five queries. `LookupError` if there is no such version."""
    version = db.session.scalars(
        select(InstrumentVersion).where(InstrumentVersion.id == version_id).options(*_WHOLE)
    ).one_or_none()
    if version is None:
        raise LookupError(version_id)
    return questionnaire_of(version)


def questionnaire_of(version: InstrumentVersion) -> Questionnaire:
    """The rows of a version as plain data."""
    return Questionnaire(
        id=version.id,
        code=version.code,
        title=version.title,
        notice=version.notice,
        years=tuple(version.years),
        categories=tuple(_category(row) for row in version.categories),
        aggregation=dict(version.aggregation),
        predicates=tuple(PredicateSpec(**predicate) for predicate in version.predicates),
    )


def _readable(actor: Actor) -> Select[Any]:
    query = select(InstrumentVersion)
    if actor.may(Permission.INSTRUMENT_PUBLISH):
        return query
    return query.where(InstrumentVersion.state == InstrumentState.PUBLISHED)


def _category(row: Category) -> CategorySpec:
    return CategorySpec(
        id=row.id,
        code=row.code,
        letter=row.letter,
        name=row.name,
        description=row.description,
        weight=row.weight,
        position=row.position,
        indicators=tuple(indicator_spec(indicator, row.code) for indicator in row.indicators),
    )


def indicator_spec(row: Indicator, category_code: str) -> IndicatorSpec:
    """One indicator with its levels and actions as plain data."""
    return IndicatorSpec(
        id=row.id,
        code=row.code,
        category=category_code,
        text=row.text,
        why=row.why,
        legal_basis=row.legal_basis,
        scope=row.scope,
        weight=row.weight,
        answer_type=row.answer_type,
        parameters=dict(row.parameters),
        levels=tuple(_level(level) for level in row.levels),
        evidence=tuple(row.evidence_wanted),
        targets={int(year): level for year, level in row.targets.items()},
        actions=tuple(_action(action) for action in row.actions),
        position=row.position,
    )


def _level(row: Level) -> LevelSpec:
    return LevelSpec(row.level, row.description)


def _action(row: LibraryAction) -> ActionSpec:
    return ActionSpec(
        id=row.id,
        code=row.code,
        to_level=row.to_level,
        from_level=row.from_level,
        activity=row.activity,
        output_indicator=row.output_indicator,
        unit_of_measure=row.unit_of_measure,
        usual_year=row.usual_year,
        responsible=row.responsible,
        budget_code=row.budget_code,
        budget_name=row.budget_name,
    )
