"""A question answered once for every OPD of a round: publish, change, withdraw.

Personal data in both texts is masked before they are stored, as in complaints and in threads.
"""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission, check
from app.assessment.actions.talking import concerned, judge
from app.assessment.addresses import answer_path
from app.assessment.hiding import without_people
from app.assessment.models import Assessment, Round
from app.assessment.rules.talking import ThreadState
from app.assessment.together.models import AnswerThread, CommonAnswer
from app.audit import record
from app.db import db, utc_now
from app.instrument.questionnaire import IndicatorSpec
from app.notifications import notify
from app.web.conflict import require_version


def publish_answer(
    actor: Actor,
    round_: Round,
    spec: IndicatorSpec,
    *,
    question: str,
    text: str,
    now: datetime | None = None,
) -> CommonAnswer:
    """Show question and answer to every OPD at this indicator; the open questions there count as answered by it.

    Whoever asked is told. The caller has checked both texts.
    """
    check(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, round_.government_id)
    now = now or utc_now()
    made = CommonAnswer(
        government_id=round_.government_id,
        round_id=round_.id,
        indicator_id=spec.id,
        question=without_people(question.strip()),
        text=without_people(text.strip()),
        published_by=actor.user_id,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()
    waiting = _threads(
        round_.id, AnswerThread.indicator_id == spec.id, AnswerThread.state == ThreadState.OPEN
    )
    for thread, assessment in waiting:
        thread.common_id, thread.common_at = made.id, now
        judge(thread)
        opd, _coordinators = concerned(assessment, thread, now)
        notify(
            sorted(opd - {actor.user_id or ""}),
            "assessment.thread",
            _("Pertanyaan tentang %(code)s dijawab untuk semua OPD", code=spec.code),
            _("Jawabannya tampil di atas percakapan indikator itu."),
            answer_path(assessment.id, spec.code) + "#jawaban-umum",
            assessment.government_id,
        )
    record(
        actor,
        "common_answer.published",
        made,
        government_id=made.government_id,
        after={"code": spec.code, "answered": len(waiting)},
    )
    return made


def change_answer(
    actor: Actor,
    answer: CommonAnswer,
    *,
    question: str,
    text: str,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Word it otherwise. Raises `Conflict`."""
    check(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, answer.government_id)
    require_version(answer, seen_version)
    answer.question, answer.text = without_people(question.strip()), without_people(text.strip())
    answer.changed_at, answer.changed_by = now or utc_now(), actor.user_id
    db.session.flush()
    record(actor, "common_answer.changed", answer, government_id=answer.government_id)


def withdraw_answer(
    actor: Actor, answer: CommonAnswer, *, seen_version: int | None, now: datetime | None = None
) -> int:
    """Take it from every page; questions that it had answered wait again. How many these are. Raises `Conflict`."""
    check(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, answer.government_id)
    require_version(answer, seen_version)
    if answer.withdrawn_at is not None:
        return 0
    answer.withdrawn_at, answer.withdrawn_by = now or utc_now(), actor.user_id
    db.session.flush()
    reopened = 0
    for thread, _assessment in _threads(answer.round_id, AnswerThread.common_id == answer.id):
        thread.common_id = thread.common_at = None
        judge(thread)
        reopened += thread.state is ThreadState.OPEN
    record(
        actor,
        "common_answer.withdrawn",
        answer,
        government_id=answer.government_id,
        after={"reopened": reopened},
    )
    return reopened


def _threads(round_id: str, *conditions: object) -> list[tuple[AnswerThread, Assessment]]:
    rows = db.session.execute(
        select(AnswerThread, Assessment)
        .join(Assessment, Assessment.id == AnswerThread.assessment_id)
        .where(Assessment.round_id == round_id, *conditions)  # type: ignore[arg-type]
        .order_by(AnswerThread.id)
        .with_for_update(of=AnswerThread)
        .execution_options(populate_existing=True)
    ).unique()
    return [(row[0], row[1]) for row in rows]
