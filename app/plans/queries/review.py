"""The queue of plans: every government within reach, whether it has sent a plan or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.models import Government, GovernmentKind, User
from app.plans.models import Plan, ReviewAssignment
from app.plans.queries.waiting import ministry_calendar, waiting_since
from app.plans.rules import PlanState
from app.web.pagination import PER_PAGE, Page, page_number


class QueueFilter(StrEnum):
    """Which plans the queue shows."""

    WAITING = "waiting"  # sent, and the ministry has not decided
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"  # in the making, or not begun
    ALL = "all"


NOBODY = "-"  # as the reviewer wanted: plans that nobody reads


@dataclass(frozen=True)
class QueueQuery:
    """What somebody wants to see of the queue; empty fields do not filter.

    `reviewer` is the id of a user or NOBODY, `days` at least so many working days on the present desk, `order` one of
    ORDERS, with a minus in front for the other way round.
    """

    wanted: QueueFilter = QueueFilter.WAITING
    province_id: str = ""
    words: str = ""
    reviewer: str = ""
    days: int = 0
    order: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the state filters."""
        return bool(self.province_id or self.words or self.reviewer or self.days)


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
    reviewer_id: str | None = None
    reviewer: str = ""


_STATES = {
    QueueFilter.WAITING: (PlanState.SUBMITTED, PlanState.UNDER_REVIEW),
    QueueFilter.RETURNED: (PlanState.RETURNED,),
    QueueFilter.ACCEPTED: (PlanState.ACCEPTED,),
    QueueFilter.NOT_SENT: (PlanState.DRAFTING, PlanState.AWAITING_APPROVAL, PlanState.APPROVED),
}

_Province = aliased(Government)
_Reviewer = aliased(User)

ORDERS: Mapping[str, Any] = {
    "lama": Plan.state_since,
    "nama": func.lower(Government.name),
    "provinsi": func.lower(func.coalesce(_Province.name, Government.name)),
    "penelaah": func.lower(func.coalesce(_Reviewer.name, "")),
    "kiriman": func.coalesce(Plan.submissions_made, 0),
}


def queue(
    actor: Actor,
    wanted: QueueFilter | QueueQuery,
    *,
    province_id: str = "",
    words: str = "",
    per_page: int = PER_PAGE,
) -> Page[QueueRow]:
    """One page of the queue; whoever has waited longest stands first, governments without a plan last, by code."""
    asked = wanted if isinstance(wanted, QueueQuery) else QueueQuery(wanted, province_id, words)
    statement = _governments(actor).where(*_conditions(asked))
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    last = max(1, -(-total // per_page))
    shown = min(page_number(), last)
    rows = db.session.execute(
        statement.order_by(*_order(asked.order)).limit(per_page).offset((shown - 1) * per_page)
    )
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
    """Every province, regency and city within reach with its latest plan and who reads it."""
    newest = (
        select(Plan.government_id, func.max(Plan.created_at).label("at"))
        .group_by(Plan.government_id)
        .subquery()
    )
    return (
        select(
            Government.name,
            Government.code,
            func.coalesce(_Province.name, "").label("province"),
            Plan.id,
            func.coalesce(Plan.title, "").label("title"),
            Plan.state,
            Plan.state_since,
            func.coalesce(Plan.submissions_made, 0).label("submissions"),
            ReviewAssignment.reviewer_id,
            func.coalesce(_Reviewer.name, "").label("reviewer"),
        )
        .outerjoin(_Province, _Province.id == Government.parent_id)
        .outerjoin(newest, newest.c.government_id == Government.id)
        .outerjoin(Plan, and_(Plan.government_id == Government.id, Plan.created_at == newest.c.at))
        .outerjoin(
            ReviewAssignment,
            and_(ReviewAssignment.plan_id == Plan.id, ReviewAssignment.ended_at.is_(None)),
        )
        .outerjoin(_Reviewer, _Reviewer.id == ReviewAssignment.reviewer_id)
        .where(
            Government.kind != GovernmentKind.MINISTRY,
            within(actor, Permission.REVIEW_QUEUE, Government, column=Government.id),
        )
    )


def _order(wanted: str) -> tuple[Any, ...]:
    column = ORDERS.get(wanted.removeprefix("-"), ORDERS["lama"])
    way = column.desc() if wanted.startswith("-") else column.asc()
    if column is ORDERS["lama"]:
        return Plan.state_since.is_(None), way, Government.code
    return way, Plan.state_since.is_(None), Plan.state_since, Government.code


def _conditions(asked: QueueQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.wanted is QueueFilter.NOT_SENT:
        # A returned plan that is being mended was sent before; it is on the regency's desk all the same.
        conditions.append(or_(Plan.id.is_(None), Plan.state.in_(_STATES[asked.wanted])))
    elif asked.wanted is not QueueFilter.ALL:
        conditions.append(Plan.state.in_(_STATES[asked.wanted]))
    if asked.province_id:
        conditions.append(or_(Government.parent_id == asked.province_id, Government.id == asked.province_id))
    if asked.reviewer == NOBODY:
        conditions += [ReviewAssignment.id.is_(None), Plan.id.is_not(None)]
    elif asked.reviewer:
        conditions.append(ReviewAssignment.reviewer_id == asked.reviewer)
    if asked.days:
        conditions.append(Plan.state_since < waiting_since(ministry_calendar(), asked.days))
    for word in asked.words.split():
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        conditions.append(or_(Government.name.ilike(pattern), Government.code.ilike(pattern)))
    return conditions
