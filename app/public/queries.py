"""Public reads. They run with the rights of the system and limit themselves to what was accepted or is verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from app.db import as_system, db
from app.organisations.models import Government, GovernmentKind
from app.plans.canonical import sha256
from app.plans.document_data import PlanDocument
from app.plans.models import Plan, ReviewDecision, Submission
from app.plans.queries import submitted_document
from app.plans.rules import PlanState, Verdict
from app.web.pagination import PER_PAGE, Page, page_number


@dataclass(frozen=True)
class PublicPlan:
    """One accepted plan in the list."""

    plan_id: str
    title: str
    government: str
    code: str
    province: str
    accepted_at: datetime


@dataclass(frozen=True)
class Verification:
    """What may be said of any submission to whoever holds the document."""

    submission_id: str
    title: str
    government: str
    number: int
    receipt_number: str
    sha256: str
    submitted_at: datetime
    time_zone: str
    state: PlanState
    verdict: Verdict | None
    is_latest: bool
    is_intact: bool  # the text that is kept still has the hash of its receipt, recomputed now
    plan_id: str | None  # None unless this very version is public


_Province = aliased(Government)


def accepted_plans(words: str = "", province_id: str = "", per_page: int = PER_PAGE) -> Page[PublicPlan]:
    """One page of the accepted plans, the latest accepted first."""
    with as_system():
        statement = _accepted().where(*_conditions(words, province_id))
        total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
        shown = min(page_number(), max(1, -(-total // per_page)))
        rows = db.session.execute(
            statement.order_by(ReviewDecision.created_at.desc(), Government.code)
            .limit(per_page)
            .offset((shown - 1) * per_page)
        )
        return Page([PublicPlan(*row) for row in rows], shown, per_page, total)


def provinces() -> Sequence[tuple[str, str]]:
    """All provinces, to filter by."""
    rows = db.session.execute(
        select(Government.id, Government.name)
        .where(Government.kind == GovernmentKind.PROVINCE)
        .order_by(Government.code)
    )
    return [(row[0], row[1]) for row in rows]


def accepted_document(plan_id: str) -> tuple[PlanDocument, Submission] | None:
    """The accepted version of a plan; None unless it was accepted."""
    with as_system():
        found = db.session.execute(
            select(Submission, Plan.state)
            .join(Plan, Plan.id == Submission.plan_id)
            .join(ReviewDecision, ReviewDecision.submission_id == Submission.id)
            .where(
                Plan.id == plan_id,
                Plan.state == PlanState.ACCEPTED,
                ReviewDecision.verdict == Verdict.ACCEPTED,
            )
            .order_by(Submission.number.desc())
            .limit(1)
        ).one_or_none()
        if found is None:
            return None
        submission, state = found
        return submitted_document(submission, state), submission


def verification(reference: str) -> Verification | None:
    """What is known of the submission with this id or receipt number; None if there is none."""
    with as_system():
        found = db.session.execute(
            select(Submission, Plan, Government)
            .join(Plan, Plan.id == Submission.plan_id)
            .join(Government, Government.id == Submission.government_id)
            .where(or_(Submission.id == reference, Submission.receipt_number == reference.upper()))
        ).one_or_none()
        if found is None:
            return None
        submission, plan, government = found
        verdict = submission.decision.verdict if submission.decision else None
        return Verification(
            submission_id=submission.id,
            title=plan.title,
            government=government.name,
            number=submission.number,
            receipt_number=submission.receipt_number,
            sha256=submission.sha256,
            submitted_at=submission.submitted_at,
            time_zone=government.time_zone.value,
            state=plan.state,
            verdict=verdict,
            is_intact=sha256(submission.content) == submission.sha256,
            is_latest=submission.number == plan.submissions_made,
            plan_id=plan.id if verdict is Verdict.ACCEPTED and plan.state is PlanState.ACCEPTED else None,
        )


def _accepted() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Plan.id,
            Plan.title,
            Government.name,
            Government.code,
            func.coalesce(_Province.name, ""),
            ReviewDecision.created_at,
        )
        .join(Submission, Submission.plan_id == Plan.id)
        .join(ReviewDecision, ReviewDecision.submission_id == Submission.id)
        .join(Government, Government.id == Plan.government_id)
        .outerjoin(_Province, _Province.id == Government.parent_id)
        .where(Plan.state == PlanState.ACCEPTED, ReviewDecision.verdict == Verdict.ACCEPTED)
    )


def _conditions(words: str, province_id: str) -> list[Any]:
    conditions: list[Any] = []
    if province_id:
        conditions.append(or_(Government.parent_id == province_id, Government.id == province_id))
    for word in words.split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        conditions.append(
            or_(
                Government.name.ilike(pattern),
                Government.code.ilike(pattern),
                Plan.title.ilike(pattern),
                _Province.name.ilike(pattern),
            )
        )
    return conditions
