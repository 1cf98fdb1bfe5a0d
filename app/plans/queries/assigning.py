"""Who reads which plan for the ministry, and what lies on whose desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.access import Actor, Permission, Role, within
from app.db import db
from app.organisations.models import Government, User
from app.plans.models import Plan, ReviewAssignment
from app.plans.queries.people import holders
from app.plans.rules import IN_REVIEW, AssignedHow, Waiting


@dataclass(frozen=True)
class Reader:
    """A reviewer and how many plans wait on the desk."""

    id: str
    name: str
    load: int


@dataclass(frozen=True)
class Unread:
    """A plan that waits for the ministry and that nobody reads yet."""

    id: str
    government: str
    code: str
    since: datetime

    @property
    def waiting(self) -> Waiting:
        """As the rules take it."""
        return Waiting(self.id, self.since.timestamp())


@dataclass(frozen=True)
class AssignmentRow:
    """One line of the history."""

    reviewer: str
    by: str
    how: AssignedHow
    since: datetime
    until: datetime | None


def assignment_of(plan: Plan) -> ReviewAssignment | None:
    """The assignment in force."""
    return db.session.scalars(
        select(ReviewAssignment).where(
            ReviewAssignment.plan_id == plan.id, ReviewAssignment.ended_at.is_(None)
        )
    ).one_or_none()


def readers() -> Sequence[Reader]:
    """All reviewers of the ministry by name, with the plans that wait on their desks."""
    load = (
        select(ReviewAssignment.reviewer_id, func.count().label("load"))
        .join(Plan, Plan.id == ReviewAssignment.plan_id)
        .where(ReviewAssignment.ended_at.is_(None), Plan.state.in_(IN_REVIEW))
        .group_by(ReviewAssignment.reviewer_id)
        .subquery()
    )
    rows = db.session.execute(
        select(User.id, User.name, func.coalesce(load.c.load, 0))
        .outerjoin(load, load.c.reviewer_id == User.id)
        .where(User.id.in_(holders(Role.MINISTRY_REVIEWER)))
        .order_by(func.lower(User.name), User.id)
    )
    return [Reader(*row) for row in rows]


def unread(actor: Actor) -> Sequence[Unread]:
    """The plans that wait for the ministry without a reader, the longest waiting first."""
    taken = select(ReviewAssignment.plan_id).where(ReviewAssignment.ended_at.is_(None))
    rows = db.session.execute(
        select(Plan.id, Government.name, Government.code, Plan.state_since)
        .join(Government, Government.id == Plan.government_id)
        .where(
            Plan.state.in_(IN_REVIEW),
            Plan.id.not_in(taken),
            within(actor, Permission.REVIEW_ASSIGN, Plan),
        )
        .order_by(Plan.state_since, Plan.id)
    )
    return [Unread(*row) for row in rows]


def assignments_of(plan: Plan) -> Sequence[AssignmentRow]:
    """Who read the plan and who gave it to whom, the latest first."""
    reader, giver = aliased(User), aliased(User)
    rows = db.session.execute(
        select(
            reader.name,
            func.coalesce(giver.name, ""),
            ReviewAssignment.how,
            ReviewAssignment.created_at,
            ReviewAssignment.ended_at,
        )
        .join(reader, reader.id == ReviewAssignment.reviewer_id)
        .outerjoin(giver, giver.id == ReviewAssignment.assigned_by)
        .where(ReviewAssignment.plan_id == plan.id)
        .order_by(ReviewAssignment.created_at.desc(), ReviewAssignment.id)
    )
    return [AssignmentRow(*row) for row in rows]
