"""Comments on cells, their answers, and what a second reading shows of both."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.db import db
from app.plans.actions import (
    accept_plan,
    add_comment,
    answer_comment,
    approve_plan,
    edit_line,
    request_approval,
    resolve_comment,
    return_plan,
    revise_plan,
    start_review,
    submit_plan,
)
from app.plans.actions.commenting import edit_comment, withdraw_comment
from app.plans.models import ReviewComment, ReviewDecision, ReviewPhrase
from app.plans.queries import comments_of, fields_of, latest_submission
from app.plans.rules import ChapterCode, CommentKind, CommentSettled, Outcome, Severity, UnknownCell
from tests.factories import plans
from tests.integration.plans.test_races import at_once, post
from tests.style_guide import assert_page, words

KEY = {"idempotency_key": "k" * 22}


def comments():
    db.session.expire_all()
    return list(db.session.scalars(select(ReviewComment).order_by(ReviewComment.created_at)))


def again(desk):
    """Mended and sent once more, and taken up by the ministry."""
    request_approval(desk.place.lead, desk.plan)
    approve_plan(desk.act(desk.leader), desk.plan)
    sent = submit_plan(desk.place.lead, desk.plan)
    start_review(desk.act(desk.reviewer), desk.plan)
    return sent


class TestCells:
    def test_a_comment_names_its_cell_and_leads_there(self, app, desk, sign_in):
        line = plans.line(desk)
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        path = f"/telaah/{desk.plan.id}/catatan"
        page = assert_page(browser.get(path, query_string={"baris": line.id, "sel": "targets:2022"}), app)
        assert "Target 2022" in words(page)
        data = {"text": "Naikkan.", "severity": "must", "line": line.id, "cell": "targets:2022", **KEY}
        assert browser.post(path, data=data).status_code == 302
        (comment,) = comments()
        assert (comment.cell, comment.cell_year) == ("targets", 2022)
        submission = latest_submission(desk.plan)
        assert submission is not None
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat")
        revise_plan(desk.place.lead, desk.plan)
        page = sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/catatan")
        text = words(assert_page(page, app))
        assert "Bagian: Target 2022" in text
        assert "0 dari 1 dijawab" in text
        assert f"/rencana-aksi/baris/{line.id}?" in page.text
        assert "#target_2022" in page.text

    @pytest.mark.parametrize("cell", ["targets:2099", "targets", "baseline:2022", "government_id"])
    def test_a_cell_that_lines_do_not_have_is_no_choice(self, desk, sign_in, cell):
        line = plans.line(desk)
        plans.in_review(desk)
        data = {"text": "x", "severity": "must", "line": line.id, "cell": cell, **KEY}
        answer = sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/catatan", data=data)
        assert answer.status_code == 422
        assert not comments()

    def test_the_rule_holds_behind_the_form(self, desk):
        line = plans.line(desk)
        submission = plans.in_review(desk)
        with pytest.raises(UnknownCell):
            plans.comment(desk, submission, line=line, cell="targets", year=2099)


class TestOwnComments:
    def test_rewritten_and_withdrawn_before_the_verdict(self, app, desk, sign_in):
        comment = plans.comment(desk, plans.in_review(desk))
        browser = sign_in(desk.reviewer)
        path = f"/telaah/catatan/{comment.id}"
        assert_page(browser.get(f"{path}/ubah"), app)
        data = {"text": "Lebih jelas.", "severity": "note", "version": comment.version}
        assert browser.post(f"{path}/ubah", data=data).status_code == 302
        assert (comments()[0].text, comments()[0].severity) == ("Lebih jelas.", Severity.NOTE)
        assert browser.post(f"{path}/ubah", data=data).status_code == 409  # an old page
        assert browser.post(f"{path}/tarik").status_code == 302
        assert comments()[0].withdrawn_at is not None
        assert "Lebih jelas." not in browser.get(f"/telaah/{desk.plan.id}?bagian=catatan").text

    def test_what_was_withdrawn_neither_blocks_nor_asks(self, desk):
        submission = plans.in_review(desk)
        withdraw_comment(desk.act(desk.reviewer), plans.comment(desk, submission))
        assert comments_of(desk.plan).all == []
        accept_plan(desk.act(desk.reviewer), desk.plan, submission)

    def test_not_those_of_others(self, app, desk, sign_in, second_reviewer):
        comment = plans.comment(desk, plans.in_review(desk))
        browser = sign_in(second_reviewer)
        answer = browser.post(f"/telaah/catatan/{comment.id}/tarik")
        assert "tidak dapat diubah lagi" in words(assert_page(answer, app, status=409))
        assert comments()[0].withdrawn_at is None

    def test_not_after_the_verdict(self, desk):
        submission = plans.in_review(desk)
        comment = plans.comment(desk, submission)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        with pytest.raises(CommentSettled):
            edit_comment(desk.act(desk.reviewer), comment, Severity.NOTE, "Lain")
        with pytest.raises(CommentSettled):
            withdraw_comment(desk.act(desk.reviewer), comment)

    def test_not_once_it_is_answered(self, desk):
        line = plans.line(desk)
        submission = plans.in_review(desk)
        finding = add_comment(
            desk.act(desk.ombudsman),
            desk.plan,
            submission,
            CommentKind.FINDING,
            Severity.MUST,
            "Temuan",
            line=line,
        )
        edit_comment(desk.act(desk.ombudsman), finding, Severity.SHOULD, "Temuan kedua")
        answer_comment(desk.place.lead, finding, "Sudah.")
        with pytest.raises(CommentSettled):
            withdraw_comment(desk.act(desk.ombudsman), finding)


class TestFindings:
    @pytest.mark.parametrize(
        ("who", "kind"),
        [("supervisor", CommentKind.RECOMMENDATION), ("ombudsman", CommentKind.FINDING)],
    )
    def test_attached_seen_answered_and_resolved_by_the_finder(self, desk, sign_in, who, kind):
        line = plans.line(desk)
        plans.accepted(desk)  # also of an accepted plan
        finder = getattr(desk, who)
        data = {"text": "Loket belum ada.", "severity": "must", "line": line.id, "cell": "activity", **KEY}
        sign_in(finder).post(f"/telaah/{desk.plan.id}/catatan", data=data)
        (finding,) = comments()
        assert (finding.kind, finding.cell) == (kind, "activity")
        assert (
            "Loket belum ada." in sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/catatan").text
        )
        assert "Loket belum ada." in sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}").text
        reply = {"answer": "Dibuka Maret.", "outcome": "fixed", "version": finding.version}
        sign_in(desk.coordinator).post(f"/rencana-aksi/catatan/{finding.id}/jawab", data=reply)
        assert comments()[0].outcome is Outcome.FIXED
        assert sign_in(desk.reviewer).post(f"/telaah/catatan/{finding.id}/tutup").status_code == 403
        assert sign_in(finder).post(f"/telaah/catatan/{finding.id}/tutup").status_code == 302
        assert comments()[0].resolved_at is not None


class TestWorkList:
    def test_progress_counts_down_and_answers_need_an_outcome(self, app, desk, sign_in):
        submission = plans.in_review(desk)
        first, second = plans.comment(desk, submission, "Satu"), plans.comment(desk, submission, "Dua")
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        revise_plan(desk.place.lead, desk.plan)
        browser = sign_in(desk.coordinator)
        path = f"/rencana-aksi/catatan/{first.id}/jawab"
        refused = browser.post(path, data={"answer": "Kata saya", "version": first.version})
        text = words(assert_page(refused, app, status=422))
        assert "Pilih: diperbaiki atau tidak diubah." in text
        assert "Kata saya" in text
        refused = browser.post(path, data={"answer": " ", "outcome": "unchanged", "version": first.version})
        assert "Tulis jawabannya dahulu." in words(assert_page(refused, app, status=422))
        data = {"answer": "Anggaran tidak cukup.", "outcome": "unchanged", "version": first.version}
        assert browser.post(path, data=data).status_code == 302
        assert comments()[0].outcome is Outcome.UNCHANGED
        page = words(assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/catatan"), app))
        assert "1 dari 2 dijawab" in page
        assert "Tidak diubah" in page
        assert second.answered_at is None


class TestSecondReading:
    @pytest.fixture
    def reread(self, desk, sign_in):
        """Three comments: mended, said to be mended, refused with a reason; and a second submission."""
        line, other = plans.line(desk), plans.line(desk, "Kegiatan yang tetap")
        submission = plans.in_review(desk)
        mended = plans.comment(desk, submission, "Naikkan anggaran.", line=line, cell="budgets", year=2021)
        hollow = plans.comment(desk, submission, "Isi kondisi awal.", line=other, cell="baseline")
        refused = plans.comment(desk, submission, "Tulis lagi.", chapter=ChapterCode.BAB1)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lihat catatan")
        revise_plan(desk.place.lead, desk.plan)
        fields = replace(fields_of(line), budgets={2021: 30_000_000, 2022: 0})
        edit_line(desk.place.lead, desk.plan, line, fields, desk.codes)
        answer_comment(desk.place.lead, mended, "Dinaikkan.", Outcome.FIXED)
        answer_comment(desk.place.lead, hollow, "Sudah diisi.", Outcome.FIXED)
        answer_comment(desk.place.lead, refused, "Sudah cukup.", Outcome.UNCHANGED)
        return mended, hollow, refused

    def article(self, tree, comment):
        (found,) = [each for each in tree.iter("article") if each.get("id") == f"catatan-{comment.id}"]
        return words(found)

    def test_it_begins_with_what_changed_and_marks_the_hollow_answer(self, app, desk, sign_in, reread):
        mended, hollow, refused = reread
        again(desk)
        tree = assert_page(sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}"), app)
        text = words(tree)
        assert "Hanya yang berubah sejak kiriman ke-1" in text
        assert "1 catatan dijawab “diperbaiki”, tetapi tidak ada yang berubah" in text
        assert "Anggaran 2021: Rp25.000.000 → Rp30.000.000" in self.article(tree, mended)
        assert "Tidak ada yang berubah" in self.article(tree, hollow)
        assert "Tidak diubah" in self.article(tree, refused)
        assert "Tidak ada yang berubah" not in self.article(tree, refused)
        everything = sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}?bagian=matriks").text
        assert "Kegiatan yang tetap" in everything

    def test_the_regency_sees_its_hollow_answer_before_it_sends(self, app, desk, sign_in, reread):
        tree = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/catatan"), app)
        assert "Tidak ada yang berubah" in self.article(tree, reread[1])
        assert "Rp30.000.000" in self.article(tree, reread[0])

    def test_what_stays_open_carries_over_to_the_third_reading(self, app, desk, sign_in, reread):
        mended, hollow, _refused = reread
        second = again(desk)
        resolve_comment(desk.act(desk.reviewer), mended, resolved=True)
        return_plan(desk.act(desk.reviewer), desk.plan, second, "Belum selesai")
        revise_plan(desk.place.lead, desk.plan)
        again(desk)
        tree = assert_page(sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}"), app)
        assert "Tidak ada yang berubah" in self.article(tree, hollow)
        assert "Ditutup" in self.article(tree, mended)


class TestPhrases:
    def test_kept_shared_and_put_into_a_comment_without_script(self, app, desk, sign_in, second_reviewer):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        for title, text, is_shared in (
            ("Target", "Target belum terukur.", "y"),
            ("Pribadi", "Catatan saya.", ""),
        ):
            data = {"title": title, "text": text, "idempotency_key": title.ljust(22, "x")}
            browser.post("/telaah/pustaka", data=data | ({"is_shared": is_shared} if is_shared else {}))
        assert_page(browser.get("/telaah/pustaka"), app)
        shared, own = sorted(db.session.scalars(select(ReviewPhrase)), key=lambda each: not each.is_shared)
        other = sign_in(second_reviewer)
        page = other.get("/telaah/pustaka").text
        assert "Target belum terukur." in page
        assert "Catatan saya." not in page
        path = f"/telaah/{desk.plan.id}/catatan"
        data = {"text": "Awal.", "severity": "must", "pustaka": shared.id, "pakai": "1", **KEY}
        tree = assert_page(other.post(path, data=data), app)
        (box,) = [words(each) for each in tree.iter("textarea")]
        assert box == "Awal. Target belum terukur."
        assert not comments()  # nothing is saved yet, and the key stays usable
        assert other.post(path, data={**data, "pustaka": own.id}).text.count("Catatan saya.") == 0
        assert other.post(path, data={"text": box, "severity": "must", **KEY}).status_code == 302
        assert len(comments()) == 1

    def test_only_the_owner_changes_or_deletes_it(self, app, desk, sign_in, second_reviewer):
        browser = sign_in(desk.reviewer)
        data = {"title": "Target", "text": "Belum terukur.", "is_shared": "y", **KEY}
        for _ in range(2):
            browser.post("/telaah/pustaka", data=data)
        (phrase,) = db.session.scalars(select(ReviewPhrase))
        path = f"/telaah/pustaka/{phrase.id}"
        assert_page(browser.get(path), app)
        assert sign_in(second_reviewer).get(path).status_code == 404
        assert sign_in(second_reviewer).post(f"{path}/hapus").status_code == 404
        changed = {**data, "text": "Sudah terukur.", "version": phrase.version}
        assert sign_in(desk.reviewer).post(path, data=changed).status_code == 302
        assert sign_in(desk.reviewer).post(path, data=changed).status_code == 409
        sign_in(desk.reviewer).post(f"{path}/hapus")
        assert not db.session.scalars(select(ReviewPhrase)).all()

    def test_only_for_the_ministry(self, desk, sign_in):
        for who in ("coordinator", "supervisor", "ombudsman"):
            assert sign_in(getattr(desk, who)).get("/telaah/pustaka").status_code == 403


def test_two_reviewers_decide_at_once_and_one_decision_stands(app, desk):
    plans.in_review(desk)
    requests = [
        post(f"/telaah/{desk.plan.id}/terima", idempotency_key="a" * 22),
        post(f"/telaah/{desk.plan.id}/kembalikan", reason="Belum", idempotency_key="b" * 22),
    ]
    assert at_once(app, desk.reviewer, requests) == [302, 409]
    assert len(db.session.scalars(select(ReviewDecision)).all()) == 1
