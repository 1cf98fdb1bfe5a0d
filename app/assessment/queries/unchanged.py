"""Which submitted answers say exactly what was accepted in the round before."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.assessment.content import answer_content
from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries.rounds import previous_round
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.sheet import Line, Sheet
from app.assessment.rules import Verdict, accepted_as_it_was
from app.assessment.states import AssessmentState
from app.db import db
from app.instrument.comparing import compare


def unchanged_lines(sheet: Sheet) -> tuple[Line, ...]:
    """The undecided lines whose question, answer, reason and evidence are as they were accepted a round before.

    Answers of a unit whose verification was not closed then are not among them.
    """
    assessment = sheet.assessment
    earlier = previous_round(assessment.round)
    if earlier is None or assessment.unit_id is None:
        return ()
    old, new = (instrument_of(each.instrument_version_id)[0] for each in (earlier, assessment.round))
    comparison = compare(old, new)
    before = _accepted(earlier.id, assessment.unit_id)
    specs = {spec.code: spec for spec in old.indicators}
    found = []
    for line in sheet.lines:
        code = line.spec.code
        then = before.get(specs[code].id) if code in specs else None
        if line.answer is None or then is None or line.verdict is not Verdict.UNDECIDED:
            continue
        if comparison.still_answered(code) and accepted_as_it_was(
            answer_content(line.spec, line.answer),
            answer_content(specs[code], then),
            line.facts,
            then.verified_score,
        ):
            found.append(line)
    return tuple(found)


def _accepted(round_id: str, unit_id: str) -> Mapping[str, Answer]:
    """The answers of a unit that a closed verification decided, by question."""
    rows = db.session.scalars(
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Assessment.round_id == round_id,
            Assessment.unit_id == unit_id,
            Assessment.state == AssessmentState.VERIFIED,
            Answer.verified_score.is_not(None),
        )
        .options(selectinload(Answer.evidence).options(joinedload(Evidence.file)))
    )
    return {each.indicator_id: each for each in rows}
