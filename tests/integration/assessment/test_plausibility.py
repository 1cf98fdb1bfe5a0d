"""An answer that claims more than the complaint figures show: asked about, explained, settled."""

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.access import Role
from app.assessment.actions import (
    accept_explanation,
    accept_remaining,
    confirm,
    decide,
    explain_flag,
    submit,
)
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.plausibility import raise_flags
from app.assessment.models import Answer, Assessment, PlausibilityFlag
from app.assessment.plausibility import FlagState
from app.assessment.queries import flags_of, load_sheet
from app.assessment.rules import ForbiddenStep, Refusal
from app.assessment.states import AssessmentState
from app.audit.models import AuditEntry
from app.db import db, utc_now
from app.instrument import cross_checks
from app.instrument.models import Indicator
from app.organisations.actors import actor_of
from app.web.conflict import Conflict
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words

WORDS = "Pengaduan lama baru dimasukkan bulan ini."
DOUBT = "tidak sejalan dengan angka pengaduan"


@pytest.fixture
def checked(place, register, tmp_path, monkeypatch):
    """D-01 claims level 4; half of the complaints are followed up: level 2. K-01 claims 3: near enough."""
    (tmp_path / f"{place.version.code}.yaml").write_text(
        "gap: 2\nchecks:\n"
        "  - {claim: D-01, figure: M-01, why: Aplikasi yang dipakai membuat pengaduan ditindaklanjuti.}\n"
        "  - {claim: K-01, figure: M-01, why: Keputusan tertulis terlihat dari tindak lanjut.}\n"
        "  - {claim: K-03, figure: M-01, why: Pemerintah daerah memantau tindak lanjut.}\n"
    )
    monkeypatch.setattr(cross_checks, "FOLDER", tmp_path)
    cross_checks.cross_checks.cache_clear()
    register.say("followed_up_share", 0.5)
    yield place
    cross_checks.cross_checks.cache_clear()


@pytest.fixture
def handed_in(checked):
    return rounds.submitted(checked.admin(), checked.assessment())


def flag(code="D-01"):
    db.session.expire_all()
    statement = (
        select(PlausibilityFlag)
        .join(PlausibilityFlag.answer)
        .join(Indicator, Indicator.id == Answer.indicator_id)
        .where(Indicator.code == code)
    )
    return db.session.scalars(statement).one()


def filling(assessment, code="D-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def verifying(assessment, code="D-01"):
    return f"/asesmen/verifikasi/{assessment.id}/{code}"


def explained(client, assessment, version=0, text=WORDS):
    return client.post(
        filling(assessment) + "/penjelasan", data={"flag-version": version, "flag-explanation": text}
    )


class TestWhileWriting:
    def test_the_opd_sees_both_sides_on_the_answer_and_before_sending(self, app: Flask, checked, sign_in):
        draft = rounds.filled(checked.admin(), checked.assessment())
        client = sign_in(checked.admins[0])
        page = words(assert_page(client.get(filling(draft)), app))
        assert DOUBT in page
        assert "50% dari 20 pengaduan" in page
        assert "Aplikasi yang dipakai" in page
        assert DOUBT not in words(assert_page(client.get(filling(draft, "K-01")), app))
        assert DOUBT in words(assert_page(client.get(f"/asesmen/isian/{draft.id}/periksa"), app))

    def test_an_explanation_is_kept_before_anything_is_sent(self, app: Flask, checked, sign_in):
        draft = rounds.filled(checked.admin(), checked.assessment())
        client = sign_in(checked.admins[0])
        assert explained(client, draft).status_code == 302
        assert (flag().state, flag().explanation) == (FlagState.EXPLAINED, WORDS)
        assert WORDS in words(assert_page(client.get(filling(draft)), app))

    def test_an_empty_explanation_comes_back_beside_the_field(self, app: Flask, checked, sign_in):
        draft = rounds.filled(checked.admin(), checked.assessment())
        page = explained(sign_in(checked.admins[0]), draft, text="  ")
        assert "Tulis penjelasannya." in words(assert_page(page, app, status=422))
        assert db.session.scalar(select(PlausibilityFlag.id)) is None

    def test_nothing_can_be_explained_where_nothing_is_doubted(self, checked, sign_in):
        draft = rounds.filled(checked.admin(), checked.assessment())
        client = sign_in(checked.admins[0])
        data = {"flag-version": 0, "flag-explanation": WORDS}
        assert client.post(filling(draft, "K-01") + "/penjelasan", data=data).status_code == 404

    def test_too_few_complaints_doubt_nobody(self, app: Flask, checked, register, sign_in):
        register.say("followed_up_share", 0.5, volume=0)
        draft = rounds.filled(checked.admin(), checked.assessment())
        assert DOUBT not in words(assert_page(sign_in(checked.admins[0]).get(filling(draft)), app))


class TestSubmission:
    def test_it_freezes_both_sides_and_keeps_the_explanation(self, checked, register, sign_in):
        draft = rounds.filled(checked.admin(), checked.assessment())
        explained(sign_in(checked.admins[0]), draft)
        register.say("followed_up_share", 0.3)  # what was explained is not what is handed in
        submit(checked.admin(), checked.assessment())
        register.say("followed_up_share", 1.0)  # what happens later changes nothing
        found = flag()
        assert (found.claimed_level, found.figure_level, found.state) == (4, 1, FlagState.EXPLAINED)
        assert found.figure["value"] == 0.3
        assert found.explanation == WORDS

    def test_only_contradictions_are_kept(self, handed_in):
        assert len(db.session.scalars(select(PlausibilityFlag)).all()) == 1

    def test_a_corrected_answer_lets_the_flag_lapse(self, checked, handed_in):
        rounds.returned(checked, handed_in, "D-01")
        assessment = checked.assessment()
        rounds.answered(checked.admin(), assessment, "D-01", "50")
        submit(checked.admin(), assessment)
        assert flag().state is FlagState.LAPSED

    def test_the_opd_may_still_explain_after_sending(self, checked, handed_in, sign_in):
        client = sign_in(checked.admins[0])
        assert explained(client, handed_in, flag().version).status_code == 302
        assert flag().state is FlagState.EXPLAINED

    def test_a_lost_race_shows_both_texts(self, app: Flask, checked, handed_in, sign_in):
        client = sign_in(checked.admins[0])
        seen = flag().version
        explained(client, handed_in, seen, "Penjelasan pertama.")
        page = words(assert_page(explained(client, handed_in, seen, "Penjelasan kedua."), app, status=409))
        assert "Penjelasan pertama." in page
        assert "Penjelasan kedua." in page
        assert flag().explanation == "Penjelasan pertama."


class TestVerification:
    def test_accepting_all_leaves_out_what_is_doubted(self, checked, handed_in):
        accept_remaining(checked.lead, handed_in)
        scores = {code: rounds.line(handed_in, code).stored.verified_score for code in ("K-01", "D-01")}
        assert scores == {"K-01": 3, "D-01": None}

    def test_the_question_before_it_says_how_many(self, app: Flask, checked, handed_in, sign_in):
        client = sign_in(checked.coordinator)
        address = f"/asesmen/verifikasi/{handed_in.id}"
        asked = words(assert_page(client.get(address), app))
        waiting = load_sheet(handed_in).lines
        taken = accept_remaining(checked.lead, handed_in)
        assert f"Setujui {taken} jawaban?" in asked
        assert taken < sum(line.answer is not None and not line.spec.is_measured for line in waiting)
        db.session.commit()
        assert "Setujui semua yang belum diperiksa" not in words(assert_page(client.get(address), app))

    def test_it_cannot_be_closed_over_an_unsettled_flag(self, checked, handed_in):
        accept_remaining(checked.lead, handed_in)
        answer = rounds.line(handed_in, "D-01").stored
        decide(checked.lead, answer, 4, "", seen_version=answer.version)
        with pytest.raises(ForbiddenStep) as refused:
            confirm(checked.lead, handed_in)
        assert refused.value.reason is Refusal.FLAG_UNSETTLED

    def test_a_score_that_fits_the_figure_settles_it(self, checked, handed_in):
        accept_remaining(checked.lead, handed_in)
        answer = rounds.line(handed_in, "D-01").stored
        decide(checked.lead, answer, 3, "Belum terlihat pada angka.", seen_version=answer.version)
        assert (flag().state, flag().settled_by) == (FlagState.ADJUSTED, checked.coordinator.id)
        confirm(checked.lead, db.session.get_one(Assessment, handed_in.id))

    def test_an_accepted_explanation_settles_it_and_names_who_and_why(self, app, checked, handed_in, sign_in):
        client = sign_in(checked.coordinator)
        page = words(assert_page(client.get(verifying(handed_in)), app))
        assert DOUBT in page
        data = {"flag-version": flag().version, "flag-acceptance": "Sudah diperiksa di register."}
        assert client.post(verifying(handed_in) + "/penjelasan", data=data).status_code == 302
        found = flag()
        assert (found.state, found.settled_by) == (FlagState.ACCEPTED, checked.coordinator.id)
        assert "Sudah diperiksa di register." in words(assert_page(client.get(verifying(handed_in)), app))
        assert db.session.scalar(select(AuditEntry.action).where(AuditEntry.action == "flag.accepted"))
        accept_remaining(checked.lead, db.session.get_one(Assessment, handed_in.id))
        confirm(checked.lead, db.session.get_one(Assessment, handed_in.id))

    def test_accepting_needs_a_reason(self, app: Flask, checked, handed_in, sign_in):
        data = {"flag-version": flag().version, "flag-acceptance": " "}
        page = sign_in(checked.coordinator).post(verifying(handed_in) + "/penjelasan", data=data)
        assert "Tulis alasan Anda menerima" in words(assert_page(page, app, status=422))
        assert flag().state is FlagState.OPEN

    def test_the_list_leads_to_what_is_left_to_settle(self, app: Flask, checked, handed_in, sign_in):
        accept_remaining(checked.lead, handed_in)
        answer = rounds.line(handed_in, "D-01").stored
        decide(checked.lead, answer, 4, "", seen_version=answer.version)
        db.session.commit()
        page = words(
            assert_page(sign_in(checked.coordinator).get(f"/asesmen/verifikasi/{handed_in.id}"), app)
        )
        assert "Putuskan D-01" in page
        assert "Angka berbeda" in page

    def test_the_opd_reads_the_verdict_on_a_flag_only_when_the_verification_is_closed(
        self, app: Flask, checked, handed_in, sign_in
    ):
        client = sign_in(checked.coordinator)
        data = {"flag-version": flag().version, "flag-acceptance": "Rahasia sementara."}
        client.post(verifying(handed_in) + "/penjelasan", data=data)
        unit_page = words(assert_page(sign_in(checked.admins[0]).get(filling(handed_in)), app))
        assert "Rahasia sementara." not in unit_page
        accept_remaining(checked.lead, db.session.get_one(Assessment, handed_in.id))
        confirm(checked.lead, db.session.get_one(Assessment, handed_in.id))
        db.session.commit()
        assert "Rahasia sementara." in words(
            assert_page(sign_in(checked.admins[0]).get(filling(handed_in)), app)
        )


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.LEADER, Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN, Role.OPERATOR])
    def test_nobody_else_explains_or_accepts(self, checked, handed_in, sign_in, role):
        where = SimpleNamespace(
            leader={"government": checked.government},
            province_supervisor={"government": make.province()},
            ombudsman={"government": make.province()},
            operator={},
        ).__dict__[role.value]
        client = sign_in(make.user_with(role, **where))
        assert explained(client, handed_in, flag().version).status_code in (403, 404)
        data = {"flag-version": flag().version, "flag-acceptance": "Ya."}
        assert client.post(verifying(handed_in) + "/penjelasan", data=data).status_code in (403, 404)
        assert flag().state is FlagState.OPEN

    def test_the_opd_does_not_accept_its_own_explanation(self, checked, handed_in, sign_in):
        data = {"flag-version": flag().version, "flag-acceptance": "Ya."}
        response = sign_in(checked.admins[0]).post(verifying(handed_in) + "/penjelasan", data=data)
        assert response.status_code == 403
        assert flag().state is FlagState.OPEN

    def test_another_opd_and_another_government_find_nothing(self, checked, handed_in, sign_in):
        assert explained(sign_in(checked.admins[1]), handed_in, flag().version).status_code == 404
        stranger = make.user_with(Role.COORDINATOR, make.government())
        data = {"flag-version": flag().version, "flag-acceptance": "Ya."}
        response = sign_in(stranger).post(verifying(handed_in) + "/penjelasan", data=data)
        assert response.status_code == 404


class TestWhateverThePageSays:
    """The actions hold by themselves: a page that is old, or a request that nobody's page sent, changes nothing."""

    def explain(self, actor, assessment, words=WORDS, version=None):
        sheet = load_sheet(assessment)
        doubted = flags_of(assessment, sheet, utc_now())["D-01"]
        seen = (doubted.stored.version if doubted.stored else 0) if version is None else version
        asked = rounds.line(assessment, "D-01")
        explain_flag(actor, assessment, asked, doubted, words, seen_version=seen)

    def accept(self, actor, assessment, reason="Sudah diperiksa.", version=None):
        found = flag()
        accept_explanation(actor, assessment, found, reason, seen_version=version or found.version)

    def test_nobody_explains_but_who_answers(self, checked, handed_in, sign_in):
        with pytest.raises(ForbiddenStep):
            self.explain(checked.lead, handed_in)
        client = sign_in(
            checked.coordinator
        )  # fills the government's own form, so the address is open to them
        assert explained(client, handed_in, flag().version).status_code >= 400
        assert (flag().state, flag().explanation) == (FlagState.OPEN, "")

    def test_nothing_is_explained_once_the_verification_is_closed(self, checked, handed_in):
        # Closed by somebody else after this person's page was read.
        closed = update(Assessment).where(Assessment.id == handed_in.id)
        db.session.execute(
            closed.values(state=AssessmentState.VERIFIED, verified_at=utc_now()).execution_options(
                synchronize_session=False
            )
        )
        assert handed_in.state is AssessmentState.SUBMITTED
        with pytest.raises(ForbiddenStep):
            self.explain(checked.admin(), handed_in)

    def test_an_explanation_has_words_and_says_whose(self, checked, handed_in):
        with pytest.raises(ReasonMissing):
            self.explain(checked.admin(), handed_in, "  ")
        assert flag().state is FlagState.OPEN
        self.explain(checked.admin(), handed_in, f"  {WORDS} ")
        found = flag()
        assert (found.explanation, found.explained_by) == (WORDS, checked.admins[0].id)
        assert found.explained_at is not None
        db.session.commit()
        logged = select(AuditEntry).where(AuditEntry.action == "flag.explained")
        assert db.session.scalars(logged).one().record_id == found.id

    def test_nothing_is_accepted_that_was_returned(self, checked, handed_in):
        rounds.returned(checked, handed_in, "S-01")
        with pytest.raises(ForbiddenStep):
            self.accept(checked.lead, checked.assessment())
        assert flag().state is FlagState.OPEN

    def test_the_opd_accepts_nothing(self, checked, handed_in):
        with pytest.raises(ForbiddenStep):
            self.accept(checked.admin(), handed_in)

    def test_accepting_has_a_reason_and_holds_for_what_was_read(self, checked, handed_in):
        with pytest.raises(ReasonMissing):
            self.accept(checked.lead, handed_in, " ")
        seen = flag().version
        self.explain(checked.admin(), handed_in)
        with pytest.raises(Conflict):
            self.accept(checked.lead, handed_in, version=seen)
        assert flag().state is FlagState.EXPLAINED

    def test_the_governments_own_answer_is_settled_by_the_ministry(self, checked, register):
        own = rounds.assessment_of(checked.round, None)
        rounds.answered(checked.lead, own, "K-03", "4")
        rounds.proven(checked.lead, own, "K-03")
        submit(checked.lead, own)
        found = flag("K-03")
        with pytest.raises(ForbiddenStep):
            accept_explanation(checked.lead, own, found, "Ya.", seen_version=found.version)
        reviewer = actor_of(make.user_with(Role.MINISTRY_REVIEWER))
        accept_explanation(reviewer, own, found, "Terlihat pada notula.", seen_version=found.version)
        assert flag("K-03").state is FlagState.ACCEPTED

    def test_another_score_opens_it_again_and_nobody_has_settled_it(self, checked, handed_in):
        for score, state, who in (
            (3, FlagState.ADJUSTED, checked.coordinator.id),
            (4, FlagState.OPEN, None),
        ):
            answer = rounds.line(handed_in, "D-01").stored
            decide(checked.lead, answer, score, "Dilihat lagi.", seen_version=answer.version)
            assert (flag().state, flag().settled_by) == (state, who)
        assert flag().settled_at is None

    def test_what_was_accepted_stays_so_when_it_is_handed_in_again_as_it_was(self, checked, handed_in):
        assert raise_flags(handed_in, load_sheet(handed_in), utc_now()) == 1
        self.accept(checked.lead, handed_in)
        rounds.returned(checked, handed_in, "S-01")
        again = checked.assessment()
        rounds.answered(checked.admin(), again, "S-01", "3")
        submit(checked.admin(), again)
        assert flag().state is FlagState.ACCEPTED
        assert raise_flags(again, load_sheet(again), utc_now()) == 0
