"""Nobody verifies what they filled in themselves, whichever duty came first."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import (
    NotAVerifier,
    accept_remaining,
    accept_unchanged,
    ask_opinion,
    confirm,
    decide,
    decide_objection,
    give_opinion,
    mark_to_return,
    object_to,
    submit,
)
from app.assessment.actions.acceptance import acceptable
from app.assessment.actions.confirming import confirm_carried
from app.assessment.actions.ministry import score_as_ministry
from app.assessment.actions.plausibility import accept_explanation
from app.assessment.actions.sampling import draw_answers, note_finding
from app.assessment.models import PlausibilityFlag
from app.assessment.plausibility import FlagState
from app.assessment.queries import load_sheet
from app.assessment.queries.handed import contributors_of
from app.assessment.queries.sampling import drawn_of
from app.assessment.queries.verifying import next_waiting
from app.assessment.rules import ForbiddenStep, Refusal, Verdict
from app.assessment.together.models import Handover
from app.assessment.verifying.states import Finding
from app.db import db, new_id, utc_now
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.assessment import answer_of, verification
from tests.factories.handovers import link_for, take_up
from tests.style_guide import assert_page, words


@pytest.fixture
def both(place):
    """Filled in K-01 as a colleague of the OPD, and became a coordinator since."""
    person = make.user_with(Role.LEADER, place.government)
    take_up(link_for(place), person)
    rounds.answered(actor_of(person), place.assessment(), "K-01")
    rounds.proven(place.admin(), place.assessment(), "K-01")
    rounds.filled(place.admin(), place.assessment(), without=["K-01"])
    submit(place.admin(), place.assessment())
    make.appointment(person, Role.COORDINATOR, place.government)
    db.session.commit()
    return person


def refused(action, *arguments, **named):
    with pytest.raises(ForbiddenStep) as found:
        action(*arguments, **named)
    return found.value.reason


class TestTheLink:
    def test_a_verifier_does_not_take_it_up(self, app: Flask, place, sign_in):
        made = link_for(place)
        client = sign_in(place.coordinator)
        for page in (
            client.get(f"/undangan/{made.token}"),
            client.post(f"/undangan/{made.token}", data={"idempotency_key": new_id()}),
        ):
            assert "Anda memverifikasi pemerintah daerah ini" in words(assert_page(page, app))
        db.session.expire_all()
        assert db.session.get_one(Handover, made.handover.id).user_id is None

    def test_nor_one_who_was_invited_by_mail(self, place, sign_in):
        made = link_for(place, email=place.coordinator.email)
        page = sign_in(place.coordinator).post(f"/undangan/{made.token}", data={"idempotency_key": new_id()})
        assert "Anda memverifikasi pemerintah daerah ini" in page.get_data(as_text=True)

    def test_who_verifies_elsewhere_and_works_here_may(self, place, sign_in):
        made = link_for(place)
        person = make.user_with(Role.COORDINATOR, make.government())
        make.appointment(person, Role.LEADER, place.government)
        db.session.commit()
        page = sign_in(person).post(f"/undangan/{made.token}", data={"idempotency_key": new_id()})
        assert page.status_code == 302

    def test_whoever_verifies_since_is_offered_no_more(self, place, both):
        assert contributors_of(place.assessment()) == []


class TestDecisions:
    def test_the_own_answer_is_left_to_others(self, place, both):
        own, answer = actor_of(both), answer_of(place.assessment())
        reasons = {
            refused(decide, own, answer, 3, "", seen_version=answer.version),
            refused(mark_to_return, own, answer, "Kurang.", "Bukti.", seen_version=answer.version),
        }
        assert reasons == {Refusal.OWN_ANSWER}
        other = answer_of(place.assessment(), "K-02")
        decide(own, other, 4, "", seen_version=other.version)
        answer = answer_of(place.assessment())
        decide(place.lead, answer, 3, "", seen_version=answer.version)
        assert answer_of(place.assessment()).verified_by == place.coordinator.id

    def test_what_the_opd_wrote_over_it_is_the_opd_s(self, place):
        person = make.user_with(Role.LEADER, place.government)
        take_up(link_for(place), person)
        rounds.answered(actor_of(person), place.assessment(), "K-01")
        rounds.answered(place.admin(), place.assessment(), "K-01", reason="Alasan kami sendiri.")
        rounds.filled(place.admin(), place.assessment(), without=["K-01"])
        rounds.proven(place.admin(), place.assessment(), "K-01")
        submit(place.admin(), place.assessment())
        make.appointment(person, Role.COORDINATOR, place.government)
        db.session.commit()
        answer = answer_of(place.assessment())
        decide(actor_of(person), answer, 3, "", seen_version=answer.version)
        assert answer_of(place.assessment()).verified_score == 3

    def test_accepting_the_rest_leaves_it_waiting(self, app: Flask, place, both, sign_in):
        client, own = sign_in(both), place.assessment()
        client.post(verification(own, "/setujui"))
        page = words(assert_page(client.get(verification(own)), app))
        left = [line.spec.code for line in load_sheet(own).lines if line.verdict is Verdict.UNDECIDED]
        assert left == ["K-01"]
        assert "Jawaban yang Anda isi sendiri menunggu orang lain." in page
        assert f"Yang dapat memverifikasinya: {place.coordinator.name}." in page
        assert "Setujui semua yang belum diperiksa" not in page, "nothing would come of it"
        assert refused(confirm, actor_of(both), own) is Refusal.UNDECIDED
        assert accept_remaining(place.lead, own) == 1

    def test_nor_does_accepting_what_is_unchanged_take_it(self, place, both):
        accept_remaining(place.lead, place.assessment())
        confirm(place.lead, place.assessment())
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        own = rounds.assessment_of(later, place.units[0])
        confirm_carried(place.admin(), own, [line.spec.id for line in load_sheet(own).lines], utc_now())
        submit(place.admin(), own)
        assert answer_of(own).self_by == both.id, "carried, with its writer"
        sheet = load_sheet(own, with_evidence=True)
        offered = {line.spec.code for line in acceptable(actor_of(both), sheet, utc_now())}
        assert ("K-01" in offered, "K-02" in offered) == (False, True)
        assert accept_unchanged(actor_of(both), own, ["K-01", "K-02"]) == 1
        assert answer_of(own).verified_score is None

    def test_the_next_to_look_at_is_never_the_own_one(self, place, both):
        following = next_waiting(actor_of(both), place.round)
        assert following is not None
        assert following.self_by != both.id
        accept_remaining(actor_of(both), place.assessment())
        assert next_waiting(actor_of(both), place.round) is None
        left = next_waiting(place.lead, place.round)
        assert left is not None
        assert left.self_by == both.id

    def test_the_pages_say_so(self, app: Flask, place, both, sign_in):
        client, own = sign_in(both), place.assessment()
        page = client.get(verification(own, "/K-01"))
        text = words(assert_page(page, app))
        assert "Anda sendiri yang mengisi jawaban ini" in text
        assert f"Yang dapat memverifikasinya: {place.coordinator.name}." in text
        assert 'name="verdict"' not in page.get_data(as_text=True)
        assert "Minta pendapat verifikator lain" not in text
        sent = client.post(verification(own, "/K-01"), data={"verdict": "3", "reason": "", "version": "9"})
        assert "jadi orang lain yang menilainya" in words(assert_page(sent, app, status=409))
        assert "Anda isi sendiri" in words(assert_page(client.get("/asesmen/verifikasi"), app))

    def test_a_single_verifier_is_told_to_invite_another(self, app: Flask, place, both, sign_in):
        for held in list(place.coordinator.appointments):
            db.session.delete(held)
        db.session.commit()
        text = words(assert_page(sign_in(both).get(verification(place.assessment(), "/K-01")), app))
        assert "Belum ada orang lain yang memverifikasi" in text
        assert "Undang koordinator lain" in text


class TestOpinions:
    def test_who_wrote_it_is_neither_asked_nor_asks(self, app: Flask, place, both, sign_in):
        answer = answer_of(place.assessment())
        with pytest.raises(NotAVerifier):
            ask_opinion(place.lead, answer, both.id, "")
        assert refused(ask_opinion, actor_of(both), answer, place.coordinator.id, "") is Refusal.OWN_ANSWER
        client = sign_in(place.coordinator)
        page = words(assert_page(client.get(verification(place.assessment(), "/K-01")), app))
        other = words(assert_page(client.get(verification(place.assessment(), "/K-02")), app))
        asking = "Minta pendapat verifikator lain"
        assert (asking in page, asking in other) == (False, True)

    def test_nor_says_it_when_asked_before(self, place, both):
        """Asked while somebody else had written it; the OPD then had it written anew by the one who was asked."""
        answer = answer_of(place.assessment())
        answer.self_by = place.admins[0].id
        asked = ask_opinion(place.lead, answer, both.id, "")
        answer.self_by = both.id
        db.session.flush()
        given = {"seen_version": asked.version}
        assert refused(give_opinion, actor_of(both), asked, 3, "Baik.", **given) is Refusal.OWN_ANSWER


class TestAfterwards:
    @pytest.fixture
    def closed(self, place, both):
        accept_remaining(place.lead, place.assessment())
        confirm(place.lead, place.assessment())
        db.session.commit()
        return place.assessment()

    def test_an_objection_is_decided_by_another(self, app: Flask, place, both, closed, sign_in):
        raised = object_to(place.admin(), answer_of(closed), "Buktinya ada.")
        db.session.commit()
        given = {"seen_version": raised.version}
        assert refused(decide_objection, actor_of(both), raised, 5, "Ya.", **given) is Refusal.OWN_ANSWER
        page = sign_in(both).get(verification(closed, "/K-01"))
        assert "Simpan keputusan" not in words(assert_page(page, app))
        decide_objection(place.lead, raised, 4, "Ya.", seen_version=raised.version)
        assert answer_of(closed).verified_score == 4

    def test_a_drawn_answer_is_looked_at_by_another(self, app: Flask, place, both, closed, sign_in):
        sample = draw_answers(place.lead, place.round, 20, "semua")
        db.session.commit()
        drawn = next(each for each in drawn_of(sample) if each.answer.self_by == both.id)
        given = {"seen_version": drawn.version}
        assert refused(note_finding, actor_of(both), drawn, Finding.AGREES, "", **given) is Refusal.OWN_ANSWER
        page = sign_in(both).get(f"/asesmen/sampel/{sample.id}/{drawn.position}")
        assert "jadi orang lain yang menilainya" in words(assert_page(page, app))
        assert 'name="finding"' not in page.get_data(as_text=True)

    def test_nor_does_the_ministry_s_score_come_from_the_writer(self, place, both, closed):
        make.appointment(both, Role.MINISTRY_REVIEWER, None)
        db.session.commit()
        answer = answer_of(closed)
        given = {"seen_version": answer.version}
        assert refused(score_as_ministry, actor_of(both), answer, 5, "Baik.", **given) is Refusal.OWN_ANSWER


def test_the_explanation_of_a_doubt_is_accepted_by_another(place, both):
    """The contradiction of K-01 and its figure is settled like the answer itself."""
    answer = answer_of(place.assessment())
    row = PlausibilityFlag(
        government_id=answer.government_id,
        assessment_id=answer.assessment_id,
        answer_id=answer.id,
        figure_code="M-01",
        claimed_level=3,
        figure_level=1,
        figure={},
        state=FlagState.EXPLAINED,
        explanation="Datanya lama.",
    )
    db.session.add(row)
    db.session.commit()
    given = {"seen_version": row.version}
    found = refused(accept_explanation, actor_of(both), place.assessment(), row, "Baik.", **given)
    assert found is Refusal.OWN_ANSWER
    accept_explanation(place.lead, place.assessment(), row, "Baik.", seen_version=row.version)
    assert db.session.scalars(select(PlausibilityFlag)).one().state is FlagState.ACCEPTED
