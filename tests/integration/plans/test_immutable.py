"""What was submitted or decided never changes: the database refuses it, and whoever gets past it is found out."""

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.db import db
from app.files import StoredFile
from app.files.actions import blob_store
from app.jobs import run_pending_jobs
from app.plans.models import ReviewDecision, Submission
from app.plans.queries.proof import proof_of
from tests.factories import plans
from tests.factories.tampering import disarm
from tests.style_guide import assert_page, words


@contextmanager
def refused():
    with pytest.raises(DBAPIError, match="never changes"), db.session.begin_nested():
        yield


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plan_submission SET content = '{}'",
        "UPDATE plan_submission SET sha256 = sha256 || ''",
        "UPDATE plan_submission SET number = 7",
        "UPDATE plan_submission SET receipt_number = 'RA-1'",
        "UPDATE plan_submission SET submitter_name = 'Orang lain'",
        "DELETE FROM plan_submission",
        "UPDATE plan_review_decision SET reason = 'lain'",
        "DELETE FROM plan_review_decision",
        "UPDATE plan_review_letter SET content = '{}'",
        "UPDATE plan_review_letter SET number = 'HT-1'",
        "DELETE FROM plan_review_letter",
    ],
)
def test_the_database_refuses(desk, change):
    plans.returned(desk)
    db.session.flush()
    with refused():
        db.session.execute(text(change))
    assert db.session.scalars(select(Submission)).one().number == 1


def test_so_do_models_in_whatever_way(desk):
    submission = plans.returned(desk)
    with refused():
        submission.content = "{}"
    db.session.expire_all()
    with refused():
        db.session.delete(db.session.scalars(select(ReviewDecision)).one())


def test_the_document_comes_once(desk):
    submission = plans.sent(desk)
    db.session.commit()
    run_pending_jobs()
    db.session.expire_all()
    assert submission.pdf_file_id is not None
    with refused():
        db.session.execute(text("UPDATE plan_submission SET pdf_file_id = NULL"))


def ways(submission):
    return {check.piece.value: check.outcome.value for check in proof_of(submission)}


@pytest.fixture
def submission(desk):
    made = plans.sent(desk)
    db.session.commit()
    run_pending_jobs()
    db.session.expire_all()
    return db.session.get_one(Submission, made.id)


def verify(app, *arguments):
    db.session.commit()
    return app.test_cli_runner().invoke(args=["plans", "verify", *arguments])


class TestProof:
    def test_everything_fits(self, app, desk, sign_in, submission):
        assert set(ways(submission).values()) == {"fits"}
        page = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/kiriman/{submission.id}"), app)
        assert "Berkas PDF cocok" in words(page)
        assert "Tidak cocok" not in words(page)
        answer = verify(app)
        assert answer.exit_code == 0
        assert answer.stdout.strip() == "1 submissions, 0 broken"

    def test_a_changed_text_with_a_fresh_hash_is_found_by_the_log(self, app, desk, sign_in, submission):
        disarm()
        submission.content = submission.content.replace("Melatih", "Melarang")
        submission.sha256 = plans_hash(submission)
        db.session.commit()
        assert ways(submission) | {"log": "fits"} == dict.fromkeys(ways(submission), "fits")
        assert ways(submission)["log"] == "broken"
        page = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/kiriman/{submission.id}"), app)
        assert "Kiriman ini tidak cocok" in words(page)
        answer = verify(app, "--json", "--government", desk.government.code)
        assert answer.exit_code == 1
        (told,) = json.loads(answer.stdout)["submissions"]
        assert told["checks"]["log"] == "broken"
        assert verify(app, "--government", "99.99").exit_code == 0

    def test_an_unreadable_text_is_told_and_no_error(self, app, desk, sign_in, submission):
        disarm()
        submission.content = "{}"
        db.session.commit()
        page = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/kiriman/{submission.id}"), app)
        assert "Kiriman ini tidak cocok" in words(page)

    def test_whoever_verifies_in_public_is_told(self, app, client, submission):
        address = f"/publik/verifikasi/{submission.receipt_number}"
        assert "baru saja dihitung ulang" in words(assert_page(client.get(address), app))
        disarm()
        submission.content = submission.content.replace("Melatih", "Melarang")
        db.session.commit()
        assert "tidak utuh" in words(assert_page(client.get(address), app))

    def test_a_changed_and_a_lost_file(self, app, submission):
        stored = db.session.get_one(StoredFile, submission.pdf_file_id)
        blobs = blob_store()
        blobs.remove(stored.blob)
        assert (ways(submission)["file"], ways(submission)["file_log"]) == ("broken", "broken")
        assert verify(app).exit_code == 1

    def test_the_doctor_looks_too(self, app, submission):
        def told():
            db.session.commit()
            result = app.test_cli_runner().invoke(args=["doctor", "--json", "--wait", "0.1"])
            return next(each for each in json.loads(result.stdout)["checks"] if each["name"] == "submissions")

        assert told()["state"] == "ok"
        disarm()
        submission.content = submission.content.replace("Melatih", "Melarang")
        assert told()["state"] == "failed"


def plans_hash(submission):
    from app.plans.canonical import sha256

    return sha256(submission.content)
