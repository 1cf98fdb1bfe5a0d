"""Whoever makes a document asks other workers for help with its chapters, and does not depend on them."""

from sqlalchemy import select

from app.db import db
from app.jobs import Job, JobState, run_pending_jobs
from app.reports import working
from app.reports.actions import HELP_JOB
from tests.integration.reports.test_documents import ask, rows


def test_workers_are_asked_and_leave_when_there_is_nothing_to_do(app, desk, sign_in, monkeypatch):
    monkeypatch.setattr("app.jobs.actions.wake", lambda *_rest: None)
    monkeypatch.setattr(working, "FEW", 1)
    monkeypatch.setitem(app.config, "JOBS_QUEUE", "auto")
    monkeypatch.setitem(app.config, "RENDER_HELPERS", 2)
    ask(sign_in(desk.coordinator))
    run_pending_jobs()
    helping = db.session.scalars(select(Job).where(Job.name == HELP_JOB)).all()
    assert len(helping) == 2
    assert {job.state for job in helping} == {JobState.DONE}
    assert {job.government_id for job in helping} == {desk.government.id}
    assert rows()[0].file is not None
