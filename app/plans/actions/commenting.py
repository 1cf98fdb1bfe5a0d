"""Rewriting and withdrawing one's own comment, while nobody relies on it yet."""

from collections.abc import Iterable

from sqlalchemy import select

from app.access import Actor, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold, latest
from app.plans.actions.review import PERMISSIONS
from app.plans.models import Plan, ReviewComment, ReviewDecision
from app.plans.rules import CommentSettled, ReasonMissing, Severity, Step, may_change


def edit_comment(actor: Actor, comment: ReviewComment, severity: Severity, text: str) -> None:
    """Say it otherwise. Raises CommentSettled, and ReasonMissing for an empty text."""
    _require_changeable(actor, comment)
    if not text.strip():
        raise ReasonMissing(Step.RETURN)
    before = comment.severity
    comment.text, comment.severity, comment.edited_at = text.strip(), severity, utc_now()
    db.session.flush()
    record(
        actor,
        "plan.comment_edited",
        comment,
        government_id=comment.government_id,
        before={"severity": before},
        after={"severity": severity},
    )


def withdraw_comment(actor: Actor, comment: ReviewComment) -> None:
    """Take it back; it is shown to nobody any more. Raises CommentSettled; withdrawn already: nothing happens."""
    if comment.withdrawn_at is not None:
        return
    _require_changeable(actor, comment)
    comment.withdrawn_at = utc_now()
    db.session.flush()
    record(actor, "plan.comment_withdrawn", comment, government_id=comment.government_id)


def changeable(actor: Actor, comments: Iterable[ReviewComment]) -> frozenset[str]:
    """The ids of those that this person may rewrite or withdraw now; one query for all of them."""
    own = [
        comment
        for comment in comments
        if comment.withdrawn_at is None
        and comment.author_id is not None
        and comment.author_id == actor.user_id
    ]
    decided = _decided({comment.submission_id for comment in own if comment.submission_id})
    return frozenset(
        comment.id
        for comment in own
        if may_change(
            comment.kind,
            own=True,
            answered=comment.answered_at is not None,
            closed=comment.resolved_at is not None,
            decided=comment.submission_id in decided,
        )
    )


def _require_changeable(actor: Actor, comment: ReviewComment) -> None:
    check(actor, PERMISSIONS[comment.kind], comment.government_id)
    # The plan first, as everybody who writes: the verdict may be given at this very moment.
    hold(db.session.get_one(Plan, comment.plan_id))
    latest(comment)
    if not changeable(actor, [comment]):
        raise CommentSettled


def _decided(submissions: set[str]) -> frozenset[str]:
    if not submissions:
        return frozenset()
    found = select(ReviewDecision.submission_id).where(ReviewDecision.submission_id.in_(submissions))
    return frozenset(db.session.scalars(found))
