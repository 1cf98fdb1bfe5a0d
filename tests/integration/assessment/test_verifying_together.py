"""Bulk acceptance that can be taken back, second opinions, samples, and a queue that never mixes waiting and done."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Role
from app.assessment.actions import (
    NotAVerifier,
    ReasonMissing,
    accept_remaining,
    accept_unchanged,
    ask_opinion,
    confirm,
    decide,
    give_opinion,
    submit,
    undo_acceptance,
    withdraw_opinion,
)
from app.assessment.actions.confirming import confirm_carried
from app.assessment.actions.sampling import NothingToDraw, draw_answers, is_repeatable, note_finding
from app.assessment.queries import load_sheet
from app.assessment.queries.sampling import drawn_of
from app.assessment.queries.unchanged import unchanged_lines
from app.assessment.rules import ForbiddenStep, Refusal, Verdict
from app.assessment.verifying.models import AnswerSample, Opinion, SampledAnswer
from app.assessment.verifying.states import Finding
from app.db import db, new_id, utc_now
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.assessment import answer_of, verification
from tests.style_guide import assert_page, words


@pytest.fixture
def handed_in(place):
    made = rounds.submitted(place.admin(), place.assessment())
    db.session.commit()
    return made


@pytest.fixture
def colleague(place):
    made = make.user_with(Role.COORDINATOR, place.government)
    db.session.commit()
    return made


class TestUnchanged:
    @pytest.fixture
    def again(self, place):
        """A year later: K-01 got another reason, S-01 other evidence; D-01 was set lower then; the rest is the same."""
        first = rounds.submitted(place.admin(), place.assessment())
        lowered = rounds.line(first, "D-01").stored
        decide(place.lead, lowered, 1, "Belum terbukti.", seen_version=lowered.version)
        accept_remaining(place.lead, first)
        confirm(place.lead, first)
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        own = rounds.assessment_of(later, place.units[0])
        rounds.answered(place.admin(), own, "K-01", reason="Sekarang lain.")
        rounds.proven(place.admin(), own, "S-01")
        ids = [line.spec.id for line in load_sheet(own).lines]
        confirm_carried(place.admin(), own, ids, utc_now())
        submit(place.admin(), own)
        db.session.commit()
        return own

    def test_only_what_is_exactly_as_it_was_accepted(self, again):
        found = {line.spec.code for line in unchanged_lines(load_sheet(again, with_evidence=True))}
        assert found == {"K-02", "S-02", "P-01"}

    def test_shown_first_accepted_then_and_taken_back(self, app: Flask, place, again, sign_in):
        client = sign_in(place.coordinator)
        url = verification(again, "/tak-berubah")
        page = client.get(url)
        assert "Setujui K-02" in words(assert_page(page, app))
        assert 'value="K-01"' not in page.get_data(as_text=True)
        assert answer_of(again, "K-02").verified_score is None
        client.post(url, data={"kode": ["K-02", "S-02", "K-01"]})
        codes = {line.spec.code for line in load_sheet(again).lines if line.verdict is Verdict.AGREED}
        assert codes == {"K-02", "S-02"}, "what changed is not taken, even when it is sent along"
        answer = answer_of(again, "S-02")
        decide(place.lead, answer, 2, "Dilihat lagi.", seen_version=answer.version)
        db.session.commit()
        assert "Urungkan persetujuan sekaligus" in words(assert_page(client.get(verification(again)), app))
        client.post(verification(again, "/urungkan"))
        assert answer_of(again, "K-02").verified_score is None
        assert answer_of(again, "S-02").verified_score == 2, "decided anew since"
        assert client.post(verification(again, "/urungkan")).status_code == 409

    def test_not_any_more_when_the_result_is_closed(self, place, again):
        accept_unchanged(place.lead, again, ["K-02"])
        accept_remaining(place.lead, again)
        confirm(place.lead, again)
        with pytest.raises(ForbiddenStep) as refused:
            undo_acceptance(place.lead, again)
        assert refused.value.reason is Refusal.WRONG_STATE

    def test_accepting_the_rest_can_be_taken_back_too(self, place, handed_in):
        taken = accept_remaining(place.lead, handed_in)
        assert undo_acceptance(place.lead, handed_in) == taken > 0
        assert all(
            line.verdict in (Verdict.UNDECIDED, Verdict.COMPUTED) for line in load_sheet(handed_in).lines
        )

    def test_without_an_earlier_round_nothing_is_unchanged(self, handed_in):
        assert unchanged_lines(load_sheet(handed_in, with_evidence=True)) == ()


class TestSecondOpinion:
    @pytest.fixture
    def asked(self, place, handed_in, colleague):
        made = ask_opinion(place.lead, answer_of(handed_in), colleague.id, "Cukupkah buktinya?")
        db.session.commit()
        return made

    def test_the_whole_way(self, app: Flask, place, handed_in, colleague, sign_in):
        client, url = sign_in(place.coordinator), verification(handed_in, "/K-01")
        assert "Minta pendapat verifikator lain" in words(assert_page(client.get(url), app))
        data = {"tanya-asked_of": colleague.id, "tanya-question": "Cukupkah?", "idempotency_key": new_id()}
        data["tanya-idempotency_key"] = data["idempotency_key"]
        assert client.post(url + "/pendapat", data=data).status_code == 302
        assert "Menunggu pendapat kedua" in words(assert_page(client.get(url), app))

        other = sign_in(colleague)
        assert "K-01" in words(assert_page(other.get("/asesmen/verifikasi?daftar=pendapat"), app))
        assert "Simpan pendapat Anda" in words(assert_page(other.get(url), app))
        given = {"pendapat-opinion_score": "2", "pendapat-opinion": "", "pendapat-version": "1"}
        response = other.post(url + "/pendapat/beri", data=given)
        assert "Tulis alasan nilai Anda." in words(assert_page(response, app, status=422))
        other.post(url + "/pendapat/beri", data={**given, "pendapat-opinion": "Uraiannya belum ada."})
        answer = answer_of(handed_in)
        assert answer.verified_score is None, "an opinion is no decision"
        decide(place.lead, answer, 3, "", seen_version=answer.version)
        db.session.commit()
        page = words(assert_page(sign_in(place.coordinator).get(url), app))
        assert "Uraiannya belum ada." in page
        assert "2 – Terkelola" in page
        unit = words(assert_page(sign_in(place.admins[0]).get(f"/asesmen/isian/{handed_in.id}/K-01"), app))
        assert "Uraiannya belum ada." not in unit, "opinions stay among the verifiers"

    def test_nothing_is_decided_while_it_is_on_its_way(self, place, handed_in, asked):
        answer = answer_of(handed_in)
        with pytest.raises(ForbiddenStep) as refused:
            decide(place.lead, answer, 3, "", seen_version=answer.version)
        assert refused.value.reason is Refusal.OPINION_WAITS
        accept_remaining(place.lead, handed_in)
        assert answer_of(handed_in).verified_score is None
        assert answer_of(handed_in, "K-02").verified_score == 4
        withdraw_opinion(place.lead, db.session.get_one(Opinion, asked.id))
        answer = answer_of(handed_in)
        decide(place.lead, answer, 3, "", seen_version=answer.version)
        assert answer_of(handed_in).verified_score == 3

    def test_only_another_verifier_of_this_government(self, place, handed_in):
        elsewhere = make.user_with(Role.COORDINATOR, make.government())
        for person in (place.coordinator, place.admins[0], elsewhere):
            with pytest.raises(NotAVerifier):
                ask_opinion(place.lead, answer_of(handed_in), person.id, "")

    def test_only_whoever_was_asked_answers_and_once(self, place, handed_in, colleague, asked):
        with pytest.raises(ForbiddenStep) as refused:
            give_opinion(place.lead, asked, 2, "Saya saja.", seen_version=asked.version)
        assert refused.value.reason is Refusal.WRONG_DUTY
        own = actor_of(colleague)
        with pytest.raises(ReasonMissing):
            give_opinion(own, asked, 2, " ", seen_version=asked.version)
        give_opinion(own, asked, 2, "Belum ada.", seen_version=asked.version)
        with pytest.raises(ForbiddenStep):
            give_opinion(own, asked, 5, "Ada.", seen_version=asked.version)
        assert db.session.get_one(Opinion, asked.id).score == 2

    def test_the_same_person_is_asked_once_at_a_time(self, place, handed_in, colleague, asked):
        with pytest.raises(ForbiddenStep) as refused:
            ask_opinion(place.lead, answer_of(handed_in), colleague.id, "")
        assert refused.value.reason is Refusal.OPINION_ASKED
        twin = Opinion(
            government_id=asked.government_id,
            assessment_id=asked.assessment_id,
            answer_id=asked.answer_id,
            asked_of=colleague.id,
        )
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(twin)


class TestSamples:
    def test_drawn_from_a_seed_that_anybody_can_repeat(self, app: Flask, place, sign_in):
        rounds.verified(place, 0)
        rounds.verified(place, 1)
        db.session.commit()
        client = sign_in(place.coordinator)
        data = {"count": "4", "seed": "Rapat 3 Mei", "idempotency_key": new_id()}
        client.post("/asesmen/sampel", data=data)
        client.post("/asesmen/sampel", data=data)
        sample = db.session.scalars(select(AnswerSample)).one()
        first = [each.answer_id for each in drawn_of(sample)]
        again = draw_answers(place.lead, place.round, 4, "Rapat 3 Mei")
        assert [each.answer_id for each in drawn_of(again)] == first
        assert is_repeatable(sample, place.round, first) is True
        other = draw_answers(place.lead, place.round, 4, "Rapat 4 Mei")
        assert [each.answer_id for each in drawn_of(other)] != first
        db.session.commit()
        text = words(assert_page(client.get(f"/asesmen/sampel/{sample.id}"), app))
        assert "Rapat 3 Mei" in text
        assert "Ya, undian ulang memberi sampel yang sama" in text

    def test_the_ministry_draws_looks_and_notes(self, app: Flask, place, sign_in):
        rounds.verified(place)
        reviewer = make.user_with(Role.MINISTRY_REVIEWER)
        db.session.commit()
        client = sign_in(reviewer)
        here = f"/asesmen/sampel?pemerintah={place.government.code}&tahun={rounds.YEAR}"
        assert_page(client.get(here), app)
        data = {"count": "2", "seed": "kementerian", "idempotency_key": new_id()}
        place_of = client.post(here, data=data).location
        look = client.post(place_of + "/1", data={"finding": "differs", "note": "", "version": "1"})
        assert "Tulis apa yang berbeda." in words(assert_page(look, app, status=422))
        response = client.post(
            place_of + "/1", data={"finding": "differs", "note": "Bukti lain.", "version": "1"}
        )
        assert response.location == place_of + "/2"
        text = words(assert_page(client.get(place_of), app))
        assert "Bukti lain." in text
        again = client.post(place_of + "/1", data={"finding": "agrees", "note": "", "version": "1"})
        assert again.status_code == 409
        drawn = db.session.scalars(select(SampledAnswer).where(SampledAnswer.position == 2)).one()
        with pytest.raises(ReasonMissing):
            note_finding(actor_of(reviewer), drawn, Finding.DIFFERS, " ", seen_version=drawn.version)

    def test_nothing_is_drawn_before_a_verification_is_finished(self, app: Flask, place, handed_in, sign_in):
        with pytest.raises(NothingToDraw):
            draw_answers(place.lead, place.round, 1, "x")
        page = sign_in(place.coordinator).get("/asesmen/sampel")
        assert "Belum ada yang dapat diundi" in words(assert_page(page, app))

    def test_units_and_leaders_draw_nothing(self, place, sign_in):
        for person in (place.admins[0], make.user_with(Role.LEADER, place.government)):
            assert sign_in(person).get("/asesmen/sampel").status_code == 403


class TestQueue:
    def test_waiting_and_done_never_stand_together(self, app: Flask, place, handed_in, sign_in):
        answer = answer_of(handed_in)
        decide(place.lead, answer, 3, "", seen_version=answer.version)
        db.session.commit()
        client = sign_in(place.coordinator)
        lists = (
            ("/asesmen/verifikasi?daftar={}", 'K-0{}<span class="visually-hidden">'),
            (verification(handed_in) + "?daftar={}", 'r-task__title">K-0{}<'),
        )
        for address, row in lists:
            waiting = client.get(address.format("menunggu")).get_data(as_text=True)
            done = client.get(address.format("selesai")).get_data(as_text=True)
            assert (row.format(1) in waiting, row.format(2) in waiting) == (False, True), address
            assert (row.format(1) in done, row.format(2) in done) == (True, False), address
        text = words(assert_page(client.get("/asesmen/verifikasi"), app))
        assert "Menunggu keputusan (5)" in text
        assert "Sudah diputuskan (1)" in text

    def test_the_last_decision_of_an_opd_leads_on_to_the_next(self, app: Flask, place, handed_in, sign_in):
        other = rounds.submitted(place.admin(1), place.assessment(1))
        accept_remaining(place.lead, handed_in)
        db.session.commit()
        text = words(assert_page(sign_in(place.coordinator).get(verification(handed_in)), app))
        assert other.unit is not None
        assert f"OPD berikutnya yang menunggu: {other.unit.name}" in text

    def test_pages(self, app: Flask, db_session, register, sign_in):
        place = rounds.place(units=5)
        for number in range(5):
            rounds.submitted(place.admin(number), place.assessment(number))
        db.session.commit()
        client = sign_in(place.coordinator)
        first = words(assert_page(client.get("/asesmen/verifikasi"), app))
        assert "1–25 dari 30" in first
        assert "26–30 dari 30" in words(assert_page(client.get("/asesmen/verifikasi?halaman=2"), app))
