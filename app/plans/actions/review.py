"""Review: comments, answers, decision."""

from sqlalchemy import func, select

from app.access import Actor, Permission, Role, check
from app.audit import record
from app.db import db, utc_now
from app.plans import notices
from app.plans.actions.assigning import assign_review
from app.plans.actions.guards import hold
from app.plans.actions.letters import write_letter
from app.plans.actions.workflow import take
from app.plans.events import plan_accepted, plan_returned
from app.plans.models import Plan, PlanLine, ReviewComment, ReviewDecision, Submission
from app.plans.queries.assigning import assignment_of
from app.plans.queries.people import holders
from app.plans.rules import (
    IN_REVIEW,
    ChapterCode,
    CommentKind,
    OpenComments,
    Outcome,
    ReasonMissing,
    Severity,
    Step,
    Verdict,
    WrongState,
    after,
    cell_of,
)

PERMISSIONS = {
    CommentKind.REVIEW: Permission.REVIEW_COMMENT,
    CommentKind.RECOMMENDATION: Permission.RECOMMEND,
    CommentKind.FINDING: Permission.FINDING_ATTACH,
}


def start_review(actor: Actor, plan: Plan) -> None:
    """The ministry takes the plan from the queue. Nobody's plan becomes that of whoever begins. Raises WrongState."""
    check(actor, Permission.REVIEW_DECIDE, plan.government_id)
    hold(plan)
    take(actor, plan, Step.START_REVIEW)
    if assignment_of(plan) is None and actor.user_id in holders(Role.MINISTRY_REVIEWER):
        assign_review(actor, plan, actor.user_id)


def add_comment(
    actor: Actor,
    plan: Plan,
    submission: Submission | None,
    kind: CommentKind,
    severity: Severity,
    text: str,
    *,
    line: PlanLine | None = None,
    chapter: ChapterCode | None = None,
    cell: str = "",
    year: int | None = None,
) -> ReviewComment:
    """Comment on a line or one cell of it, a chapter or the whole plan.

    The ministry comments while it reviews; others at any time. Raises WrongState for a review comment outside it,
    ReasonMissing for an empty text and UnknownCell for a cell that lines do not have.
    """
    check(actor, PERMISSIONS[kind], plan.government_id)
    hold(plan)
    if kind is CommentKind.REVIEW and plan.state not in IN_REVIEW:
        raise WrongState(Step.START_REVIEW, plan.state)
    if not text.strip():
        raise ReasonMissing(Step.RETURN)
    field, field_year = cell_of(cell if line else "", year, plan.years)
    comment = ReviewComment(
        government_id=plan.government_id,
        plan_id=plan.id,
        submission_id=submission.id if submission else None,
        kind=kind,
        severity=severity,
        line_id=line.id if line else None,
        chapter_code=chapter,
        cell=field,
        cell_year=field_year,
        text=text.strip(),
        author_id=actor.user_id,
        author_name=actor.name,
        answer="",
    )
    db.session.add(comment)
    db.session.flush()
    record(
        actor,
        "plan.commented",
        comment,
        government_id=plan.government_id,
        after={
            "kind": kind,
            "severity": severity,
            "line": comment.line_id,
            "cell": field,
            "chapter": chapter,
        },
    )
    if kind is not CommentKind.REVIEW:
        notices.commented(plan, comment.text)
    return comment


def answer_comment(
    actor: Actor, comment: ReviewComment, answer: str, outcome: Outcome = Outcome.FIXED
) -> None:
    """The regency says what it did about a comment, or why it did nothing.

    ReasonMissing for an empty answer; closed and withdrawn comments stay as they are.
    """
    check(actor, Permission.PLAN_ANSWER_COMMENT, comment.government_id)
    if not answer.strip():
        raise ReasonMissing(Step.REVISE)
    if comment.resolved_at is not None or comment.withdrawn_at is not None:
        return
    comment.answer, comment.outcome = answer.strip(), outcome
    comment.answered_at, comment.answered_by = utc_now(), actor.user_id
    db.session.flush()
    record(
        actor,
        "plan.comment_answered",
        comment,
        government_id=comment.government_id,
        after={"outcome": outcome},
    )


def resolve_comment(actor: Actor, comment: ReviewComment, *, resolved: bool) -> None:
    """Close a comment, or open it again; by the office that made it."""
    check(actor, PERMISSIONS[comment.kind], comment.government_id)
    if (comment.resolved_at is not None) == resolved:
        return
    comment.resolved_at = utc_now() if resolved else None
    comment.resolved_by = actor.user_id if resolved else None
    db.session.flush()
    record(
        actor,
        "plan.comment_resolved",
        comment,
        government_id=comment.government_id,
        after={"resolved": resolved},
    )


def return_plan(actor: Actor, plan: Plan, submission: Submission, reason: str) -> ReviewDecision:
    """Send the plan back to the regency with a reason. Raises WrongState or ReasonMissing."""
    check(actor, Permission.REVIEW_DECIDE, plan.government_id)
    hold(plan)
    take(actor, plan, Step.RETURN, reason)
    decision = _decide(actor, plan, submission, Verdict.RETURNED, reason)
    notices.returned(plan, decision.reason)
    plan_returned.send(plan, actor=actor, submission=submission)
    return decision


def accept_plan(actor: Actor, plan: Plan, submission: Submission, note: str = "") -> ReviewDecision:
    """Accept the plan; from now on everybody may read it. OpenComments while a "must" of the review is not closed."""
    check(actor, Permission.REVIEW_DECIDE, plan.government_id)
    hold(plan)
    after(Step.ACCEPT, plan.state)
    must = db.session.scalar(
        select(func.count(ReviewComment.id)).where(
            ReviewComment.plan_id == plan.id,
            ReviewComment.kind == CommentKind.REVIEW,
            ReviewComment.severity == Severity.MUST,
            ReviewComment.resolved_at.is_(None),
            ReviewComment.withdrawn_at.is_(None),
        )
    )
    if must:
        raise OpenComments(must)
    take(actor, plan, Step.ACCEPT, note)
    decision = _decide(actor, plan, submission, Verdict.ACCEPTED, note)
    notices.accepted(plan)
    plan_accepted.send(plan, actor=actor, submission=submission)
    return decision


def _decide(
    actor: Actor, plan: Plan, submission: Submission, verdict: Verdict, reason: str
) -> ReviewDecision:
    decision = ReviewDecision(
        government_id=submission.government_id,
        submission_id=submission.id,
        verdict=verdict,
        reason=reason.strip(),
        decided_by=actor.user_id,
    )
    db.session.add(decision)
    db.session.flush()
    db.session.expire(submission, ["decision"])
    write_letter(actor, plan, submission, decision)
    return decision
