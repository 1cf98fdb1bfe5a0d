"""The thread of an answer: write, take back, settle, note what was read.

Personal data in the words is masked before they are stored, as in complaints: whatever shows or sends them later has
nothing to hide.
"""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Actor
from app.assessment.addresses import answer_path, questions_path
from app.assessment.hiding import without_people
from app.assessment.models import Assessment
from app.assessment.queries.handed import holders_of
from app.assessment.queries.people import coordinator_ids, opd_admin_ids
from app.assessment.queries.standing import duties_of, government_of
from app.assessment.queries.talking import find_thread
from app.assessment.rules import Duty
from app.assessment.rules.talking import Moments, Side, may_take_back, state_of
from app.assessment.together.models import AnswerThread, ThreadMessage, ThreadReading
from app.audit import record
from app.db import db, utc_now
from app.instrument.questionnaire import IndicatorSpec
from app.notifications import notify


class NotYourThread(Exception):
    """Only who answers the indicator, and who verifies it, talk about it."""


class TooLateToTakeBack(Exception):
    """Somebody wrote after it, or the time is over, or the words are somebody else's."""


def side_of(actor: Actor, assessment: Assessment, indicator_id: str) -> Side | None:
    """For whom the actor would write at this indicator; None: not at all."""
    if assessment.unit_id is None:
        return None
    duties = duties_of(actor, assessment, indicator_id)
    if duties & {Duty.ANSWER, Duty.CONTRIBUTE}:
        return Side.OPD
    return Side.COORDINATOR if Duty.VERIFY in duties else None


def write(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    text: str,
    *,
    asks: bool = False,
    now: datetime | None = None,
) -> ThreadMessage:
    """Write into the thread of an indicator; `asks`: a question to the coordinator. Raises `NotYourThread`.

    The caller has checked the length; personal data is masked. What the coordinator writes answers whatever was asked
    before.
    """
    side = side_of(actor, assessment, spec.id)
    if side is None:
        raise NotYourThread
    now = now or utc_now()
    thread = thread_for(assessment, spec.id)
    message = ThreadMessage(
        government_id=assessment.government_id,
        thread_id=thread.id,
        author_id=actor.user_id,
        side=side,
        asks=asks and side is Side.OPD,
        text=without_people(text.strip()),
        created_at=now,
    )
    db.session.add(message)
    db.session.flush()
    judge(thread)
    note_read(actor, thread, now)
    record(
        actor,
        "thread.written",
        message,
        government_id=message.government_id,
        after={"code": spec.code, "asks": message.asks, "characters": len(message.text)},
    )
    _tell(actor, assessment, spec, thread, message, now)
    return message


def take_words_back(actor: Actor, message: ThreadMessage, now: datetime | None = None) -> None:
    """Take the own words back: they are gone, their place stays. Raises `TooLateToTakeBack`."""
    now = now or utc_now()
    thread = _hold(message.thread_id)
    later = select(ThreadMessage.id).where(
        ThreadMessage.thread_id == thread.id,
        ThreadMessage.created_at > message.created_at,
        ThreadMessage.author_id != actor.user_id,
        ThreadMessage.withdrawn_at.is_(None),
    )
    followed = db.session.scalars(later.limit(1)).first() is not None
    if not may_take_back(
        own=message.author_id == actor.user_id,
        written=message.created_at,
        now=now,
        followed=followed,
        taken_back=message.withdrawn_at is not None,
    ):
        raise TooLateToTakeBack
    message.text, message.withdrawn_at = "", now
    db.session.flush()
    judge(thread)
    record(actor, "thread.taken_back", message, government_id=message.government_id)


def settle(
    actor: Actor, assessment: Assessment, indicator_id: str, *, settled: bool, now: datetime | None = None
) -> None:
    """Say that the question is done, or that it is not. Raises `NotYourThread`, `LookupError` without a thread."""
    if side_of(actor, assessment, indicator_id) is None:
        raise NotYourThread
    found = find_thread(assessment, indicator_id)
    if found is None:
        raise LookupError(indicator_id)
    thread = _hold(found.id)
    if (thread.settled_at is not None) == settled:
        return
    thread.settled_at = (now or utc_now()) if settled else None
    thread.settled_by = actor.user_id if settled else None
    db.session.flush()
    judge(thread)
    record(
        actor,
        "thread.settled" if settled else "thread.reopened",
        thread,
        government_id=thread.government_id,
    )


def note_read(actor: Actor, thread: AnswerThread, now: datetime | None = None) -> None:
    """The person has read the thread until now."""
    if actor.user_id is None:
        return
    now = now or utc_now()
    row = db.session.scalars(
        select(ThreadReading).where(
            ThreadReading.thread_id == thread.id, ThreadReading.user_id == actor.user_id
        )
    ).one_or_none()
    if row is not None:
        row.read_at = max(row.read_at, now)
        db.session.flush()
        return
    made = ThreadReading(
        government_id=thread.government_id, thread_id=thread.id, user_id=actor.user_id, read_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return  # the same person in another window was a moment faster


def thread_for(assessment: Assessment, indicator_id: str) -> AnswerThread:
    """The thread of an indicator, held until the end of the transaction; begun if there is none."""
    found = find_thread(assessment, indicator_id)
    if found is None:
        made = AnswerThread(
            government_id=assessment.government_id, assessment_id=assessment.id, indicator_id=indicator_id
        )
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:  # two people began it at the same moment
            found = find_thread(assessment, indicator_id)
        else:
            found = made
    if found is None:
        raise LookupError(indicator_id)
    return _hold(found.id)


def judge(thread: AnswerThread) -> None:
    """Bring the state of a thread in step with what is in it."""
    asked: datetime | None = None
    answered: datetime | None = None
    rows = db.session.scalars(
        select(ThreadMessage).where(
            ThreadMessage.thread_id == thread.id, ThreadMessage.withdrawn_at.is_(None)
        )
    )
    for message in rows:
        if message.side is Side.COORDINATOR:
            answered = max(answered or message.created_at, message.created_at)
        elif message.asks:
            asked = max(asked or message.created_at, message.created_at)
    thread.state = state_of(Moments(asked, answered, thread.common_at, thread.settled_at))
    db.session.flush()


def concerned(assessment: Assessment, thread: AnswerThread, now: datetime) -> tuple[set[str], set[str]]:
    """Who hears of a thread: those who answer the indicator today, and the coordinators who wrote in it."""
    today = government_of(assessment.government_id).today(now)
    unit_id = assessment.unit_id or ""
    opd = set(opd_admin_ids(assessment.government_id, [unit_id], today).get(unit_id, ()))
    opd |= {user_id for user_id, _name in holders_of(assessment).get(thread.indicator_id, ()) if user_id}
    wrote = select(ThreadMessage.author_id).where(
        ThreadMessage.thread_id == thread.id, ThreadMessage.side == Side.COORDINATOR
    )
    coordinators = set(coordinator_ids(assessment.government_id, today))
    return opd, coordinators & {author for author in db.session.scalars(wrote) if author}


def _tell(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    thread: AnswerThread,
    message: ThreadMessage,
    now: datetime,
) -> None:
    """Everybody concerned but the author; the words stay on the page, where they can still be taken back."""
    opd, coordinators = concerned(assessment, thread, now)
    unit = assessment.unit.name if assessment.unit is not None else ""
    if message.asks:
        today = government_of(assessment.government_id).today(now)
        coordinators = set(coordinator_ids(assessment.government_id, today))
    path = answer_path(assessment.id, spec.code) + "#percakapan"
    title = (
        _("Koordinator menulis tentang %(code)s", code=spec.code)
        if message.side is Side.COORDINATOR
        else _("%(name)s menulis tentang %(code)s", name=actor.name, code=spec.code)
    )
    own = actor.user_id or ""
    notify(sorted(opd - {own}), "assessment.thread", title, unit, path, assessment.government_id)
    asking = _("%(unit)s bertanya tentang %(code)s", unit=unit, code=spec.code)
    notify(
        sorted(coordinators - {own} - opd),
        "assessment.thread",
        asking if message.asks else title,
        unit,
        questions_path(spec.code, assessment.round.year) if message.asks else path,
        assessment.government_id,
    )


def _hold(thread_id: str) -> AnswerThread:
    return db.session.scalars(
        select(AnswerThread)
        .where(AnswerThread.id == thread_id)
        .with_for_update(of=AnswerThread)
        .execution_options(populate_existing=True)
    ).one()
