"""Every page of the plan in every state and for every reader, held to the house style; narrative and dashboard."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.db import db
from app.notifications import Notification
from app.plans.models import Chapter
from app.plans.rules import ChapterCode
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words

STAGES = ("awaiting", "approved", "sent", "in_review", "returned", "accepted")
PEOPLE = ("coordinator", "leader", "admin", "reviewer", "supervisor", "ombudsman")


def overview(desk):
    return f"/rencana-aksi?pemerintah={desk.government.code}"


class TestOverview:
    @pytest.mark.parametrize("stage", STAGES)
    def test_in_every_state_for_everybody(self, app, desk, sign_in, stage):
        plans.line(desk)
        getattr(plans, stage)(desk)
        for who in PEOPLE:
            assert_page(sign_in(getattr(desk, who)).get(overview(desk)), app)

    def test_whose_turn_it_is_and_what_to_do(self, app, desk, sign_in):
        plans.awaiting(desk)
        text = words(assert_page(sign_in(desk.leader).get(overview(desk)), app))
        assert "Menunggu persetujuan pimpinan" in text
        assert "Setujui rencana aksi ini?" in text
        assert "Setujui rencana aksi ini?" not in sign_in(desk.coordinator).get(overview(desk)).text

    def test_sums_and_who_is_missing(self, app, desk, sign_in):
        plans.line(desk)
        text = words(assert_page(sign_in(desk.coordinator).get(overview(desk)), app))
        assert "Rp25.000.000" in text
        assert "1 dari 2 OPD sudah mengirim asesmen" in text
        assert desk.place.units[1].name in text

    def test_the_reason_of_a_return_stands_there(self, desk, sign_in):
        plans.returned(desk, "Baseline tidak sesuai")
        assert "Baseline tidak sesuai" in sign_in(desk.coordinator).get(overview(desk)).text

    def test_the_ministry_without_a_choice_goes_to_the_queue(self, desk, sign_in):
        assert sign_in(desk.reviewer).get("/rencana-aksi").location == "/telaah"


class TestBeginning:
    def test_before_the_first_round(self, app, db_session, sign_in):
        person = make.user_with(Role.COORDINATOR, make.government())
        text = words(assert_page(sign_in(person).get("/rencana-aksi"), app))
        assert "Belum ada putaran asesmen" in text

    def test_once(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        answer = browser.get("/rencana-aksi/baru")
        assert answer.status_code == 302  # there is one already

    def test_years_must_be_in_order(self, app, db_session, sign_in):
        from tests.factories import assessment as rounds

        place = rounds.place()
        browser = sign_in(place.coordinator)
        assert_page(browser.get("/rencana-aksi"), app)
        assert_page(browser.get("/rencana-aksi/baru"), app)
        data = {"title": "Rencana", "first_year": "2024", "last_year": "2021", "idempotency_key": "k" * 22}
        answer = browser.post("/rencana-aksi/baru", data=data)
        assert "tidak boleh mendahului" in words(assert_page(answer, app, status=422))
        answer = browser.post("/rencana-aksi/baru", data=data | {"first_year": "2020"})
        assert answer.status_code == 302
        assert "/susun" in answer.location


class TestCover:
    def test_it_is_saved_and_races_are_seen(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        path = f"/rencana-aksi/{desk.plan.id}/sampul"
        assert_page(browser.get(path), app)
        data = {
            "title": "Judul baru",
            "first_year": "2022",
            "last_year": "2024",
            "document_number": "065/12",
            "version": desk.plan.version,
        }
        assert browser.post(path, data=data).status_code == 302
        assert browser.post(path, data=data).status_code == 409
        assert "Judul baru" in browser.get(overview(desk)).text


class TestNarrative:
    def test_chapters_are_filled_and_read_by_all(self, app, desk, sign_in):
        for who in PEOPLE:
            page = sign_in(getattr(desk, who)).get(f"/rencana-aksi/{desk.plan.id}/naskah")
            text = words(assert_page(page, app))
            assert "BAB V Penutup" in text
            assert desk.government.name in text
            assert "{{" not in text

    def test_saving_cleans_and_keeps_placeholders(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        path = f"/rencana-aksi/{desk.plan.id}/naskah/bab1"
        assert_page(browser.get(path), app)
        body = (
            "<h1>Latar</h1><div onclick=x>{{pemerintah}} {{salah}} <script>alert(1)</script>"
            '<a href="javascript:x">a</a><img src=x onerror=y></div>{{ 7*7 }}{% raw %}'
        )
        answer = browser.post(path, data={"title": "BAB I", "body": body, "version": 1})
        assert answer.status_code == 302
        chapter = db.session.scalars(select(Chapter).where(Chapter.code == ChapterCode.BAB1)).one()
        for forbidden in ("script", "onclick", "javascript", "<img", "onerror"):
            assert forbidden not in chapter.body
        assert "{{pemerintah}}" in chapter.body
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/naskah")
        text = words(assert_page(page, app))
        assert "{{ 7*7 }}" in text
        assert "salah" in text
        assert browser.post(path, data={"title": "x", "body": "", "version": 1}).status_code == 409

    def test_an_unknown_chapter(self, desk, sign_in):
        assert sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/naskah/bab9").status_code == 404

    def test_locked_while_the_leader_decides(self, desk, sign_in):
        plans.awaiting(desk)
        path = f"/rencana-aksi/{desk.plan.id}/naskah/bab1"
        answer = sign_in(desk.coordinator).post(path, data={"title": "x", "body": "", "version": 1})
        assert answer.status_code == 409


class TestOrigins:
    def test_down_to_the_proposal_for_who_may_read_it(self, app, desk, sign_in):
        proposal = plans.proposal(desk, 1)
        plans.compiled(desk)
        from app.plans.models import PlanLine

        line = db.session.scalars(select(PlanLine).where(PlanLine.activity == proposal.activity)).one()
        for who in PEOPLE:
            page = sign_in(getattr(desk, who)).get(f"/rencana-aksi/baris/{line.id}/asal")
            assert_page(page, app)
        assert "tidak dapat Anda buka" in sign_in(desk.admin).get(f"/rencana-aksi/baris/{line.id}/asal").text


class TestDashboard:
    @pytest.mark.parametrize("who", ["leader", "coordinator", "reviewer", "supervisor", "ombudsman"])
    def test_index_plan_and_who_is_missing(self, app, desk, sign_in, who):
        plans.awaiting(desk)
        page = sign_in(getattr(desk, who)).get(f"/dasbor?pemerintah={desk.government.code}")
        text = words(assert_page(page, app))
        assert "Menunggu persetujuan pimpinan" in text
        assert desk.place.units[1].name in text

    def test_before_anything(self, app, db_session, sign_in):
        person = make.user_with(Role.LEADER, make.government())
        assert "Belum ada asesmen" in words(assert_page(sign_in(person).get("/dasbor"), app))

    def test_not_for_an_opd(self, desk, sign_in):
        assert sign_in(desk.admin).get("/dasbor").status_code == 403


class TestStartPage:
    @pytest.mark.parametrize(
        ("stage", "who", "title"),
        [
            ("awaiting", "leader", "menunggu persetujuan Anda"),
            ("approved", "coordinator", "siap dikirim"),
            ("sent", "reviewer", "menunggu telaah"),
            ("returned", "coordinator", "dikembalikan"),
        ],
    )
    def test_what_waits_for_whom(self, desk, sign_in, stage, who, title):
        getattr(plans, stage)(desk)
        assert title in sign_in(getattr(desk, who)).get("/").text


class TestAddresses:
    def test_notices_lead_to_pages(self, app, desk, sign_in):
        submission = plans.in_review(desk)
        plans.comment(desk, submission)
        from app.plans.actions import return_plan

        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki")
        db.session.commit()
        people = {
            person.id: person for person in (desk.leader, desk.coordinator, desk.reviewer, desk.supervisor)
        }
        notices = [(row.user_id, row.url) for row in db.session.scalars(select(Notification))]
        assert notices
        for user_id, url in notices:
            if user_id in people:
                assert sign_in(people[user_id]).get(url).status_code == 200, url
