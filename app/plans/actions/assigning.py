"""Giving plans to reviewers."""

from collections.abc import Iterable

from app.access import Actor, Permission, Role, check
from app.audit import record
from app.db import db, utc_now
from app.plans import notices
from app.plans.actions.guards import hold
from app.plans.models import Plan, ReviewAssignment
from app.plans.queries.assigning import assignment_of
from app.plans.queries.people import holders
from app.plans.rules import IN_REVIEW, AssignedHow, NotAReviewer, Step, WrongState


def assign_review(
    actor: Actor, plan: Plan, reviewer_id: str, how: AssignedHow | None = None
) -> ReviewAssignment:
    """Give a plan to a reviewer; whoever had it before is relieved, and stays in the history.

    Giving it to who has it already changes nothing. Raises NotAReviewer for anybody who does not review for the
    ministry, and WrongState unless the plan waits for the ministry.
    """
    check(actor, Permission.REVIEW_ASSIGN, plan.government_id)
    hold(plan)
    if plan.state not in IN_REVIEW:
        raise WrongState(Step.START_REVIEW, plan.state)
    if reviewer_id not in holders(Role.MINISTRY_REVIEWER):
        raise NotAReviewer
    before = assignment_of(plan)
    if before is not None and before.reviewer_id == reviewer_id:
        return before
    _end(actor, before)
    itself = reviewer_id == actor.user_id
    given = ReviewAssignment(
        government_id=plan.government_id,
        plan_id=plan.id,
        reviewer_id=reviewer_id,
        how=how or (AssignedHow.SELF if itself else AssignedHow.OTHER),
        assigned_by=actor.user_id,
    )
    db.session.add(given)
    db.session.flush()
    record(
        actor,
        "plan.review_assigned",
        plan,
        government_id=plan.government_id,
        before={"reviewer": before.reviewer_id} if before else None,
        after={"reviewer": reviewer_id, "how": given.how},
    )
    if not itself:
        notices.assigned(plan, reviewer_id)
    return given


def release_review(actor: Actor, plan: Plan) -> None:
    """Put a plan back among those that nobody reads; nothing happens when nobody does."""
    check(actor, Permission.REVIEW_ASSIGN, plan.government_id)
    hold(plan)
    before = assignment_of(plan)
    if before is None:
        return
    _end(actor, before)
    record(
        actor,
        "plan.review_released",
        plan,
        government_id=plan.government_id,
        before={"reviewer": before.reviewer_id},
    )


def spread_reviews(actor: Actor, pairs: Iterable[tuple[Plan, str]]) -> tuple[int, int]:
    """Give out what was shown, as (plan, reviewer): (given, skipped).

    Skipped is what somebody else took meanwhile, or what was decided: nobody loses a plan by a spread.
    """
    given = skipped = 0
    # Always in the same order, so that two who spread at once do not wait for each other in a circle.
    for plan, reviewer_id in sorted(pairs, key=lambda pair: pair[0].id):
        hold(plan)
        if plan.state not in IN_REVIEW or assignment_of(plan) is not None:
            skipped += 1
            continue
        assign_review(actor, plan, reviewer_id, AssignedHow.SPREAD)
        given += 1
    return given, skipped


def _end(actor: Actor, assignment: ReviewAssignment | None) -> None:
    if assignment is not None:
        assignment.ended_at, assignment.ended_by = utc_now(), actor.user_id
        db.session.flush()
