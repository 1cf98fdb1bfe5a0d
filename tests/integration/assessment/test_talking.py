"""A thread at each indicator, who has it open, and one answer for every OPD."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions.common_answers import change_answer, publish_answer, withdraw_answer
from app.assessment.actions.handing import hand_over_by_link, take_back
from app.assessment.actions.talking import NotYourThread, write
from app.assessment.queries.talking import find_thread, talks_of
from app.assessment.rules.talking import MESSAGE_LENGTH, TAKE_BACK_WITHIN, ThreadState
from app.assessment.together.models import AnswerPresence, CommonAnswer, ThreadMessage
from app.db import db, new_id, utc_now
from app.notifications.models import Notification
from app.organisations.actors import actor_of
from app.organisations.people.invitations import accept_as
from app.organisations.rules.presence import PRESENT
from app.web.conflict import Conflict
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


def path(assessment, rest="", code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}{rest}"


def spec_of(place, code="K-01"):
    return rounds.line(place.assessment(), code).spec


def ask(place, text="Apakah SK Bupati cukup?", number=0, **fields):
    made = write(
        place.admin(number), place.assessment(number), spec_of(place), text, **({"asks": True} | fields)
    )
    db.session.commit()
    return made


def state(place, number=0):
    db.session.expire_all()
    found = find_thread(place.assessment(number), spec_of(place).id)
    assert found is not None
    return found.state


def told(person):
    return [
        each.title
        for each in db.session.scalars(
            select(Notification)
            .where(Notification.user_id == person.id, Notification.kind == "assessment.thread")
            .order_by(Notification.created_at)
        )
    ]


def typed(text="Apakah SK Bupati cukup?", **more):
    return {"message": text, "asks": "y", "idempotency_key": new_id()} | more


@pytest.fixture
def colleague(place):
    person = make.user_with(Role.CONTRIBUTOR, unit=place.units[0], name="Siti Kolega")
    made = hand_over_by_link(place.admin(), place.assessment(), ["K-01"], name="Siti")
    invitation = made.handover.invitation
    assert invitation is not None
    accept_as(invitation, person)
    place.extra["handover"] = made.handover
    db.session.commit()
    return person


class TestAThread:
    def test_asked_told_answered(self, place, sign_in, colleague):
        own = place.assessment()
        client = sign_in(colleague)
        sent = client.post(path(own, "/percakapan"), data=typed())
        assert sent.status_code == 302
        assert state(place) is ThreadState.OPEN
        assert told(place.admins[0]) == ["Siti Kolega menulis tentang K-01"]
        assert told(place.coordinator) == [f"{place.units[0].name} bertanya tentang K-01"]
        assert told(place.admins[1]) == told(colleague) == []
        answered = sign_in(place.coordinator).post(path(own, "/percakapan"), data=typed("Ya, cukup."))
        assert answered.status_code == 302
        assert state(place) is ThreadState.ANSWERED
        assert told(colleague) == ["Koordinator menulis tentang K-01"]
        page = words(assert_page(sign_in(colleague).get(path(own))))
        assert "Ya, cukup." in page
        assert "Terjawab" in page

    def test_its_address_read_anew_leads_to_the_question(self, place, sign_in, colleague):
        own = place.assessment()
        for person in (place.admins[0], place.coordinator, colleague):
            led = sign_in(person).get(path(own, "/percakapan"))
            assert led.location == path(own) + "#percakapan"
        assert sign_in(place.admins[1]).get(path(own, "/percakapan")).status_code == 404
        assert sign_in(colleague).get(path(own, "/percakapan", "K-02")).status_code == 404

    def test_sent_twice_it_is_there_once(self, place, sign_in):
        client, fields = sign_in(place.admins[0]), typed()
        for _ in range(2):
            client.post(path(place.assessment(), "/percakapan"), data=fields)
        assert len(db.session.scalars(select(ThreadMessage)).all()) == 1

    @pytest.mark.parametrize("text", ["", "   ", "a" * (MESSAGE_LENGTH + 1)])
    def test_what_cannot_be_sent_stays_in_the_form(self, place, sign_in, text):
        page = sign_in(place.admins[0]).post(path(place.assessment(), "/percakapan"), data=typed(text))
        assert_page(page, status=422)
        assert not text.strip() or text in page.get_data(as_text=True)
        assert not db.session.scalars(select(ThreadMessage)).all()

    def test_it_is_new_until_the_page_was_opened(self, place, sign_in):
        ask(place)
        key, own = spec_of(place).id, place.assessment()
        assert talks_of(place.lead, own)[key].unread == 1
        assert talks_of(place.admin(), own)[key].unread == 0
        assert sign_in(place.coordinator).post(path(own, "/hadir")).status_code == 200
        assert talks_of(place.lead, own)[key].unread == 0

    def test_without_scripts_one_says_that_it_was_read(self, place, sign_in):
        ask(place)
        client = sign_in(place.coordinator)
        assert client.post(path(place.assessment(), "/percakapan/dibaca")).status_code == 302
        assert talks_of(place.lead, place.assessment())[spec_of(place).id].unread == 0

    def test_the_own_words_can_be_taken_back_for_a_while(self, place, sign_in):
        first = ask(place)
        client = sign_in(place.admins[0])
        assert client.post(f"/asesmen/percakapan/{first.id}/tarik").status_code == 302
        assert state(place) is ThreadState.QUIET
        assert db.session.get_one(ThreadMessage, first.id).text == ""
        old = ask(place, now=utc_now() - TAKE_BACK_WITHIN - timedelta(seconds=5))
        client.post(f"/asesmen/percakapan/{old.id}/tarik")
        followed = ask(place)
        write(
            place.lead,
            place.assessment(),
            spec_of(place),
            "Sudah saya baca.",
            now=utc_now() + timedelta(seconds=1),
        )
        db.session.commit()
        client.post(f"/asesmen/percakapan/{followed.id}/tarik")
        db.session.expire_all()
        assert all(db.session.get_one(ThreadMessage, each.id).text for each in (old, followed))

    def test_nobody_takes_back_what_others_wrote(self, place, sign_in):
        message = ask(place)
        for person in (place.coordinator, place.admins[1]):
            assert sign_in(person).post(f"/asesmen/percakapan/{message.id}/tarik").status_code == 404

    def test_settled_and_opened_again(self, place, sign_in):
        ask(place)
        client, own = sign_in(place.admins[0]), place.assessment()
        client.post(path(own, "/percakapan/selesai"))
        assert state(place) is ThreadState.SETTLED
        client.post(path(own, "/percakapan/selesai"), data={"buka": "1"})
        assert state(place) is ThreadState.OPEN
        assert client.post(path(own, "/percakapan/selesai", "S-01")).status_code == 404

    def test_others_neither_read_nor_write(self, place, sign_in, colleague):
        ask(place, "Rahasia dapur kami.")
        own = place.assessment()
        for person in (place.admins[1], make.user_with(Role.OPD_ADMIN, unit=make.unit(make.government()))):
            client = sign_in(person)
            assert client.get(path(own)).status_code == 404
            assert client.post(path(own, "/percakapan"), data=typed()).status_code == 404
        leader = sign_in(make.user_with(Role.LEADER, place.government))
        page = leader.get(path(own))
        assert page.status_code == 200
        assert "Rahasia dapur" not in page.get_data(as_text=True)
        assert leader.post(path(own, "/percakapan"), data=typed()).status_code == 403
        take_back(place.admin(), place.extra["handover"])
        db.session.commit()
        gone = sign_in(colleague)
        assert gone.post(path(own, "/percakapan"), data=typed()).status_code in (403, 404)
        with pytest.raises(NotYourThread):
            write(actor_of(colleague), own, spec_of(place), "Masih di sini?")

    def test_who_lost_the_duty_hears_nothing_more(self, place, colleague):
        write(actor_of(colleague), place.assessment(), spec_of(place), "Tolong.", asks=True)
        take_back(place.admin(), place.extra["handover"])
        write(place.lead, place.assessment(), spec_of(place), "Baik.")
        assert told(colleague) == []


class TestPresence:
    def test_each_sees_the_other_and_not_for_long(self, place, sign_in, colleague):
        own = place.assessment()
        assert sign_in(colleague).post(path(own, "/hadir")).get_data(as_text=True).strip() == ""
        seen = sign_in(place.admins[0]).post(path(own, "/hadir")).get_data(as_text=True)
        assert "Siti Kolega" in seen
        assert "Siti Kolega" in words(
            assert_page(sign_in(place.admins[0]).get(path(own)))
        )  # without any script
        work = sign_in(place.admins[0]).get(f"/asesmen/isian/{own.id}/sedang-dibuka").get_data(as_text=True)
        assert "Siti Kolega" in work
        assert "K-01" in work
        for row in db.session.scalars(select(AnswerPresence)):
            row.seen_at = utc_now() - PRESENT
        db.session.commit()
        assert "Siti Kolega" not in sign_in(place.admins[0]).post(path(own, "/hadir")).get_data(as_text=True)

    def test_a_reader_is_not_at_work(self, place, sign_in):
        leader = make.user_with(Role.LEADER, place.government)
        assert sign_in(leader).post(path(place.assessment(), "/hadir")).status_code == 403

    def test_a_colleague_sees_only_who_is_at_the_own_questions(self, place, sign_in, colleague):
        own = place.assessment()
        sign_in(place.admins[0]).post(path(own, "/hadir", "S-01"))
        work = sign_in(colleague).get(f"/asesmen/isian/{own.id}/sedang-dibuka").get_data(as_text=True)
        assert "S-01" not in work


class TestOnceForAll:
    def publish(self, place, **fields):
        made = publish_answer(
            place.lead,
            place.round,
            spec_of(place),
            **({"question": "SK siapa?", "text": "SK Bupati."} | fields),
        )
        db.session.commit()
        return made

    def test_every_opd_sees_it_and_those_who_asked_are_told(self, place, sign_in):
        ask(place)
        client = sign_in(place.coordinator)
        listed = words(assert_page(client.get("/asesmen/pertanyaan-opd")))
        assert "1 OPD bertanya" in listed
        assert "Apakah SK Bupati cukup?" in words(assert_page(client.get("/asesmen/pertanyaan-opd/K-01")))
        fields = {"question": "SK siapa?", "answer": "SK Bupati.", "idempotency_key": new_id()}
        for _ in range(2):
            assert client.post("/asesmen/pertanyaan-opd/K-01", data=fields).status_code == 302
        assert len(db.session.scalars(select(CommonAnswer)).all()) == 1
        assert state(place) is ThreadState.ANSWERED
        assert told(place.admins[0])[-1] == "Pertanyaan tentang K-01 dijawab untuk semua OPD"
        assert told(place.admins[1]) == []
        for number in (0, 1):
            page = words(assert_page(sign_in(place.admins[number]).get(path(place.assessment(number)))))
            assert "Jawaban Koordinator untuk semua OPD" in page
            assert "SK Bupati." in page
            assert place.coordinator.name in page
        assert "SK Bupati." not in sign_in(place.admins[0]).get(
            path(place.assessment(), code="K-02")
        ).get_data(as_text=True)

    def test_what_is_missing_is_said(self, place, sign_in):
        client = sign_in(place.coordinator)
        page = client.post(
            "/asesmen/pertanyaan-opd/K-01",
            data={"question": "SK siapa?", "answer": "", "idempotency_key": new_id()},
        )
        assert "SK siapa?" in words(assert_page(page, status=422))

    def test_changed_in_two_tabs_both_are_shown(self, place, sign_in):
        made = self.publish(place)
        client, where = sign_in(place.coordinator), f"/asesmen/jawaban-umum/{made.id}"
        assert_page(client.get(where))
        fields = {"question": "SK siapa?", "version": "1"}
        assert client.post(where, data=fields | {"answer": "SK Wali Kota."}).status_code == 302
        lost = client.post(where, data=fields | {"answer": "SK Gubernur."})
        assert lost.status_code == 409
        assert "SK Wali Kota." in lost.get_data(as_text=True)
        with pytest.raises(Conflict):
            change_answer(place.lead, made, question="?", text="?", seen_version=1)

    def test_withdrawn_the_questions_wait_again(self, place, sign_in):
        ask(place)
        made = self.publish(place)
        client = sign_in(place.coordinator)
        assert client.post(f"/asesmen/jawaban-umum/{made.id}/tarik", data={"version": "9"}).status_code == 409
        assert client.post(f"/asesmen/jawaban-umum/{made.id}/tarik", data={"version": "1"}).status_code == 302
        assert state(place) is ThreadState.OPEN
        assert "SK Bupati." not in sign_in(place.admins[0]).get(path(place.assessment())).get_data(
            as_text=True
        )
        assert client.get(f"/asesmen/jawaban-umum/{made.id}").status_code in (403, 404)

    def test_withdrawn_what_was_answered_privately_stays_answered(self, place):
        ask(place)
        made = self.publish(place)
        write(place.lead, place.assessment(), spec_of(place), "Juga untuk Anda: ya.")
        assert withdraw_answer(place.lead, made, seen_version=made.version) == 0
        assert state(place) is ThreadState.ANSWERED

    def test_another_government_has_nothing_of_it(self, place, sign_in):
        made = self.publish(place)
        other = make.user_with(Role.COORDINATOR, make.government())
        client = sign_in(other)
        assert client.get(f"/asesmen/jawaban-umum/{made.id}").status_code == 404
        assert (
            client.get(f"/asesmen/pertanyaan-opd/K-01?pemerintah={place.government.code}").status_code == 404
        )
        assert sign_in(place.admins[0]).get("/asesmen/pertanyaan-opd").status_code == 403


def test_what_is_answered_is_turned_over_page_by_page(app, db_session, register, sign_in):
    place = rounds.place(units=27)
    for number in range(27):
        ask(place, f"Pertanyaan ke-{number}.", number)
    publish_answer(place.lead, place.round, spec_of(place), question="Apa?", text="Ini.")
    ask(place, "Pertanyaan baru.", 0)
    client = sign_in(place.coordinator)
    address = "/asesmen/pertanyaan-opd/K-01"
    waiting = words(assert_page(client.get(address), app))
    assert "Menunggu jawaban (1)" in waiting
    assert "Terjawab (26)" in waiting
    assert "Pertanyaan baru." in waiting
    assert "Pertanyaan ke-5." not in waiting, "one list at a time"
    first, second = (
        words(assert_page(client.get(f"{address}?daftar=selesai&halaman={page}"), app)) for page in (1, 2)
    )
    assert "1–25 dari 26" in first
    assert "26–26 dari 26" in second
    assert all((f"Pertanyaan ke-{n}." in first) != (f"Pertanyaan ke-{n}." in second) for n in range(1, 27))
