"""Examples of good evidence in the demonstration: some questions have them, most have not yet."""

from sqlalchemy import select

from app.access import SYSTEM, Actor
from app.assessment.actions.examples import choose_example, share_example
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries.scheme import spec_of
from app.assessment.states import AssessmentState, EvidenceKind, ReturnState
from app.db import db

CODES = ("K-01", "K-02", "S-03", "D-01", "D-02", "P-01")
MOST = 3  # of a question


def choose_examples(round_: Round, coordinator: Actor) -> list[GoodExample]:
    """Of six questions the evidence of up to three accepted answers, one of them shared with every government."""
    made: list[GoodExample] = []
    counted: dict[tuple[str, int], int] = {}
    accepted = db.session.scalars(
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(
            Assessment.round_id == round_.id,
            Assessment.state == AssessmentState.VERIFIED,
            Assessment.unit_id.is_not(None),
            Answer.verified_score == Answer.self_score,
            Answer.verified_score >= 2,
            Answer.return_state == ReturnState.NONE,
        )
        .order_by(Answer.verified_score, Answer.created_at, Answer.id)
    ).all()
    for answer in accepted:
        spec = spec_of(answer)
        place = (spec.code, answer.verified_score or 0)
        files = [each for each in answer.evidence if each.kind is EvidenceKind.FILE]
        if spec.code not in CODES or not files or counted.get(place, 0) >= MOST:
            continue
        counted[place] = counted.get(place, 0) + 1
        made.append(choose_example(coordinator, answer, files[0], files[0].title))
    for example in made[:2]:
        share_example(SYSTEM, example, ExampleScope.NATIONAL, seen_version=example.version)
    return made
