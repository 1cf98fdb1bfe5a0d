"""Samples of finished reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import case, func, select

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.models import Government, User
from app.plans.models import ReviewDecision, ReviewDraw, SecondLook, Submission
from app.plans.rules import SecondOpinion, Verdict, draw


@dataclass(frozen=True)
class DrawRow:
    """A draw with how far the second looks came."""

    id: str
    seed: str
    size: int
    population: int
    at: datetime
    by: str
    looked: int
    differing: int


@dataclass(frozen=True)
class LookRow:
    """One drawn submission."""

    look: SecondLook
    government: str
    plan_id: str
    receipt: str
    verdict: Verdict
    reviewer_id: str | None
    reviewer: str


def decided(actor: Actor, until: datetime) -> Mapping[str, str]:
    """The submissions with a verdict up to a moment, each with its government."""
    rows = db.session.execute(
        select(ReviewDecision.submission_id, ReviewDecision.government_id).where(
            ReviewDecision.created_at <= until, within(actor, Permission.REVIEW_SAMPLE, ReviewDecision)
        )
    )
    return {row[0]: row[1] for row in rows}


def draws(actor: Actor) -> Sequence[DrawRow]:
    """All draws, the latest first."""
    looked = func.count(SecondLook.looked_at)
    differing = func.sum(case((SecondLook.opinion == SecondOpinion.DIFFERS, 1), else_=0))
    rows = db.session.execute(
        select(
            ReviewDraw.id,
            ReviewDraw.seed,
            ReviewDraw.size,
            ReviewDraw.population,
            ReviewDraw.created_at,
            func.coalesce(User.name, ""),
            looked,
            func.coalesce(differing, 0),
        )
        .join(SecondLook, SecondLook.draw_id == ReviewDraw.id)
        .outerjoin(User, User.id == ReviewDraw.drawn_by)
        .where(within(actor, Permission.REVIEW_SAMPLE, ReviewDraw))
        .group_by(ReviewDraw.id, User.name)
        .order_by(ReviewDraw.created_at.desc(), ReviewDraw.id)
    )
    return [DrawRow(*row) for row in rows]


def open_draw(actor: Actor, draw_id: str) -> ReviewDraw:
    """A draw; 404 beyond the reach of the actor."""
    found = db.session.scalars(
        select(ReviewDraw).where(
            ReviewDraw.id == draw_id, within(actor, Permission.REVIEW_SAMPLE, ReviewDraw)
        )
    ).one_or_none()
    return found or abort(404)


def looks_of(made: ReviewDraw) -> Sequence[LookRow]:
    """What was drawn, in the order of the draw."""
    rows = db.session.execute(
        select(
            SecondLook,
            Government.name,
            Submission.plan_id,
            Submission.receipt_number,
            ReviewDecision.verdict,
            ReviewDecision.decided_by,
            func.coalesce(User.name, ""),
        )
        .join(Submission, Submission.id == SecondLook.submission_id)
        .join(ReviewDecision, ReviewDecision.submission_id == Submission.id)
        .join(Government, Government.id == SecondLook.government_id)
        .outerjoin(User, User.id == ReviewDecision.decided_by)
        .where(SecondLook.draw_id == made.id)
        .order_by(SecondLook.position)
    )
    return [LookRow(*row) for row in rows]


def is_reproduced(actor: Actor, made: ReviewDraw, rows: Sequence[LookRow]) -> bool:
    """Whether drawing again with the same seed from what was finished then gives the same."""
    again = draw(list(decided(actor, made.decided_until)), made.size, made.seed)
    return list(again) == [row.look.submission_id for row in rows]
