"""Documents that the same OPD showed in earlier rounds and not in this one: to be picked instead of sent again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.assessment.documents.queries import documents_of
from app.assessment.models import Answer, Assessment, Evidence, Round
from app.assessment.queries import Sheet
from app.db import db
from app.instrument.models import Indicator

MOST_OFFERED = 60  # of the latest rounds; a longer list helps nobody to find a paper


@dataclass(frozen=True)
class EarlierDocument:
    """A document as the latest earlier round left it, and the questions that it proved there."""

    evidence: Evidence
    year: int
    codes: tuple[str, ...]


def earlier_documents(sheet: Sheet, assessment: Assessment) -> list[EarlierDocument]:
    """Latest round first, then by title. Of this OPD alone (or of the government itself), never of another one.

    What this assessment shows already is left out, also where the same content was sent again as another document.
    """
    present = [each.evidence for each in documents_of(sheet)]
    known = {each.document_id for each in present} | {_content(each) for each in present}
    found: dict[str, EarlierDocument] = {}
    contents: dict[str, str] = {}
    for evidence, year, code in _rows(assessment):
        mark = _content(evidence)
        if evidence.document_id in known or mark in known:
            continue
        if contents.setdefault(mark, evidence.document_id) != evidence.document_id:
            continue  # the same paper under another name, of the same or an earlier round
        held = found.get(evidence.document_id)
        if held is None:
            found[evidence.document_id] = EarlierDocument(evidence, year, (code,))
        elif held.year == year:
            found[evidence.document_id] = EarlierDocument(held.evidence, year, (*held.codes, code))
    ordered = sorted(found.values(), key=lambda each: (-each.year, each.evidence.title.lower()))
    return ordered[:MOST_OFFERED]


def _content(evidence: Evidence) -> str:
    return evidence.file.sha256 if evidence.file is not None else evidence.url


def _rows(assessment: Assessment) -> Sequence[tuple[Evidence, int, str]]:
    same_unit = (
        Assessment.unit_id.is_(None)
        if assessment.unit_id is None
        else Assessment.unit_id == assessment.unit_id
    )
    statement = (
        select(Evidence, Round.year, Indicator.code)
        .join(Answer, Answer.id == Evidence.answer_id)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(Indicator, Indicator.id == Answer.indicator_id)
        .where(
            Assessment.government_id == assessment.government_id,
            same_unit,
            Round.year < assessment.round.year,
            Evidence.removed_at.is_(None),
        )
        .order_by(Round.year.desc(), Evidence.created_at.desc(), Indicator.code)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement).unique()]
