"""The rubric, the letter that freezes it, and finished reviews drawn for a second look."""

import pytest
from sqlalchemy import select

from app.db import db
from app.jobs import run_pending_jobs
from app.plans import canonical
from app.plans.actions import add_comment, answer_comment, return_plan, revise_plan
from app.plans.actions.sampling import NothingToDraw, draw_sample
from app.plans.actions.scoring import StaleSheet, save_scores
from app.plans.letter import LetterData
from app.plans.models import ReviewComment, ReviewLetter, ScoreSheet, SecondLook
from app.plans.rubric import Score
from app.plans.rules import CommentKind, ReasonMissing, SecondOpinion, Severity, WrongState
from app.reports.catalogue import DOCUMENTS, NothingToPrintError, Subject
from app.reports.models import GeneratedDocument
from tests.factories import organisations as make
from tests.factories import plans
from tests.integration.plans.test_races import at_once, post
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words

KEY = {"idempotency_key": "k" * 22}


def sheet():
    db.session.expire_all()
    return db.session.scalars(select(ScoreSheet)).one_or_none()


class TestScores:
    def test_scored_by_the_page_in_two_steps(self, app, desk, sign_in):
        plans.in_review(desk)
        browser = sign_in(desk.reviewer)
        path = f"/telaah/{desk.plan.id}/rubrik"
        page = words(assert_page(browser.get(path), app))
        assert "Rubrik ini contoh" in page
        assert browser.post(path, data={"version": 0, "nilai-K1:sdm": 4}).status_code == 302
        more = {"version": 1, "nilai-K1:sdm": 5, "nilai-N1:bab1": 2, "alasan-N1:bab1": "Terlalu umum."}
        assert browser.post(path, data=more).status_code == 302
        assert sheet().scores == {
            "K1:sdm": {"score": 5, "reason": ""},
            "N1:bab1": {"score": 2, "reason": "Terlalu umum."},
        }
        assert "4,25" in browser.get(f"/telaah/{desk.plan.id}?bagian=rubrik").text  # (3 × 5 + 2) / 4

    def test_a_low_score_without_a_reason_is_refused_beside_its_box(self, app, desk, sign_in):
        plans.in_review(desk)
        data = {"version": 0, "nilai-K1:sdm": 2, "nilai-K2:sdm": 4}
        answer = sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/rubrik", data=data)
        tree = assert_page(answer, app, status=422)
        assert "Tulis alasan nilai yang rendah ini." in words(tree)
        checked = {each.get("id") for each in tree.iter("input") if each.get("checked") is not None}
        assert checked == {"nilai-K1:sdm-2", "nilai-K2:sdm-4"}  # nothing typed is lost
        assert sheet() is None

    def test_what_is_no_score_is_none(self, desk, sign_in):
        plans.in_review(desk)
        data = {"version": 0, "nilai-K1:sdm": 9, "nilai-K2:sdm": "x", "nilai-X9:sdm": 5, "nilai-K3:sdm": 3}
        sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/rubrik", data=data)
        assert list(sheet().scores) == ["K3:sdm"]

    def test_the_rules_hold_behind_the_page(self, desk):
        submission = plans.in_review(desk)
        actor = desk.act(desk.reviewer)
        with pytest.raises(ReasonMissing):
            save_scores(actor, desk.plan, submission, {"K1:sdm": Score(1)}, seen_version=0)
        with pytest.raises(ValueError, match="scale"):
            save_scores(actor, desk.plan, submission, {"K1:sdm": Score(6)}, seen_version=0)
        save_scores(actor, desk.plan, submission, {"K1:sdm": Score(3)}, seen_version=0)
        with pytest.raises(StaleSheet):
            save_scores(actor, desk.plan, submission, {"K1:sdm": Score(5)}, seen_version=0)

    def test_two_save_at_once_and_one_is_told(self, app, desk):
        plans.in_review(desk)
        path = f"/telaah/{desk.plan.id}/rubrik"
        requests = [post(path, version="0", **{"nilai-K1:sdm": number}) for number in ("4", "5")]
        assert at_once(app, desk.reviewer, requests) == [302, 409]

    def test_fixed_once_the_verdict_is_given(self, desk):
        submission = plans.accepted(desk)
        with pytest.raises(WrongState):
            save_scores(desk.act(desk.reviewer), desk.plan, submission, {"K1:sdm": Score(5)}, seen_version=0)

    def test_an_earlier_submission_keeps_its_scores_while_the_next_is_read(self, desk):
        first = plans.returned(desk)
        revise_plan(desk.place.lead, desk.plan)
        plans.in_review(desk)
        with pytest.raises(WrongState):
            save_scores(desk.act(desk.reviewer), desk.plan, first, {"K1:sdm": Score(5)}, seen_version=0)

    def test_the_regency_sees_them_after_the_verdict_only(self, app, desk, sign_in):
        submission = plans.in_review(desk)
        scores = {"K1:sdm": Score(1, "Tidak menjawab kesenjangan.")}
        save_scores(desk.act(desk.reviewer), desk.plan, submission, scores, seen_version=0)
        for who in ("coordinator", "supervisor"):
            page = sign_in(getattr(desk, who)).get(f"/rencana-aksi/kiriman/{submission.id}").text
            assert "Tidak menjawab kesenjangan." not in page
        hidden = sign_in(desk.supervisor).get(f"/telaah/{desk.plan.id}?bagian=rubrik").text
        assert "Tidak menjawab kesenjangan." not in hidden
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki")
        page = sign_in(desk.coordinator).get(f"/rencana-aksi/kiriman/{submission.id}")
        assert "Tidak menjawab kesenjangan." in words(assert_page(page, app))
        shown = sign_in(desk.supervisor).get(f"/telaah/{desk.plan.id}?bagian=rubrik").text
        assert "Tidak menjawab kesenjangan." in shown

    @pytest.mark.parametrize("who", ["coordinator", "leader", "supervisor", "ombudsman"])
    def test_only_the_ministry_scores(self, desk, sign_in, who):
        plans.in_review(desk)
        path = f"/telaah/{desk.plan.id}/rubrik"
        assert sign_in(getattr(desk, who)).post(path, data={"version": 0}).status_code == 403


class TestLetter:
    @pytest.fixture
    def letter(self, desk):
        make.government(code="00", name="Kementerian Uji", kind="ministry")
        line = plans.line(desk)
        submission = plans.in_review(desk)
        plans.comment(desk, submission, "Naikkan <target>.", line=line, cell="targets", year=2022)
        add_comment(
            desk.act(desk.ombudsman),
            desk.plan,
            submission,
            CommentKind.FINDING,
            Severity.MUST,
            "Temuan lain",
            line=line,
        )
        scores = {"K1:sdm": Score(4), "K2:sdm": Score(2, "Target kosong.")}
        save_scores(desk.act(desk.reviewer), desk.plan, submission, scores, seen_version=0)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lengkapi targetnya.")
        return db.session.scalars(select(ReviewLetter)).one()

    def test_it_freezes_what_was_said_with_the_verdict(self, desk, letter):
        data = canonical.read(LetterData, letter.content)
        assert letter.number == f"HT-{desk.government.code}-{desk.plan.round.year}-01"
        assert letter.sha256 == canonical.sha256(letter.content)
        assert canonical.write(data) == letter.content
        assert (data.verdict, data.reason, data.scored) == ("returned", "Lengkapi targetnya.", 2)
        (comment,) = data.comments  # findings of others are not the ministry's
        assert (comment.cell, comment.cell_year, comment.answer) == ("targets", 2022, "")

    def test_printed_as_it_was_even_when_the_plan_goes_on(self, desk, letter, sign_in):
        revise_plan(desk.place.lead, desk.plan)
        said = db.session.scalars(select(ReviewComment).where(ReviewComment.kind == CommentKind.REVIEW)).one()
        answer_comment(desk.place.lead, said, "Jawaban yang lebih baru.")
        browser = sign_in(desk.coordinator)
        form = {"language": "id", "kind": "pdf", "record": letter.id, **KEY}
        assert browser.post("/laporan/buat/review_letter", data=form).status_code == 302
        run_pending_jobs()
        db.session.expire_all()
        (made,) = [
            row for row in db.session.scalars(select(GeneratedDocument)) if row.name == "review_letter"
        ]
        text = text_of(browser.get(f"/laporan/berkas/{made.id}").data)
        for part in (
            letter.number,
            "Kementerian Uji".upper(),
            "Lengkapi targetnya.",
            "Target kosong.",
            "Target 2022",
        ):
            assert part.lower() in text.lower(), part
        assert "Naikkan <target>." in text
        assert "Pemerintah Kementerian" not in text
        assert "Jawaban yang lebih baru" not in text
        assert letter.sha256 in text.replace(" ", "")

    def test_offered_where_the_verdict_is_read(self, app, desk, letter, sign_in):
        submission = letter.submission_id
        page = sign_in(desk.coordinator).get(f"/rencana-aksi/kiriman/{submission}")
        assert letter.number in words(assert_page(page, app))
        assert "Surat hasil" not in sign_in(desk.ombudsman).get(f"/telaah/{desk.plan.id}").text

    def test_the_letter_of_another_regency_is_unknown(self, desk, letter):
        other = plans.desk()
        plans.returned(other)
        document = DOCUMENTS["review_letter"]
        assert [each.value for each in document.records(other.place.lead, desk.government)] == []
        with pytest.raises(NothingToPrintError):
            document.load(Subject(other.government.id, None, letter.id))


class TestSamples:
    def test_drawn_repeated_and_looked_at(self, app, desk, sign_in):
        desks = [desk, plans.desk(), plans.desk()]
        for each in desks:
            plans.accepted(each)
        browser = sign_in(desk.reviewer)
        data = {"count": 2, "seed": "benih-uji", **KEY}
        for _ in range(2):
            answer = browser.post("/telaah/sampel", data=data)
            assert answer.status_code == 302
        assert_page(browser.get("/telaah/sampel"), app)
        page = words(assert_page(browser.get(answer.location), app))
        assert "Undian dapat diulang" in page
        assert "2 dari 3 telaah yang selesai" in page
        first, second = db.session.scalars(select(SecondLook).order_by(SecondLook.position))
        path = f"/telaah/sampel/baca/{first.id}"
        assert_page(browser.get(path), app)
        refused = browser.post(path, data={"opinion": "differs", "note": " ", "version": first.version})
        assert "Tulis apa yang berbeda." in words(assert_page(refused, app, status=422))
        note = {"opinion": "differs", "note": "Targetnya terlalu rendah.", "version": first.version}
        assert browser.post(path, data=note).status_code == 302
        assert browser.post(path, data=note).status_code == 409
        db.session.expire_all()
        assert db.session.get_one(SecondLook, first.id).opinion is SecondOpinion.DIFFERS
        assert db.session.get_one(SecondLook, second.id).opinion is None

    def test_later_verdicts_do_not_change_an_old_draw(self, desk, sign_in):
        plans.accepted(desk)
        browser = sign_in(desk.reviewer)
        where = browser.post("/telaah/sampel", data={"count": 1, "seed": "x", **KEY}).location
        for _ in range(3):
            plans.accepted(plans.desk())
        db.session.commit()
        assert "Undian dapat diulang" in browser.get(where).text

    def test_nothing_finished_nothing_drawn(self, app, desk, sign_in):
        plans.in_review(desk)
        with pytest.raises(NothingToDraw):
            draw_sample(desk.act(desk.reviewer), 3, "x")
        answer = sign_in(desk.reviewer).post("/telaah/sampel", data={"count": 3, **KEY})
        assert "Belum ada telaah yang selesai." in words(assert_page(answer, app, status=422))

    @pytest.mark.parametrize("who", ["coordinator", "supervisor", "ombudsman"])
    def test_only_the_ministry_draws(self, desk, sign_in, who):
        assert sign_in(getattr(desk, who)).get("/telaah/sampel").status_code == 403
