"""The queue, the review page, comments by each office, answers, changes between versions."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.db import db
from app.plans.actions import (
    add_comment,
    answer_comment,
    approve_plan,
    edit_line,
    request_approval,
    revise_plan,
    submit_plan,
)
from app.plans.models import Plan, ReviewComment
from app.plans.queries import QueueFilter, fields_of, queue
from app.plans.rules import CommentKind, PlanState, Severity, WrongState
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words

KEY = {"idempotency_key": "k" * 22}


def comments():
    db.session.expire_all()
    return list(db.session.scalars(select(ReviewComment)))


def state(desk):
    db.session.expire_all()
    return db.session.get_one(Plan, desk.plan.id).state


def said(**fields):
    return {"text": "Target belum terukur.", "severity": "must", **KEY, **fields}


class TestQueue:
    def test_whoever_waits_longest_stands_first(self, app, desk, sign_in):
        plans.sent(desk)
        later = plans.desk()
        plans.sent(later)
        tree = assert_page(sign_in(desk.reviewer).get("/telaah"), app)
        text = words(tree)
        assert text.index(desk.government.name) < text.index(later.government.name)

    def test_every_government_is_there_also_without_a_plan(self, app, desk, sign_in):
        silent = make.government(name="Kabupaten Sunyi")
        browser = sign_in(desk.reviewer)
        assert silent.name in browser.get("/telaah?status=not_sent").text
        assert silent.name not in browser.get("/telaah").text
        assert "Belum ada rencana" in words(assert_page(browser.get("/telaah?status=all&cari=sunyi"), app))

    def test_search_by_name_code_and_province(self, desk, sign_in):
        plans.sent(desk)
        browser = sign_in(desk.reviewer)
        for query in ({"cari": desk.government.code}, {"provinsi": desk.province.id}):
            assert desk.government.name in browser.get("/telaah", query_string=query).text
        other = make.province()
        assert desk.government.name not in browser.get("/telaah", query_string={"provinsi": other.id}).text

    def test_a_province_sees_its_own(self, desk, sign_in):
        plans.sent(desk)
        elsewhere = plans.desk()
        plans.sent(elsewhere)
        for person in (desk.supervisor, desk.ombudsman):
            text = sign_in(person).get("/telaah?status=all").text
            assert desk.government.name in text
            assert elsewhere.government.name not in text
            assert sign_in(person).get(f"/telaah/{elsewhere.plan.id}").status_code == 404

    def test_552_governments_come_in_pages(self, app, desk):
        for number in range(40):
            make.government(name=f"Kabupaten {number:02d}")
        actor = desk.act(desk.reviewer)
        with app.test_request_context("/telaah?halaman=2"):
            page = queue(actor, QueueFilter.ALL)
        assert (page.number, page.pages, page.first) == (2, 2, 26)
        assert page.total == 42  # the regency, its province, forty more

    def test_the_regency_itself_has_no_queue(self, desk, sign_in):
        for person in (desk.coordinator, desk.leader, desk.admin):
            assert sign_in(person).get("/telaah").status_code == 403

    def test_an_empty_queue_says_so(self, app, desk, sign_in):
        assert "Tidak ada rencana aksi di sini" in words(
            assert_page(sign_in(desk.reviewer).get("/telaah"), app)
        )


class TestReviewPage:
    @pytest.mark.parametrize("part", ["matriks", "naskah", "catatan", "nilai", "riwayat"])
    def test_each_part(self, app, desk, sign_in, part):
        submission = plans.in_review(desk)
        plans.comment(desk, submission)
        for person in (desk.reviewer, desk.supervisor, desk.ombudsman):
            assert_page(sign_in(person).get(f"/telaah/{desk.plan.id}?bagian={part}"), app)

    def test_it_shows_what_was_sent_and_not_the_working_copy(self, desk, sign_in):
        line = plans.line(desk)
        plans.returned(desk)
        revise_plan(desk.place.lead, desk.plan)
        edit_line(
            desk.place.lead, desk.plan, line, replace(fields_of(line), activity="Rahasia dapur"), desk.codes
        )
        assert "Rahasia dapur" not in sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}").text

    def test_a_plan_that_was_never_sent(self, app, desk, sign_in):
        page = sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}")
        assert "Belum ada kiriman" in words(assert_page(page, app))

    def test_from_start_to_acceptance_by_buttons(self, desk, sign_in):
        plans.sent(desk)
        browser = sign_in(desk.reviewer)
        browser.post(f"/telaah/{desk.plan.id}/mulai", data=KEY)
        assert state(desk) is PlanState.UNDER_REVIEW
        browser.post(f"/telaah/{desk.plan.id}/terima", data=KEY)
        assert state(desk) is PlanState.ACCEPTED

    def test_returning_needs_a_reason_on_the_page_too(self, app, desk, sign_in):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        assert_page(browser.get(f"/telaah/{desk.plan.id}/kembalikan"), app)
        answer = browser.post(f"/telaah/{desk.plan.id}/kembalikan", data=KEY)
        assert "Tulis alasannya" in words(assert_page(answer, app, status=422))
        browser.post(f"/telaah/{desk.plan.id}/kembalikan", data={"reason": "Perbaiki", **KEY})
        assert state(desk) is PlanState.RETURNED

    def test_a_reason_that_is_needed_is_not_called_optional(self, app, desk, sign_in):
        plans.in_review(desk)
        answer = sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/kembalikan", data=KEY)
        page = words(assert_page(answer, app, status=422))
        assert "Alasan pengembalian (opsional)" not in page
        assert "Alasan pengembalian: Tulis alasannya." in page

    def test_an_open_note_keeps_the_form_and_what_was_typed(self, app, desk, sign_in):
        plans.comment(desk, plans.in_review(desk))
        data = {"reason": "Catatan panjang untuk daerah.", **KEY}
        answer = sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/terima", data=data)
        tree = assert_page(answer, app, status=422)
        assert [words(each) for each in tree.iter("textarea")] == ["Catatan panjang untuk daerah."]
        assert "1 catatan “wajib diperbaiki” belum ditutup." in words(tree)
        assert state(desk) is PlanState.UNDER_REVIEW

    def test_a_double_click_on_accept_accepts_once(self, desk, sign_in):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        answers = [browser.post(f"/telaah/{desk.plan.id}/terima", data=KEY) for _ in range(2)]
        assert {answer.status_code for answer in answers} == {302}

    @pytest.mark.parametrize("who", ["coordinator", "leader", "admin", "supervisor", "ombudsman"])
    def test_only_the_ministry_decides(self, desk, sign_in, who):
        plans.in_review(desk)
        browser = sign_in(getattr(desk, who))
        for step in ("mulai", "terima", "kembalikan"):
            assert (
                browser.post(f"/telaah/{desk.plan.id}/{step}", data={"reason": "x", **KEY}).status_code == 403
            )
        assert state(desk) is PlanState.UNDER_REVIEW


class TestComments:
    def test_on_a_line(self, app, desk, sign_in):
        line = plans.line(desk)
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        path = f"/telaah/{desk.plan.id}/catatan"
        assert line.activity in words(assert_page(browser.get(path, query_string={"baris": line.id}), app))
        assert browser.post(path, data=said(line=line.id)).status_code == 302
        (comment,) = comments()
        assert (comment.line_id, comment.kind, comment.severity) == (
            line.id,
            CommentKind.REVIEW,
            Severity.MUST,
        )
        assert comment.author_name == desk.reviewer.name

    def test_on_a_chapter_and_on_the_whole(self, desk, sign_in):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        browser.post(f"/telaah/{desk.plan.id}/catatan", data=said(chapter="bab2"))
        browser.post(f"/telaah/{desk.plan.id}/catatan", data=said(idempotency_key="x" * 22))
        assert {comment.chapter_code for comment in comments()} == {"bab2", None}

    def test_a_double_click_comments_once(self, desk, sign_in):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        for _ in range(2):
            browser.post(f"/telaah/{desk.plan.id}/catatan", data=said())
        assert len(comments()) == 1

    def test_an_empty_comment_is_refused_beside_the_field(self, app, desk, sign_in):
        plans.in_review(desk)
        answer = sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/catatan", data=said(text="  "))
        assert "Tulis catatannya" in words(assert_page(answer, app, status=422))

    @pytest.mark.parametrize(
        ("who", "kind"),
        [("supervisor", CommentKind.RECOMMENDATION), ("ombudsman", CommentKind.FINDING)],
    )
    def test_province_and_ombudsman_speak_for_their_office(self, desk, sign_in, who, kind):
        line = plans.line(desk)
        plans.sent(desk)
        sign_in(getattr(desk, who)).post(f"/telaah/{desk.plan.id}/catatan", data=said(line=line.id))
        assert [comment.kind for comment in comments()] == [kind]

    def test_the_ministry_comments_only_during_the_review(self, desk):
        plans.line(desk)
        with pytest.raises(WrongState):
            add_comment(
                desk.act(desk.reviewer), desk.plan, None, CommentKind.REVIEW, Severity.NOTE, "Terlalu dini"
            )

    @pytest.mark.parametrize("who", ["coordinator", "leader", "admin"])
    def test_the_regency_does_not_comment_on_itself(self, desk, sign_in, who):
        plans.in_review(desk)
        browser = sign_in(getattr(desk, who))
        assert browser.post(f"/telaah/{desk.plan.id}/catatan", data=said()).status_code == 403

    def test_a_line_of_another_plan_is_unknown(self, desk, sign_in):
        plans.in_review(desk)
        foreign = plans.line(plans.desk())
        browser = sign_in(desk.reviewer)
        assert browser.post(f"/telaah/{desk.plan.id}/catatan", data=said(line=foreign.id)).status_code == 404

    def test_an_office_closes_only_its_own(self, desk, sign_in):
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission)
        assert sign_in(desk.supervisor).post(f"/telaah/catatan/{comment.id}/tutup").status_code == 403
        assert sign_in(desk.reviewer).post(f"/telaah/catatan/{comment.id}/tutup").status_code == 302
        assert comments()[0].resolved_at is not None
        sign_in(desk.reviewer).post(f"/telaah/catatan/{comment.id}/tutup", data={"buka": "1"})
        assert comments()[0].resolved_at is None


class TestAnswers:
    def test_the_coordinator_answers_one_by_one(self, app, desk, sign_in):
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission)
        browser = sign_in(desk.coordinator)
        assert "1 belum dijawab" in words(
            assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/catatan"), app)
        )
        data = {"answer": "Target diperjelas.", "outcome": "fixed", "version": comment.version}
        browser.post(f"/rencana-aksi/catatan/{comment.id}/jawab", data=data)
        assert comments()[0].answer == "Target diperjelas."
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/catatan?belum=1")
        assert "Semua catatan sudah dijawab" in words(assert_page(page, app))

    def test_a_lost_race_shows_both_answers(self, app, desk, sign_in):
        comment = plans.comment(desk, plans.in_review(desk))
        version = comment.version
        browser = sign_in(desk.coordinator)
        for answer, status in (("Pertama", 302), ("Kedua", 409)):
            reply = browser.post(
                f"/rencana-aksi/catatan/{comment.id}/jawab",
                data={"answer": answer, "outcome": "fixed", "version": version},
            )
            assert reply.status_code == status
        assert "Pertama" in words(assert_page(reply, app, status=409))

    def test_the_leader_reads_and_does_not_answer(self, desk, sign_in):
        comment = plans.comment(desk, plans.in_review(desk))
        browser = sign_in(desk.leader)
        assert browser.get(f"/rencana-aksi/{desk.plan.id}/catatan").status_code == 200
        data = {"answer": "x", "outcome": "fixed", "version": comment.version}
        assert browser.post(f"/rencana-aksi/catatan/{comment.id}/jawab", data=data).status_code == 403


class TestResubmission:
    def test_the_reviewer_sees_what_changed_and_what_was_answered(self, app, desk, sign_in):
        line = plans.line(desk)
        plans.line(desk, "Kegiatan yang tetap")
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission, line=line)
        from app.plans.actions import return_plan

        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        revise_plan(desk.place.lead, desk.plan)
        edit_line(
            desk.place.lead,
            desk.plan,
            line,
            replace(fields_of(line), budgets={2021: 30_000_000, 2022: 0}),
            desk.codes,
        )
        plans.line(desk, "Kegiatan baru")
        answer_comment(desk.place.lead, comment, "Anggaran dinaikkan.")
        request_approval(desk.place.lead, desk.plan)
        approve_plan(desk.act(desk.leader), desk.plan)
        submit_plan(desk.place.lead, desk.plan)
        browser = sign_in(desk.reviewer)
        text = words(assert_page(browser.get(f"/telaah/{desk.plan.id}?bagian=perubahan"), app))
        assert "Kegiatan baru" in text
        assert "Rp25.000.000 → Rp30.000.000" in text
        assert "Kegiatan yang tetap" not in text
        assert "Anggaran dinaikkan" in browser.get(f"/telaah/{desk.plan.id}?bagian=catatan").text

    def test_the_regency_compares_versions_too(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/perubahan")
        assert "Belum ada kiriman" in words(assert_page(page, app))
        plans.returned(desk)
        assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/perubahan"), app)
        assert browser.get(f"/rencana-aksi/{desk.plan.id}/perubahan?dari=9").status_code == 404
