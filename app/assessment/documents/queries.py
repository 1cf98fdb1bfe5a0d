"""Reading documents: which there are in an assessment, where they are used, what they were, whether they still hold."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessment.documents.models import DocumentVersion
from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries import Sheet
from app.assessment.rules.currency import AgeRule, Currency, currency, rule_on
from app.db import db
from app.organisations.models import Government


@dataclass(frozen=True)
class Document:
    """One document of an assessment: its latest row, and the questions that it is shown at."""

    evidence: Evidence
    codes: tuple[str, ...]


def documents_of(sheet: Sheet, *, without: str = "") -> list[Document]:
    """The documents of an assessment by title; `without`: those that this question does not show yet."""
    codes = {line.answer.id: line.spec.code for line in sheet.lines if line.answer is not None}
    grouped: dict[str, list[Evidence]] = defaultdict(list)
    rows = db.session.scalars(
        select(Evidence)
        .where(Evidence.answer_id.in_(codes), Evidence.removed_at.is_(None))
        .options(joinedload(Evidence.file))
        .order_by(Evidence.created_at, Evidence.id)
    ).unique()
    for row in rows:
        grouped[row.document_id].append(row)
    found = [Document(used[-1], tuple(codes[each.answer_id] for each in used)) for used in grouped.values()]
    return sorted(
        (each for each in found if without not in each.codes), key=lambda each: each.evidence.title.lower()
    )


def uses_of(evidence: Evidence, assessment_id: str) -> Sequence[Evidence]:
    """The rows that show the same document in this assessment, this one included, removed ones left out."""
    return (
        db.session.scalars(
            select(Evidence)
            .join(Answer, Answer.id == Evidence.answer_id)
            .where(
                Evidence.document_id == evidence.document_id,
                Answer.assessment_id == assessment_id,
                Evidence.removed_at.is_(None),
            )
            .order_by(Evidence.created_at, Evidence.id)
        )
        .unique()
        .all()
    )


def versions_of(evidence: Evidence, assessment_id: str) -> Sequence[DocumentVersion]:
    """The earlier versions of a document in this assessment, newest first."""
    return (
        db.session.scalars(
            select(DocumentVersion)
            .where(
                DocumentVersion.document_id == evidence.document_id,
                DocumentVersion.assessment_id == assessment_id,
            )
            .order_by(DocumentVersion.number.desc())
        )
        .unique()
        .all()
    )


def age_rules() -> tuple[AgeRule, ...]:
    """The installation's rules: `EVIDENCE_AGE_RULES`, pairs of a day (ISO) and a number of months."""
    return tuple(
        AgeRule(date.fromisoformat(since), int(months))
        for since, months in current_app.config["EVIDENCE_AGE_RULES"]
    )


def _round_days(assessment: Assessment) -> tuple[date, date]:
    """First and last day of the round; of one that is held in another year, the nearest days of the year assessed."""
    government = db.session.get_one(Government, assessment.government_id)
    zone = ZoneInfo(government.time_zone.value)
    year = assessment.round.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    opens, closes = (
        min(max(moment.astimezone(zone).date(), first), last)
        for moment in (assessment.round.opens_at, assessment.round.closes_at)
    )
    return opens, closes


def currency_of(evidence: Evidence, assessment: Assessment) -> Currency:
    """What the dates of a document say about the round of this assessment."""
    opens, closes = _round_days(assessment)
    return currency(
        issued=evidence.document_date,
        valid_from=evidence.valid_from,
        valid_until=evidence.valid_until,
        opens=opens,
        closes=closes,
        rules=age_rules(),
    )


def age_rule_of(assessment: Assessment) -> AgeRule | None:
    """The rule that applies to this round, to be told with what it says."""
    return rule_on(age_rules(), _round_days(assessment)[1])
