"""Drawing finished reviews for a second look, and noting what it found."""

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import latest
from app.plans.models import ReviewDraw, SecondLook, Submission
from app.plans.queries.sampling import decided
from app.plans.rules import ReasonMissing, SecondOpinion, Step, draw


class NothingToDraw(Exception):
    """No review is finished yet."""


def draw_sample(actor: Actor, count: int, seed: str) -> ReviewDraw:
    """Draw `count` finished reviews, all when there are fewer. Raises NothingToDraw; ValueError for count < 1."""
    check(actor, Permission.REVIEW_SAMPLE, None)
    if count < 1:
        raise ValueError("a sample has at least one")
    now = utc_now()
    population = decided(actor, now)
    if not population:
        raise NothingToDraw
    chosen = draw(list(population), count, seed)
    made = ReviewDraw(
        seed=seed,
        size=len(chosen),
        population=len(population),
        decided_until=now,
        drawn_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(
        SecondLook(
            government_id=population[submission_id],
            draw_id=made.id,
            submission_id=submission_id,
            position=place,
        )
        for place, submission_id in enumerate(chosen, start=1)
    )
    db.session.flush()
    record(
        actor,
        "plan.review_drawn",
        made,
        government_id=None,
        after={"seed": seed, "size": made.size, "population": made.population},
    )
    return made


def note_second_look(actor: Actor, look: SecondLook, opinion: SecondOpinion, note: str) -> None:
    """What the second reader thinks; the verdict stays as it is. ReasonMissing for a difference without words."""
    check(actor, Permission.REVIEW_SAMPLE, look.government_id)
    if opinion is SecondOpinion.DIFFERS and not note.strip():
        raise ReasonMissing(Step.RETURN)
    latest(look)
    look.opinion, look.note = opinion, note.strip()
    look.looked_at, look.looked_by = utc_now(), actor.user_id
    db.session.flush()
    submission = db.session.get_one(Submission, look.submission_id)
    record(
        actor,
        "plan.review_looked_again",
        look,
        government_id=look.government_id,
        after={"opinion": opinion, "submission": submission.receipt_number},
    )
