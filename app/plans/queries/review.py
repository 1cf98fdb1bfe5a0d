"""The queue of plans: every government within reach, whether it has sent a plan or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Plan
from app.plans.rules import PlanState
from app.web.pagination import PER_PAGE, Page, page_number


class QueueFilter(StrEnum):
    """Which plans the queue shows."""

    WAITING = "waiting"  # sent, and the ministry has not decided
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"  # in the making, or not begun
    ALL = "all"


@dataclass(frozen=True)
class QueueRow:
    """One government in the queue. `plan_id` is None where no plan was begun."""

    government: str
    code: str
    province: str
    plan_id: str | None
    title: str
    state: PlanState | None
    since: datetime | None
    submissions: int


_STATES = {
    QueueFilter.WAITING: (PlanState.SUBMITTED, PlanState.UNDER_REVIEW),
    QueueFilter.RETURNED: (PlanState.RETURNED,),
    QueueFilter.ACCEPTED: (PlanState.ACCEPTED,),
    QueueFilter.NOT_SENT: (PlanState.DRAFTING, PlanState.AWAITING_APPROVAL, PlanState.APPROVED),
}

_Province = aliased(Government)


def queue(
    actor: Actor, wanted: QueueFilter, *, province_id: str = "", words: str = "", per_page: int = PER_PAGE
) -> Page[QueueRow]:
    """One page of the queue; whoever has waited longest stands first, governments without a plan last, by code."""
    statement = _governments(actor).where(*_conditions(wanted, province_id, words))
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    last = max(1, -(-total // per_page))
    shown = min(page_number(), last)
    order = (Plan.state_since.is_(None), Plan.state_since, Government.code)
    rows = db.session.execute(statement.order_by(*order).limit(per_page).offset((shown - 1) * per_page))
    return Page([QueueRow(*row) for row in rows], shown, per_page, total)


def queue_counts(actor: Actor) -> dict[QueueFilter, int]:
    """How many governments each filter shows, in one query."""
    rows = _governments(actor).subquery()
    counted = select(rows.c.state, func.count()).group_by(rows.c.state)
    by_state: dict[PlanState | None, int] = {row[0]: row[1] for row in db.session.execute(counted)}
    found = {wanted: sum(by_state.get(state, 0) for state in states) for wanted, states in _STATES.items()}
    found[QueueFilter.NOT_SENT] += by_state.get(None, 0)  # no plan was begun
    return found | {QueueFilter.ALL: sum(by_state.values())}


def provinces(actor: Actor) -> Sequence[tuple[str, str]]:
    """The provinces to filter by, as (id, name)."""
    rows = db.session.execute(
        select(Government.id, Government.name)
        .where(
            Government.kind == GovernmentKind.PROVINCE,
            within(actor, Permission.REVIEW_QUEUE, Government, column=Government.id),
        )
        .order_by(Government.code)
    )
    return [(row[0], row[1]) for row in rows]


def _governments(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Every province, regency and city within reach with its latest plan."""
    newest = (
        select(Plan.government_id, func.max(Plan.created_at).label("at"))
        .group_by(Plan.government_id)
        .subquery()
    )
    return (
        select(
            Government.name,
            Government.code,
            func.coalesce(_Province.name, ""),
            Plan.id,
            func.coalesce(Plan.title, ""),
            Plan.state,
            Plan.state_since,
            func.coalesce(Plan.submissions_made, 0),
        )
        .outerjoin(_Province, _Province.id == Government.parent_id)
        .outerjoin(newest, newest.c.government_id == Government.id)
        .outerjoin(Plan, and_(Plan.government_id == Government.id, Plan.created_at == newest.c.at))
        .where(
            Government.kind != GovernmentKind.MINISTRY,
            within(actor, Permission.REVIEW_QUEUE, Government, column=Government.id),
        )
    )


def _conditions(wanted: QueueFilter, province_id: str, words: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted is QueueFilter.NOT_SENT:
        # A returned plan that is being mended was sent before; it is on the regency's desk all the same.
        conditions.append(or_(Plan.id.is_(None), Plan.state.in_(_STATES[wanted])))
    elif wanted is not QueueFilter.ALL:
        conditions.append(Plan.state.in_(_STATES[wanted]))
    if province_id:
        conditions.append(or_(Government.parent_id == province_id, Government.id == province_id))
    for word in words.split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        conditions.append(or_(Government.name.ilike(pattern), Government.code.ilike(pattern)))
    return conditions
