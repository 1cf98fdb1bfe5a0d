"""Several people at one thread in the same moment: one thread, every message, a state that says what is in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.assessment.actions.handing import hand_over_to
from app.assessment.rules.talking import ThreadState
from app.assessment.together.models import AnswerThread, CommonAnswer, ThreadMessage
from app.db import db, new_id
from tests.factories import assessment as rounds
from tests.factories import organisations as make

CODE = "K-01"
QUESTIONS = f"/asesmen/pertanyaan-opd/{CODE}"


def at_once(app: Flask, *sent: tuple[Any, str, dict[str, str]]) -> list[int]:
    """What each person is answered who sends a form to an address, all of them together."""
    people = {id(person): person for person, _, _ in sent}
    db.session.commit()
    for person in people.values():
        db.session.refresh(person)
    db.session.expunge_all()
    db.session.rollback()

    def ready(person: Any, address: str, fields: dict[str, str]) -> Callable[[], int]:
        client = app.test_client()
        with app.app_context():
            make.login(client, person)
        return lambda: client.post(address, data=fields | {"idempotency_key": new_id()}).status_code

    prepared = [ready(*each) for each in sent]
    with ThreadPoolExecutor(len(prepared)) as hands:
        return list(hands.map(lambda send: send(), prepared))


def thread_at(assessment: Any) -> str:
    return f"/asesmen/isian/{assessment.id}/{CODE}/percakapan"


def test_many_first_messages_begin_one_thread(app: Flask, place):
    admin, address = place.admins[0], thread_at(place.assessment())
    told = at_once(app, *((admin, address, {"message": f"Pesan {n}", "asks": "y"}) for n in range(6)))
    assert told == [302] * 6
    (thread,) = db.session.scalars(select(AnswerThread)).all()
    texts = db.session.scalars(select(ThreadMessage.text).where(ThreadMessage.thread_id == thread.id)).all()
    assert sorted(texts) == [f"Pesan {n}" for n in range(6)]
    assert thread.state is ThreadState.OPEN


def test_question_and_answer_meet(app: Flask, place):
    address = thread_at(place.assessment())
    told = at_once(
        app,
        (place.admins[0], address, {"message": "Apakah SK cukup?", "asks": "y"}),
        (place.coordinator, address, {"message": "Cukup."}),
        (place.admins[0], address, {"message": "Terima kasih."}),
        (place.coordinator, address, {"message": "Sama-sama."}),
    )
    assert told == [302] * 4
    (thread,) = db.session.scalars(select(AnswerThread)).all()
    messages = db.session.scalars(select(ThreadMessage)).all()
    asked = max(each.created_at for each in messages if each.asks)
    answered = max(each.created_at for each in messages if each.side.value == "coordinator")
    assert thread.state is (ThreadState.ANSWERED if answered >= asked else ThreadState.OPEN)


def test_an_answer_for_all_meets_new_questions(app: Flask, db_session, register):
    place = rounds.place(units=4)
    for number in range(4):
        place.assessment(number)
    published = {"question": "Apakah SK cukup?", "answer": "Cukup, bila ditandatangani."}
    asking = [
        (place.admins[n], thread_at(place.assessment(n)), {"message": "Apakah SK cukup?", "asks": "y"})
        for n in range(4)
    ]
    told = at_once(app, *asking, (place.coordinator, QUESTIONS, published), *asking)
    assert told == [302] * 9
    common = db.session.scalars(select(CommonAnswer)).one()
    threads = db.session.scalars(select(AnswerThread)).all()
    assert len(threads) == 4
    for thread in threads:
        last = max(
            db.session.scalars(select(ThreadMessage.created_at).where(ThreadMessage.thread_id == thread.id))
        )
        covered = thread.common_at is not None and thread.common_id == common.id and thread.common_at >= last
        assert thread.state is (ThreadState.ANSWERED if covered else ThreadState.OPEN)


def test_a_message_while_the_indicator_is_taken_back(app: Flask, place):
    own = place.assessment()
    colleague = make.user_with(Role.CONTRIBUTOR, unit=place.units[0], name="Siti Kolega")
    handed = hand_over_to(place.admin(), own, [CODE], colleague.id).handover
    written = {"message": "Sudah saya isi."}
    told = at_once(
        app,
        (colleague, thread_at(own), written),
        (place.admins[0], f"/asesmen/kolega/{handed.id}/ambil-kembali", {}),
        (colleague, thread_at(own), written),
        (colleague, thread_at(own), written),
    )
    assert told[1] == 302
    assert {told[0], told[2], told[3]} <= {302, 403, 404}
    kept = db.session.scalars(select(ThreadMessage)).all()
    assert len(kept) == [told[0], told[2], told[3]].count(302)
