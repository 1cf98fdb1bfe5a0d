"""The ministry's own scores."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold, latest
from app.plans.models import Plan, ReviewDecision, ScoreSheet, Submission
from app.plans.queries.scoring import sheet_of
from app.plans.rubric import CURRENT, SCALE, Score, rubric, unexplained
from app.plans.rules import ReasonMissing, Step, WrongState


class StaleSheet(Exception):
    """Somebody else saved the sheet after this person opened it."""

    def __init__(self, present: ScoreSheet | None) -> None:
        super().__init__()
        self.present = present


def save_scores(
    actor: Actor,
    plan: Plan,
    submission: Submission,
    scores: Mapping[str, Score],
    *,
    seen_version: int,
) -> ScoreSheet:
    """Keep the scores of a submission; questions that are left out have none.

    `seen_version` is that of the sheet that the person saw, 0 for none. Raises WrongState once the verdict is given,
    ReasonMissing for a low score without a reason, StaleSheet for a lost race and ValueError beyond the scale.
    """
    check(actor, Permission.REVIEW_DECIDE, plan.government_id)
    hold(plan)
    decided = db.session.scalar(
        select(ReviewDecision.id).where(ReviewDecision.submission_id == submission.id)
    )
    if decided is not None:  # what was sent and not decided lies with the ministry
        raise WrongState(Step.START_REVIEW, plan.state)
    if any(given.score not in SCALE for given in scores.values()):
        raise ValueError("beyond the scale")
    sheet = sheet_of(submission)
    if sheet is not None:
        latest(sheet)
    if (sheet.version if sheet else 0) != seen_version:
        raise StaleSheet(sheet)
    used = rubric(sheet.rubric if sheet else CURRENT)
    if unexplained(used, scores):
        raise ReasonMissing(Step.RETURN)
    if sheet is None:
        sheet = ScoreSheet(government_id=plan.government_id, submission_id=submission.id, rubric=used.version)
        db.session.add(sheet)
    sheet.scores = {key: asdict(given) for key, given in scores.items()}
    sheet.author_id, sheet.author_name, sheet.scored_at = actor.user_id, actor.name, utc_now()
    db.session.flush()
    record(
        actor,
        "plan.review_scored",
        sheet,
        government_id=plan.government_id,
        after={"rubric": used.version, "scored": len(scores)},
    )
    return sheet
