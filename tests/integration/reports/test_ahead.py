"""Changed chapters are laid out before anybody asks, once people have stopped saving."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.assessment.models import Assessment
from app.complaints.models import Complaint, ComplaintImport
from app.db import db
from app.jobs import Job, JobState, run_pending_jobs
from app.jobs.runner import run_job
from app.organisations.models import DocumentSettings, Unit
from app.plans.models import Chapter, PlanLine
from app.reports import making, working
from app.reports.ahead import AHEAD_JOB
from tests.factories import complaints, plans
from tests.integration.reports.test_documents import ask

# One change to a record of each kind that the chapters tell of.
CHANGES: dict[Any, tuple[str, Any]] = {
    PlanLine: ("activity", "Menyusun keputusan lain"),
    Assessment: ("extended_until", datetime(2031, 1, 1, tzinfo=UTC)),
    Complaint: ("category", "Kesehatan"),
    ComplaintImport: ("cut_off", datetime(2021, 10, 6, tzinfo=UTC)),
    Unit: ("name", "Dinas Yang Berganti Nama"),
    DocumentSettings: ("phone", "(0482) 21001"),
}


@pytest.fixture(autouse=True)
def ahead(app):
    app.config["RENDER_AHEAD"] = True
    yield
    app.config["RENDER_AHEAD"] = False


def waiting():
    return db.session.scalars(select(Job).where(Job.name == AHEAD_JOB, Job.state == JobState.QUEUED)).all()


def change(desk, words):
    chapter_of(desk).body = f"<p>{words}</p>"
    db.session.commit()


def chapter_of(desk):
    return db.session.scalars(
        select(Chapter).where(Chapter.plan_id == desk.plan.id).order_by(Chapter.code)
    ).all()[0]


class TestAhead:
    def test_a_plan_whose_document_nobody_wanted_is_left_alone(self, desk):
        change(desk, "Kegiatan lain")
        assert waiting() == []

    def test_several_changes_are_laid_out_once_and_not_at_once(self, app, desk, sign_in, monkeypatch):
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        for number in range(3):
            change(desk, f"Kegiatan yang diubah {number}")
        (job,) = waiting()
        assert job.government_id == desk.government.id
        run_job(app, job.id)  # a worker that hears of it too early
        assert [one.id for one in waiting()] == [job.id]
        made = []
        original = making.make_document
        monkeypatch.setattr(
            working, "make_document", lambda *rest, **more: made.append(original(*rest, **more))
        )
        run_pending_jobs()
        db.session.expire_all()
        assert db.session.get_one(Job, job.id).state is JobState.DONE
        assert len(made) == 1

    @pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.__name__)
    def test_whatever_the_chapters_tell_of_marks_the_plan(self, desk, sign_in, tmp_path, kind):
        complaints.imported(desk.government, tmp_path, complaints.line(1))
        plans.line(desk)
        db.session.add(DocumentSettings(government_id=desk.government.id))
        db.session.commit()
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        assert waiting() == []
        of_ours = select(kind).where(kind.government_id == desk.government.id)
        name, value = CHANGES[kind]
        setattr(db.session.scalars(of_ours).unique().all()[0], name, value)
        assert [type(thing) for thing in db.session.dirty] == [kind]  # and nothing else marks the plan
        db.session.flush()  # as every action does
        db.session.commit()
        (job,) = waiting()
        assert job.government_id == desk.government.id

    def test_what_no_chapter_tells_of_marks_nothing(self, desk, sign_in):
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        desk.coordinator.name = "Nama Lain"
        db.session.flush()
        db.session.commit()
        assert waiting() == []

    def test_what_was_taken_back_marks_nothing(self, desk, sign_in):
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        chapter_of(desk).body = "Tidak jadi"
        db.session.flush()
        db.session.rollback()
        db.session.commit()
        assert waiting() == []
