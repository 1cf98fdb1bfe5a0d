"""Evidence as an example: chosen by the verifier, seen by others after verification, shared by the ministry."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import accept_remaining, confirm, decide, reopen
from app.assessment.actions.examples import NotAnExample, choose_example, share_example, withdraw_example
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.queries.examples import examples_for
from app.assessment.rules.examples import NoExample
from app.audit.models import AuditEntry
from app.db import as_system, db, new_id
from app.instrument.english import aid_for
from app.instrument.loader import read_version
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import organisations as make
from tests.factories.assessment import answer_of
from tests.style_guide import assert_page, words

TOLD = "Keputusan kepala dinas tentang tim pengelola pengaduan"


@pytest.fixture
def accepted(place):
    """The first OPD was verified as it claimed."""
    return rounds.verified(place)


def chosen(place, assessment, description=TOLD):
    answer = answer_of(assessment)
    return choose_example(place.lead, answer, answer.evidence[0], description)


def seen_by(place, number=1):
    assessment = place.assessment(number)
    return examples_for(assessment, rounds.line(assessment, "K-01").spec)


class TestChoosing:
    def test_another_opd_sees_it_at_its_level(self, place, accepted):
        chosen(place, accepted)
        (shown,) = seen_by(place)[3]
        assert shown.description == TOLD
        assert not shown.is_national
        assert shown.is_link

    def test_the_unit_itself_does_not(self, place, accepted):
        chosen(place, accepted)
        assert not seen_by(place, 0)

    def test_personal_data_is_masked(self, place, accepted):
        made = chosen(place, accepted, "Surat Bapak Andi Baso, NIK 7307010101800001, telepon 0812-3456-7890")
        assert "7307010101800001" not in made.description
        assert "3456" not in made.description
        assert "disamarkan" in made.description

    def test_what_the_verifier_changed_is_no_example(self, place):
        assessment = rounds.submitted(place.admin(), place.assessment())
        answer = rounds.line(assessment, "K-01").stored
        decide(place.lead, answer, 2, "Belum lengkap.", seen_version=answer.version)
        with pytest.raises(NotAnExample) as refusal:
            choose_example(place.lead, answer, answer.evidence[0], TOLD)
        assert refusal.value.reason is NoExample.NOT_ACCEPTED

    def test_evidence_is_one_example(self, place, accepted):
        chosen(place, accepted)
        with pytest.raises(NotAnExample):
            chosen(place, accepted)

    def test_evidence_of_another_answer_is_refused(self, place, accepted):
        with pytest.raises(LookupError):
            choose_example(place.lead, answer_of(accepted), answer_of(accepted, "K-02").evidence[0], TOLD)

    def test_it_is_in_the_log(self, place, accepted):
        made = chosen(place, accepted)
        withdraw_example(place.lead, made, seen_version=made.version)
        db.session.commit()  # the log is written with it
        actions = set(db.session.scalars(select(AuditEntry.action)))
        assert {"example.chosen", "example.withdrawn"} <= actions


class TestNeverADraft:
    def test_before_the_verification_is_finished_nobody_sees_it(self, place):
        assessment = rounds.submitted(place.admin(), place.assessment())
        accept_remaining(place.lead, assessment)
        chosen(place, assessment)
        assert not seen_by(place)
        confirm(place.lead, assessment)
        assert seen_by(place)

    def test_taken_up_again_it_disappears(self, place, accepted):
        chosen(place, accepted)
        reopen(place.lead, accepted)
        assert not seen_by(place)

    def test_a_withdrawn_one_disappears(self, place, accepted):
        made = chosen(place, accepted)
        withdraw_example(place.lead, made, seen_version=made.version)
        assert not seen_by(place)

    def test_removed_evidence_is_no_example(self, place, accepted):
        made = chosen(place, accepted)
        made.evidence.removed_at = made.created_at
        db.session.flush()
        assert not seen_by(place)


class TestOtherGovernments:
    @pytest.fixture
    def elsewhere(self, place):
        return rounds.place(version=place.version)

    def test_they_see_only_what_the_ministry_shared(self, place, accepted, elsewhere):
        made = chosen(place, accepted)
        with as_system():
            assert not seen_by(elsewhere)
            reviewer = actor_of(make.user_with(Role.MINISTRY_REVIEWER))
            share_example(reviewer, made, ExampleScope.NATIONAL, seen_version=made.version)
            (shown,) = seen_by(elsewhere)[3]
            assert shown.is_national
            share_example(reviewer, made, ExampleScope.GOVERNMENT, seen_version=made.version)
            assert not seen_by(elsewhere)

    def test_a_coordinator_cannot_share(self, place, accepted):
        made = chosen(place, accepted)
        with pytest.raises(Exception, match=r"403|Forbidden|assessment.score_ministry"):
            share_example(place.lead, made, ExampleScope.NATIONAL, seen_version=made.version)


class TestPages:
    def test_the_whole_way(self, app: Flask, place, accepted, sign_in):
        client = sign_in(place.coordinator)
        page = f"/asesmen/verifikasi/{accepted.id}/K-01"
        assert "Jadikan contoh" in words(assert_page(client.get(page), app))
        evidence = answer_of(accepted).evidence[0]
        sent = client.post(
            f"{page}/contoh",
            data={"example_evidence": evidence.id, "example_text": TOLD, "idempotency_key": new_id()},
        )
        assert sent.status_code == 302
        assert TOLD in words(assert_page(client.get("/asesmen/contoh"), app))
        client = sign_in(place.admins[1])
        shown = words(assert_page(client.get(f"/asesmen/isian/{place.assessment(1).id}/K-01"), app))
        assert TOLD in shown
        assert "Mengapa ditanyakan" in shown
        assert place.units[0].name not in shown
        client = sign_in(place.coordinator)
        made = db.session.query(GoodExample).one()
        client.post(f"/asesmen/contoh/{made.id}/tarik", data={"version": made.version})
        assert TOLD not in words(assert_page(client.get("/asesmen/contoh"), app))

    def test_without_an_example_the_page_says_so(self, app: Flask, place, sign_in):
        client = sign_in(place.admins[1])
        tree = assert_page(client.get(f"/asesmen/isian/{place.assessment(1).id}/K-01"), app)
        (folded,) = [each for each in tree.iter("details") if each.get("data-examples") is not None]
        assert "Belum ada contoh dari asesmen yang diterima" in words(folded)
        assert "Contoh bukti yang baik" not in words(folded)

    def test_an_empty_form_says_what_is_missing(self, place, accepted, sign_in):
        client = sign_in(place.coordinator)
        answer = client.post(
            f"/asesmen/verifikasi/{accepted.id}/K-01/contoh", data={"idempotency_key": new_id()}
        )
        assert answer.status_code == 422
        assert "Pilih satu bukti dukung." in answer.get_data(as_text=True)

    def test_the_ministry_shares_on_the_page(self, app: Flask, place, accepted, sign_in):
        made = chosen(place, accepted)
        client = sign_in(make.user_with(Role.MINISTRY_REVIEWER))
        tree = assert_page(client.get("/asesmen/contoh"), app)
        assert TOLD in words(tree)
        assert any(each.get("href") == "/asesmen/contoh" for each in tree.iter("a"))
        client.post(f"/asesmen/contoh/{made.id}/jangkauan", data={"version": made.version, "nasional": "ya"})
        db.session.expire_all()
        assert db.session.get_one(GoodExample, made.id).scope is ExampleScope.NATIONAL

    def test_who_reads_english_gets_a_reading_aid(self, app: Flask, db_session, register, sign_in):
        real = next(spec for spec in read_version("2021").indicators if spec.code == "K-01")
        asked = questions.indicator("K-01", text=real.text, why=real.why)
        version = questions.published(
            questions.questionnaire("inggris", [questions.category("kebijakan", [asked])])
        )
        place = rounds.place(version=version)
        page = f"/asesmen/isian/{place.assessment().id}/K-01"
        client = sign_in(place.admins[0])
        assert "reading aid" not in words(assert_page(client.get(page), app))
        client.set_cookie("language", "en")
        shown = words(assert_page(client.get(page), app))
        aid = aid_for(real)
        assert aid is not None
        for told in (aid.why, "the Indonesian wording counts", real.why):
            assert told in shown
