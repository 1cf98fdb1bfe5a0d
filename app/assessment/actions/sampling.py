"""Drawing decided answers to be looked at again, and noting what was found."""

from datetime import datetime

from app.access import Actor, Permission, check
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.steps import refuse_own
from app.assessment.models import Round
from app.assessment.queries.sampling import decided_ids
from app.assessment.rules import draw, fingerprint
from app.assessment.verifying.models import AnswerSample, SampledAnswer
from app.assessment.verifying.states import Finding
from app.audit import record
from app.db import db, utc_now
from app.web.conflict import require_version


class NothingToDraw(Exception):
    """No verification of this round is finished yet."""


def draw_answers(actor: Actor, round_: Round, count: int, seed: str) -> AnswerSample:
    """Draw `count` decided answers of a round, all when there are fewer.

    The same seed draws the same from the same answers. Raises `NothingToDraw`; `ValueError` for count < 1.
    """
    check(actor, Permission.ASSESSMENT_SAMPLE, round_.government_id)
    if count < 1:
        raise ValueError("a sample has at least one")
    population = decided_ids(round_)
    if not population:
        raise NothingToDraw
    chosen = draw(population, count, seed)
    made = AnswerSample(
        government_id=round_.government_id,
        round_id=round_.id,
        seed=seed,
        size=len(chosen),
        population=len(population),
        population_sha256=fingerprint(population),
        drawn_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        SampledAnswer(
            government_id=round_.government_id, sample_id=made.id, answer_id=answer_id, position=place
        )
        for place, answer_id in enumerate(chosen, start=1)
    )
    db.session.flush()
    record(
        actor,
        "answer.sample_drawn",
        made,
        government_id=round_.government_id,
        after={"seed": seed, "size": made.size, "population": made.population},
    )
    return made


def is_repeatable(sample: AnswerSample, round_: Round, drawn: list[str]) -> bool | None:
    """Whether drawing again gives the same; None when other answers are decided now than then."""
    population = decided_ids(round_)
    if fingerprint(population) != sample.population_sha256:
        return None
    return list(draw(population, sample.size, sample.seed)) == drawn


def note_finding(
    actor: Actor,
    drawn: SampledAnswer,
    finding: Finding,
    note: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """What somebody found; the scores stay as they are.

    Raises `ReasonMissing` for a difference without words, `ForbiddenStep` to whoever wrote the answer, `Conflict`.
    """
    check(actor, Permission.ASSESSMENT_SAMPLE, drawn.government_id)
    refuse_own(actor, drawn.answer)
    require_version(drawn, seen_version)
    words = note.strip()
    if finding is Finding.DIFFERS and not words:
        raise ReasonMissing
    drawn.finding, drawn.note = finding, words
    drawn.looked_at, drawn.looked_by = now or utc_now(), actor.user_id
    db.session.flush()
    record(
        actor,
        "answer.sample_looked",
        drawn,
        government_id=drawn.government_id,
        after={"answer": drawn.answer_id, "finding": finding.value},
    )
