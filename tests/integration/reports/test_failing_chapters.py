"""A chapter that fails: the person reads which and why, the operator finds its trace, a submission has no gaps."""

import logging

import pytest

from app.db import db
from app.jobs import Job, JobState, run_pending_jobs
from app.reports.renderers.chapters.process import ChapterFailedError, RenderingProcess
from tests.factories import plans
from tests.integration.reports.test_documents import ask, rows
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words

TRACE = "Traceback (most recent call last): a line of the engine"


@pytest.fixture
def failing(monkeypatch):
    """The first chapter after the introduction cannot be laid out."""
    original = RenderingProcess.render

    def render(self, chunk):
        if chunk.name == "bab2" and "tidak dapat dibuat" not in chunk.html:
            raise ChapterFailedError(chunk, "time", TRACE)
        return original(self, chunk)

    monkeypatch.setattr(RenderingProcess, "render", render)


def job_of(name):
    db.session.expire_all()
    return db.session.query(Job).filter_by(name=name).one()


class TestWorkingCopy:
    def test_is_made_with_a_page_that_says_so(self, desk, sign_in, failing, caplog):
        browser = sign_in(desk.coordinator)
        answer = ask(browser)
        with caplog.at_level(logging.ERROR):
            run_pending_jobs()
        page = words(assert_page(browser.get(answer.location)))
        assert "BAB II" in page
        assert "tidak dapat dibuat" in page
        assert TRACE not in page
        assert TRACE in caplog.text
        (made,) = rows()
        text = text_of(browser.get(f"/laporan/berkas/{made.id}").data)
        assert "memakan waktu terlalu lama" in text
        assert "Penutup" in text

    def test_the_next_one_is_whole_again(self, desk, sign_in, monkeypatch, request):
        request.getfixturevalue("failing")
        browser = sign_in(desk.coordinator)
        ask(browser)
        run_pending_jobs()
        monkeypatch.undo()
        ask(browser, key="n" * 22)
        run_pending_jobs()
        text = text_of(browser.get(f"/laporan/berkas/{rows()[-1].id}").data)
        assert "tidak dapat dibuat" not in text


class TestSubmission:
    def test_is_not_made_and_says_which_chapter(self, desk, failing):
        plans.sent(desk)
        db.session.commit()
        run_pending_jobs()
        job = job_of("reports.submission")
        assert job.state is JobState.FAILED
        assert "BAB II" in job.message
        assert "terlalu lama" in job.message
