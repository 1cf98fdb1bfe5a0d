"""A submitted plan gets its PDF, once."""

from sqlalchemy import select

from app.db import db
from app.files import StoredFile, read
from app.jobs import Job, run_pending_jobs
from app.plans.actions import accept_plan, start_review
from app.plans.models import Submission
from app.reports.actions import SUBMISSION_JOB, attach_to_submission
from app.reports.making import Made
from app.reports.queries import accepted_pdf
from tests.factories import plans
from tests.pdf_text import text_of


def fresh(submission):
    db.session.expire_all()
    return db.session.get_one(Submission, submission.id)


def test_the_document_of_a_submission_says_version_hash_and_receipt(desk):
    submission = plans.sent(desk)
    db.session.commit()
    run_pending_jobs()
    stored = db.session.get_one(StoredFile, fresh(submission).pdf_file_id)
    text = text_of(read(stored))
    assert submission.receipt_number in text
    assert submission.sha256 in text.replace(" ", "")
    assert "Versi 1" in text
    assert "KONSEP" in text


def test_it_is_attached_once(desk):
    submission = plans.sent(desk)
    db.session.commit()
    run_pending_jobs()
    before = fresh(submission).pdf_file_id
    attach_to_submission(desk.act(desk.coordinator), fresh(submission), Made(b"%PDF-other", "lain.pdf"))
    assert fresh(submission).pdf_file_id == before


def test_the_pdf_shows_what_was_sent_and_not_what_was_edited_since(desk):
    submission = plans.sent(desk)
    desk.government.name = "Nama Yang Baru"
    db.session.commit()
    run_pending_jobs()
    text = text_of(read(db.session.get_one(StoredFile, fresh(submission).pdf_file_id)))
    assert "Nama Yang Baru" not in text


def test_the_receipt_page_offers_it(desk, sign_in):
    submission = plans.sent(desk)
    db.session.commit()
    browser = sign_in(desk.coordinator)
    address = f"/rencana-aksi/kiriman/{submission.id}"
    assert browser.get(f"{address}/dokumen.pdf").status_code == 404
    run_pending_jobs()
    assert browser.get(f"{address}/dokumen.pdf").mimetype == "application/pdf"
    assert "dokumen.pdf" in browser.get(address).get_data(as_text=True)


def test_one_job_a_submission(desk):
    plans.sent(desk)
    db.session.commit()
    assert len(db.session.scalars(select(Job).where(Job.name == SUBMISSION_JOB)).all()) == 1


def test_acceptance_makes_a_document_without_the_mark_beside_the_one_that_was_sent(desk):
    submission = plans.sent(desk)
    db.session.commit()
    run_pending_jobs()
    assert accepted_pdf(submission.id) is None
    start_review(desk.act(desk.reviewer), desk.plan)
    accept_plan(desk.act(desk.reviewer), desk.plan, fresh(submission))
    db.session.commit()
    run_pending_jobs()
    final = accepted_pdf(submission.id)
    assert final is not None
    assert final.id != fresh(submission).pdf_file_id
    assert "KONSEP" not in text_of(read(final))
    assert "KONSEP" in text_of(read(db.session.get_one(StoredFile, fresh(submission).pdf_file_id)))


def test_a_worker_that_comes_after_the_decision_still_attaches_what_was_sent(desk):
    submission = plans.sent(desk)
    start_review(desk.act(desk.reviewer), desk.plan)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    db.session.commit()
    run_pending_jobs()
    sent = text_of(read(db.session.get_one(StoredFile, fresh(submission).pdf_file_id)))
    assert "KONSEP" in sent
    final = accepted_pdf(submission.id)
    assert final is not None
    assert "KONSEP" not in text_of(read(final))
