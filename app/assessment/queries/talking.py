"""Threads, answers for every OPD, and the coordinator's list of questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.access import Actor, Permission, within
from app.assessment.models import Assessment, Round
from app.assessment.rules.talking import ThreadState
from app.assessment.together.models import AnswerThread, CommonAnswer, ThreadMessage, ThreadReading
from app.db import db
from app.organisations.models import Unit


def find_thread(assessment: Assessment, indicator_id: str) -> AnswerThread | None:
    """The thread of one indicator with its messages, if anybody wrote."""
    return db.session.scalars(
        select(AnswerThread)
        .where(AnswerThread.assessment_id == assessment.id, AnswerThread.indicator_id == indicator_id)
        .options(selectinload(AnswerThread.messages))
        .execution_options(populate_existing=True)
    ).one_or_none()


def read_until(actor: Actor, thread: AnswerThread) -> datetime | None:
    """Until when this person has read it; None: never opened."""
    return db.session.scalars(
        select(ThreadReading.read_at).where(
            ThreadReading.thread_id == thread.id, ThreadReading.user_id == (actor.user_id or "")
        )
    ).one_or_none()


@dataclass(frozen=True)
class Talk:
    """What a list shows of a thread."""

    state: ThreadState
    messages: int
    unread: int


def talks_of(actor: Actor, assessment: Assessment) -> dict[str, Talk]:
    """The threads of an assessment by indicator id, with what this person has not read; one query."""
    read = and_(ThreadReading.thread_id == AnswerThread.id, ThreadReading.user_id == (actor.user_id or ""))
    is_new = and_(
        or_(ThreadReading.read_at.is_(None), ThreadMessage.created_at > ThreadReading.read_at),
        or_(ThreadMessage.author_id.is_(None), ThreadMessage.author_id != (actor.user_id or "")),
    )
    rows = db.session.execute(
        select(
            AnswerThread.indicator_id,
            AnswerThread.state,
            func.count(ThreadMessage.id),
            func.count(ThreadMessage.id).filter(is_new),
        )
        .join(
            ThreadMessage,
            and_(ThreadMessage.thread_id == AnswerThread.id, ThreadMessage.withdrawn_at.is_(None)),
        )
        .outerjoin(ThreadReading, read)
        .where(AnswerThread.assessment_id == assessment.id)
        .group_by(AnswerThread.indicator_id, AnswerThread.state)
    )
    return {row[0]: Talk(row[1], row[2], row[3]) for row in rows}


def common_answers(round_: Round, indicator_id: str = "") -> Sequence[CommonAnswer]:
    """What the coordinator answered for all, at one indicator or at any, oldest first; withdrawn ones left out."""
    statement = select(CommonAnswer).where(
        CommonAnswer.round_id == round_.id,
        CommonAnswer.government_id == round_.government_id,
        CommonAnswer.withdrawn_at.is_(None),
    )
    if indicator_id:
        statement = statement.where(CommonAnswer.indicator_id == indicator_id)
    return db.session.scalars(statement.order_by(CommonAnswer.created_at, CommonAnswer.id)).all()


def threads_of_round(
    actor: Actor, round_: Round, states: Sequence[ThreadState], indicator_id: str = ""
) -> Select[AnswerThread]:
    """The threads of OPD in which something was asked, by name of the OPD."""
    statement = (
        select(AnswerThread)
        .join(Assessment, Assessment.id == AnswerThread.assessment_id)
        .join(Unit, Unit.id == Assessment.unit_id)
        .where(
            Assessment.round_id == round_.id,
            AnswerThread.state.in_(states),
            within(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, AnswerThread),
        )
        .options(selectinload(AnswerThread.messages), selectinload(AnswerThread.assessment))
        .order_by(Unit.name, AnswerThread.id)
    )
    return statement.where(AnswerThread.indicator_id == indicator_id) if indicator_id else statement


def counts_of_round(actor: Actor, round_: Round) -> dict[str, Counter[ThreadState]]:
    """How many threads each indicator (id) has in each state."""
    rows = db.session.execute(
        select(AnswerThread.indicator_id, AnswerThread.state, func.count())
        .join(Assessment, Assessment.id == AnswerThread.assessment_id)
        .where(
            Assessment.round_id == round_.id,
            within(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, AnswerThread),
        )
        .group_by(AnswerThread.indicator_id, AnswerThread.state)
    )
    found: dict[str, Counter[ThreadState]] = {}
    for indicator_id, state, count in rows:
        found.setdefault(indicator_id, Counter())[state] = count
    return found


def open_questions(actor: Actor, round_: Round) -> int:
    """How many threads wait for the coordinator."""
    return sum(each[ThreadState.OPEN] for each in counts_of_round(actor, round_).values())


def last_question(thread: AnswerThread) -> ThreadMessage | None:
    """The question that the thread waits with."""
    asked = [each for each in thread.messages if each.asks and each.withdrawn_at is None]
    return asked[-1] if asked else None


def own_message(actor: Actor, message_id: str) -> ThreadMessage | None:
    """A message that the actor wrote, with its thread; nobody else's is there."""
    return db.session.scalars(
        select(ThreadMessage)
        .where(ThreadMessage.id == message_id, ThreadMessage.author_id == (actor.user_id or ""))
        .options(joinedload(ThreadMessage.thread))
    ).one_or_none()
