"""Loading and publishing question sets."""

from dataclasses import asdict

from app.access import Actor
from app.audit import record
from app.db import db, utc_now
from app.instrument.models import (
    Category,
    Indicator,
    InstrumentVersion,
    Level,
    LibraryAction,
)
from app.instrument.queries import version_by_code
from app.instrument.questionnaire import (
    ActionSpec,
    CategorySpec,
    IndicatorSpec,
    InstrumentState,
    Questionnaire,
)


class ChangedAfterPublishing(Exception):
    """The files of a published version are no longer what was published; a change needs a new version."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def load_draft(actor: Actor, questionnaire: Questionnaire) -> InstrumentVersion:
    """Put the content in the tables as a draft, in place of an earlier draft of the same code.

    A published version with the same content is returned as it is; with other content, `ChangedAfterPublishing`.
    """
    fingerprint = questionnaire.fingerprint()
    present = version_by_code(questionnaire.code)
    if present is not None and present.sha256 == fingerprint:
        return present
    if present is not None:
        if present.is_published:
            raise ChangedAfterPublishing(questionnaire.code)
        db.session.delete(present)
        db.session.flush()
    version = _version_row(questionnaire, fingerprint)
    db.session.add(version)
    db.session.flush()
    record(actor, "instrument.loaded", version, government_id=None, after=_told(version))
    return version


def publish(actor: Actor, questionnaire: Questionnaire) -> InstrumentVersion:
    """Load the content and freeze it. Publishing the same content again changes nothing.

    Raises `ChangedAfterPublishing` if this code was published with other content.
    """
    version = load_draft(actor, questionnaire)
    if version.is_published:
        return version
    before = _told(version)
    version.state = InstrumentState.PUBLISHED
    version.published_at = utc_now()
    db.session.flush()
    record(actor, "instrument.published", version, government_id=None, before=before, after=_told(version))
    return version


def _told(version: InstrumentVersion) -> dict[str, str]:
    return {"code": version.code, "state": version.state.value, "sha256": version.sha256}


def _version_row(questionnaire: Questionnaire, fingerprint: str) -> InstrumentVersion:
    version = InstrumentVersion(
        code=questionnaire.code,
        title=questionnaire.title,
        notice=questionnaire.notice,
        state=InstrumentState.DRAFT,
        sha256=fingerprint,
        years=list(questionnaire.years),
        aggregation=dict(questionnaire.aggregation),
        predicates=[asdict(predicate) for predicate in questionnaire.predicates],
    )
    version.categories = [_category_row(category) for category in questionnaire.categories]
    db.session.add(version)
    db.session.flush()
    # The indicators' key to their version goes through the category, which has its own only now.
    for category_row, category in zip(version.categories, questionnaire.categories, strict=True):
        category_row.indicators = [_indicator_row(version.id, indicator) for indicator in category.indicators]
    return version


def _category_row(category: CategorySpec) -> Category:
    return Category(
        code=category.code,
        letter=category.letter,
        name=category.name,
        description=category.description,
        weight=category.weight,
        position=category.position,
    )


def _indicator_row(version_id: str, indicator: IndicatorSpec) -> Indicator:
    return Indicator(
        version_id=version_id,
        code=indicator.code,
        text=indicator.text,
        why=indicator.why,
        legal_basis=indicator.legal_basis,
        scope=indicator.scope,
        weight=indicator.weight,
        answer_type=indicator.answer_type,
        parameters=dict(indicator.parameters),
        evidence_wanted=list(indicator.evidence),
        targets={str(year): level for year, level in indicator.targets.items()},
        position=indicator.position,
        levels=[Level(level=each.level, description=each.description) for each in indicator.levels],
        actions=[_action_row(action, place) for place, action in enumerate(indicator.actions, 1)],
    )


def _action_row(action: ActionSpec, position: int) -> LibraryAction:
    return LibraryAction(
        code=action.code,
        from_level=action.from_level,
        to_level=action.to_level,
        activity=action.activity,
        output_indicator=action.output_indicator,
        unit_of_measure=action.unit_of_measure,
        usual_year=action.usual_year,
        responsible=action.responsible,
        budget_code=action.budget_code,
        budget_name=action.budget_name,
        position=position,
    )
