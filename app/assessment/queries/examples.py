"""Examples of good evidence: those that a question shows, and those that somebody looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from app.access import Actor, Permission, within
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.models import Answer, Assessment, Evidence, Round
from app.assessment.states import AssessmentState, EvidenceKind
from app.db import as_system, db
from app.instrument.models import Indicator
from app.instrument.questionnaire import IndicatorSpec
from app.organisations.models import Unit, UnitKind

MOST_SHOWN = 3  # of a level: enough to see what is meant


@dataclass(frozen=True, slots=True)
class Shown:
    """An example as others see it: no name, no file, no government."""

    level: int
    description: str
    year: int
    unit_kind: UnitKind | None
    is_link: bool
    is_national: bool


def example_of(evidence: Evidence) -> GoodExample | None:
    """The example that this evidence is, unless it was withdrawn."""
    return db.session.scalars(
        select(GoodExample).where(GoodExample.evidence_id == evidence.id, GoodExample.withdrawn_at.is_(None))
    ).one_or_none()


def examples_of(answer: Answer) -> Sequence[GoodExample]:
    """The examples that were chosen from an answer, without the withdrawn ones."""
    return db.session.scalars(
        select(GoodExample)
        .where(GoodExample.answer_id == answer.id, GoodExample.withdrawn_at.is_(None))
        .order_by(GoodExample.created_at, GoodExample.id)
    ).all()


def examples_for(assessment: Assessment, spec: IndicatorSpec) -> dict[int, list[Shown]]:
    """By level, what proved it elsewhere: in the own government, and what the ministry shared. Never the unit's own.

    Only of assessments whose verification is finished, at the level that was accepted there, of the same question in
    the same words; at most three of a level, those of the own government first, then the latest.
    """
    own = _shown(spec).where(
        GoodExample.government_id == assessment.government_id, Assessment.id != assessment.id
    )
    rows = list(db.session.execute(own))
    with as_system():  # what was shared has no government on the page
        shared = _shown(spec).where(
            GoodExample.government_id != assessment.government_id, GoodExample.scope == ExampleScope.NATIONAL
        )
        rows += db.session.execute(shared)
    found: dict[int, list[Shown]] = {}
    for level, description, document_date, kind, year, unit_kind, scope in rows:
        of_level = found.setdefault(level, [])
        if len(of_level) < MOST_SHOWN:
            of_level.append(
                Shown(
                    level,
                    description,
                    document_date.year if document_date else year,
                    unit_kind,
                    kind is EvidenceKind.LINK,
                    scope is ExampleScope.NATIONAL,
                )
            )
    return dict(sorted(found.items()))


def _shown(
    spec: IndicatorSpec,
) -> "Select[int, str, date | None, EvidenceKind, int, UnitKind, ExampleScope]":
    return (
        select(
            GoodExample.level,
            GoodExample.description,
            Evidence.document_date,
            Evidence.kind,
            Round.year,
            Unit.kind,
            GoodExample.scope,
        )
        .join(Answer, Answer.id == GoodExample.answer_id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(Evidence, Evidence.id == GoodExample.evidence_id)
        .join(Indicator, Indicator.id == Answer.indicator_id)
        .outerjoin(Unit, Unit.id == Assessment.unit_id)
        .where(
            GoodExample.indicator_code == spec.code,
            Indicator.text == spec.text,
            GoodExample.withdrawn_at.is_(None),
            Evidence.removed_at.is_(None),
            Assessment.state == AssessmentState.VERIFIED,
            Answer.verified_score == GoodExample.level,
        )
        .order_by(GoodExample.created_at.desc(), GoodExample.id)
        .limit(5 * MOST_SHOWN * 4)
    )


def examples_kept(actor: Actor) -> Select[GoodExample]:
    """Every example that the actor looks after, the latest first; withdrawn ones are not listed."""
    ministry = actor.may(Permission.ASSESSMENT_SCORE_MINISTRY)
    permission = Permission.ASSESSMENT_SCORE_MINISTRY if ministry else Permission.ASSESSMENT_VERIFY
    return (
        select(GoodExample)
        .where(within(actor, permission, GoodExample), GoodExample.withdrawn_at.is_(None))
        .order_by(GoodExample.created_at.desc(), GoodExample.id)
    )
