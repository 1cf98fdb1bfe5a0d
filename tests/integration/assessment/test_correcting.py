"""A returned answer counts as corrected when it says something else than what was returned, and only then."""

from io import BytesIO

import pytest

from app.assessment.actions import remove_evidence, submit
from app.assessment.states import AssessmentState, ReturnState
from app.db import db, new_id
from tests.factories import assessment as rounds


@pytest.fixture
def given_back(place):
    """K-01 and D-01 came back; everything else was accepted."""
    own = rounds.submitted(place.admin(), place.assessment())
    return rounds.returned(place, own, "K-01", "D-01")


def stored(assessment, code="K-01"):
    db.session.expire_all()
    return rounds.line(assessment, code).stored


def path(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def page(assessment, **fields):
    """The form of K-01 as it stands, with what the person changes."""
    answer = stored(assessment)
    same = {"answer": "3", "reason": answer.self_reason, "version": str(answer.version)}
    return {**same, "idempotency_key": new_id(), **fields}


def refused_file():
    return (BytesIO(b"bukan dokumen"), "palsu.pdf")


class TestNotCorrected:
    def test_saving_by_itself_without_a_change(self, place, given_back, sign_in):
        client = sign_in(place.admins[0])
        assert client.post(path(given_back) + "/otomatis", data=page(given_back)).status_code == 200
        assert stored(given_back).return_state is ReturnState.RETURNED
        assert given_back.state is AssessmentState.RETURNED

    def test_saving_by_hand_without_a_change_says_so(self, place, given_back, sign_in):
        client = sign_in(place.admins[0])
        client.post(path(given_back), data=page(given_back))
        assert stored(given_back).return_state is ReturnState.RETURNED
        assert "K-01 belum berubah sejak dikembalikan" in client.get(path(given_back)).text

    def test_a_file_that_is_refused(self, place, given_back, sign_in):
        client = sign_in(place.admins[0])
        data = page(given_back, files=refused_file())
        response = client.post(path(given_back), data=data, content_type="multipart/form-data")
        assert response.status_code == 422
        assert stored(given_back).return_state is ReturnState.RETURNED
        assert "Anda sudah memperbaiki jawaban ini" not in response.text

    def test_a_change_taken_back(self, place, given_back):
        rounds.answered(place.admin(), given_back, "K-01", "2")
        assert stored(given_back).return_state is ReturnState.CORRECTED
        rounds.answered(place.admin(), given_back, "K-01", "3")
        assert stored(given_back).return_state is ReturnState.RETURNED

    def test_new_evidence_taken_away_again(self, place, given_back):
        rounds.proven(place.admin(), given_back, "K-01")
        assert stored(given_back).return_state is ReturnState.CORRECTED
        line = rounds.line(given_back, "K-01")
        remove_evidence(place.admin(), given_back, line.spec, line.stored.evidence[-1])
        assert stored(given_back).return_state is ReturnState.RETURNED


class TestCorrected:
    @pytest.mark.parametrize("change", [{"answer": "2"}, {"reason": "SK Bupati 12/2021 terlampir."}])
    def test_another_level_or_reason(self, place, given_back, sign_in, change):
        sign_in(place.admins[0]).post(path(given_back) + "/otomatis", data=page(given_back, **change))
        assert stored(given_back).return_state is ReturnState.CORRECTED
        assert given_back.state is AssessmentState.DRAFT

    def test_another_evidence(self, place, given_back, sign_in):
        data = page(given_back, url="https://contoh.go.id/sk-baru")
        sign_in(place.admins[0]).post(path(given_back), data=data)
        assert stored(given_back).return_state is ReturnState.CORRECTED

    def test_a_correction_sent_and_not_returned_again_stays_one(self, place, given_back):
        for code in ("K-01", "D-01"):
            rounds.answered(place.admin(), given_back, code, "2")
        submit(place.admin(), given_back)
        rounds.returned(place, given_back, "D-01")
        rounds.answered(place.admin(), given_back, "K-01", "2")
        assert stored(given_back).return_state is ReturnState.CORRECTED
        assert stored(given_back, "D-01").return_state is ReturnState.RETURNED


class TestNext:
    def test_from_a_corrected_answer_to_the_next_returned_one(self, place, given_back, sign_in):
        client = sign_in(place.admins[0])
        response = client.post(path(given_back), data=page(given_back, reason="SK terlampir."))
        assert response.location == path(given_back, "D-01")

    def test_after_the_last_one_to_the_check_page(self, place, given_back, sign_in):
        rounds.answered(place.admin(), given_back, "D-01", "50")
        response = sign_in(place.admins[0]).post(
            path(given_back), data=page(given_back, reason="SK terlampir.")
        )
        assert response.location == f"/asesmen/isian/{given_back.id}/periksa"
