"""The steps of a plan: each changes the state, writes the timeline and the log, and tells whose turn it is now."""

from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans import canonical, notices
from app.plans.actions.guards import hold
from app.plans.events import plan_submitted
from app.plans.models import Plan, PlanEvent, PlanLine, ReviewComment, Submission
from app.plans.queries.document import working_document
from app.plans.rules import CommentKind, EmptyPlan, Step, UnansweredComments, after, receipt_number


def take(actor: Actor, plan: Plan, step: Step, reason: str = "") -> None:
    """Do one step. Raises WrongState or ReasonMissing. The caller has checked the right and holds the plan."""
    before = plan.state
    plan.state = after(step, plan.state, reason)
    plan.state_since = utc_now()
    db.session.add(
        PlanEvent(
            government_id=plan.government_id,
            plan_id=plan.id,
            step=step,
            state=plan.state,
            reason=reason.strip(),
            by=actor.user_id,
            details={},
        )
    )
    db.session.flush()
    record(
        actor,
        f"plan.{step.value}",
        plan,
        government_id=plan.government_id,
        before={"state": before},
        after={"state": plan.state, "reason": reason.strip()} if reason.strip() else {"state": plan.state},
    )


def request_approval(actor: Actor, plan: Plan) -> None:
    """Hand the plan to the leader. EmptyPlan without a line, UnansweredComments while the ministry awaits answers."""
    check(actor, Permission.PLAN_SUBMIT, plan.government_id)
    hold(plan)
    after(Step.REQUEST_APPROVAL, plan.state)
    living = select(func.count(PlanLine.id)).where(PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_(None))
    if not db.session.scalar(living):
        raise EmptyPlan
    _require_answers(plan)
    take(actor, plan, Step.REQUEST_APPROVAL)
    notices.approval_requested(plan)


def withdraw_request(actor: Actor, plan: Plan) -> None:
    """Take the plan back from the leader's desk before a decision."""
    check(actor, Permission.PLAN_SUBMIT, plan.government_id)
    hold(plan)
    take(actor, plan, Step.WITHDRAW)


def approve_plan(actor: Actor, plan: Plan) -> None:
    """The leader agrees to exactly what stands there."""
    check(actor, Permission.PLAN_APPROVE, plan.government_id)
    hold(plan)
    take(actor, plan, Step.APPROVE)
    notices.approved(plan)


def send_back(actor: Actor, plan: Plan, reason: str) -> None:
    """The leader wants changes and says which."""
    check(actor, Permission.PLAN_APPROVE, plan.government_id)
    hold(plan)
    take(actor, plan, Step.SEND_BACK, reason)
    notices.sent_back(plan, reason.strip())


def reopen_plan(actor: Actor, plan: Plan) -> None:
    """Change an approved plan after all; it needs approval again."""
    check(actor, Permission.PLAN_SUBMIT, plan.government_id)
    hold(plan)
    take(actor, plan, Step.REOPEN)


def revise_plan(actor: Actor, plan: Plan) -> None:
    """Begin to mend a plan that the ministry returned."""
    check(actor, Permission.PLAN_SUBMIT, plan.government_id)
    hold(plan)
    take(actor, plan, Step.REVISE)


def submit_plan(actor: Actor, plan: Plan) -> Submission:
    """Send the approved plan to the ministry: an immutable version with a receipt.

    Raises WrongState when it is not approved, which is also what the second of two clicks gets.
    """
    check(actor, Permission.PLAN_SUBMIT, plan.government_id)
    hold(plan)
    take(actor, plan, Step.SUBMIT)
    plan.submissions_made += 1
    content = canonical.to_json(working_document(plan))
    submission = Submission(
        government_id=plan.government_id,
        plan_id=plan.id,
        number=plan.submissions_made,
        receipt_number=receipt_number(plan.government.code, plan.round.year, plan.submissions_made),
        content=content,
        sha256=canonical.sha256(content),
        submitted_at=utc_now(),
        submitted_by=actor.user_id,
        submitter_name=actor.name,
    )
    db.session.add(submission)
    db.session.flush()
    # Beside the row itself, in the chain that nobody can change: what was sent, and under which number.
    record(
        actor,
        "plan.submission_kept",
        submission,
        government_id=submission.government_id,
        after={"receipt_number": submission.receipt_number, "sha256": submission.sha256},
    )
    notices.submitted(plan, submission)
    plan_submitted.send(plan, actor=actor, submission=submission)
    return submission


def _require_answers(plan: Plan) -> None:
    open_ones = db.session.scalar(
        select(func.count(ReviewComment.id)).where(
            ReviewComment.plan_id == plan.id,
            ReviewComment.kind == CommentKind.REVIEW,
            ReviewComment.answered_at.is_(None),
            ReviewComment.resolved_at.is_(None),
            ReviewComment.withdrawn_at.is_(None),
        )
    )
    if open_ones:
        raise UnansweredComments(open_ones)
