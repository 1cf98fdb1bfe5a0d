"""The page of a job: for whom, what it shows, and when the asking ends."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.db import db
from app.jobs import Job, JobError, JobHandle, JobState, job, run_pending_jobs
from tests.factories.organisations import government, login, unit, user_with


@pytest.fixture(autouse=True)
def _some_kinds(_own_kinds):
    @job("test.any")
    def any_work(handle: JobHandle):
        return {"url": "/hasil"}

    @job("test.refuse")
    def refuse(handle: JobHandle):
        raise JobError("Berkas ini kosong.")


@pytest.fixture
def home(db_session):
    return government()


@pytest.fixture
def admin(home):
    return user_with(Role.OPD_ADMIN, unit=unit(home))


def a_job(owner, home, name="test.any", **fields) -> Job:
    made = Job(
        actor_user_id=owner.id, government_id=home.id, name=name, payload={}, state=JobState.QUEUED, **fields
    )
    db.session.add(made)
    db.session.commit()
    return made


def test_a_waiting_job_shows_its_bar_and_is_asked_for_again(client, admin, home):
    made = a_job(admin, home, done=3, total=10, message="Membaca berkas")
    login(client, admin)
    page = client.get(f"/pekerjaan/{made.id}")
    assert page.status_code == 200
    assert "Membaca berkas" in page.text
    assert "3 dari 10" in page.text
    assert 'hx-trigger="every 2s"' in page.text
    part = client.get(f"/pekerjaan/{made.id}/kemajuan")
    assert part.status_code == 200
    assert "<html" not in part.text


def test_a_finished_job_ends_the_asking_and_links_to_its_result(client, admin, home):
    made = a_job(admin, home)
    run_pending_jobs()
    login(client, admin)
    part = client.get(f"/pekerjaan/{made.id}/kemajuan")
    assert part.status_code == 286
    assert 'href="/hasil"' in part.text
    assert "hx-trigger" not in part.text


def test_a_failed_job_says_why_and_can_be_tried_again(client, admin, home):
    made = a_job(admin, home, name="test.refuse")
    run_pending_jobs()
    login(client, admin)
    page = client.get(f"/pekerjaan/{made.id}")
    assert "Berkas ini kosong." in page.text
    assert f"/pekerjaan/{made.id}/ulang" in page.text
    answer = client.post(f"/pekerjaan/{made.id}/ulang")
    assert answer.location == f"/pekerjaan/{made.id}"
    assert db.session.get_one(Job, made.id).state is JobState.QUEUED


def test_cancelling_stops_a_waiting_job_and_is_logged(client, admin, home):
    made = a_job(admin, home)
    login(client, admin)
    client.post(f"/pekerjaan/{made.id}/batal")
    assert db.session.get_one(Job, made.id).state is JobState.CANCELLED
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "job.cancelled"))
    assert (entry.record_id, entry.actor_user_id, entry.government_id) == (made.id, admin.id, home.id)


def test_the_coordinator_of_the_government_sees_it_too(client, admin, home):
    made = a_job(admin, home)
    login(client, user_with(Role.COORDINATOR, home))
    assert client.get(f"/pekerjaan/{made.id}").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["colleague", "other_coordinator", "leader", "ministry", "operator"])
def test_nobody_else_does(client, admin, home, who, method):
    made = a_job(admin, home)
    people = {
        "colleague": lambda: user_with(Role.OPD_ADMIN, unit=unit(home)),
        "other_coordinator": lambda: user_with(Role.COORDINATOR, government()),
        "leader": lambda: user_with(Role.LEADER, home),
        "ministry": lambda: user_with(Role.MINISTRY_REVIEWER),
        "operator": lambda: user_with(Role.OPERATOR),
    }
    login(client, people[who]())
    if method == "get":
        assert client.get(f"/pekerjaan/{made.id}").status_code == 404
        assert client.get(f"/pekerjaan/{made.id}/kemajuan").status_code == 404
    else:
        assert client.post(f"/pekerjaan/{made.id}/batal").status_code == 404
        assert client.post(f"/pekerjaan/{made.id}/ulang").status_code == 404
        assert db.session.get_one(Job, made.id).state is JobState.QUEUED


def test_a_job_of_the_system_is_nobodys(client, admin, home):
    made = Job(actor_user_id=None, government_id=None, name="test.any", payload={}, state=JobState.QUEUED)
    db.session.add(made)
    db.session.commit()
    login(client, user_with(Role.OPERATOR))
    assert client.get(f"/pekerjaan/{made.id}").status_code == 404
