"""An import or its undoing that was cut off: nothing is doubled, nothing is left half done, people can go on."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access import SYSTEM, Role
from app.complaints.actions import importing
from app.complaints.actions.housekeeping import tidy_imports
from app.complaints.actions.records import carry_out, import_path
from app.complaints.import_formats.fields import FileRefused, Trouble
from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    ImportBefore,
    ImportSeen,
    ImportState,
    RejectedRow,
)
from app.complaints.queries import undoing as looking
from app.complaints.routes import undoing, wizard
from app.complaints.undoing import KEPT, UNFINISHED_KEPT
from app.db import db, utc_now
from app.files import StoredFile
from app.jobs import Job, JobState, run_pending_jobs
from app.jobs import handle as handles
from tests.factories.complaints import FINISHED, line, write_file
from tests.factories.organisations import government, login, unit, user_with
from tests.integration.complaints.test_wizard import confirm_columns, csv, only_import, send


@pytest.fixture
def sinjai(db_session, client):
    made = government(name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    login(client, user_with(Role.COORDINATOR, made))
    return made


@pytest.fixture
def row_by_row(monkeypatch):
    """Every row is a batch of its own, every batch a transaction, every import a job."""
    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(looking, "BATCH", 1)
    monkeypatch.setattr(handles, "HOLD", 0.0)
    monkeypatch.setattr(handles, "GIVE_WAY", 0.0)
    monkeypatch.setattr(wizard, "READ_AT_ONCE", 0)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)


def register(db_session) -> dict[str, tuple[str, int]]:
    """Title and version by tracking id."""
    db_session.expire_all()
    found = db_session.execute(select(Complaint.tracking_id, Complaint.title, Complaint.version))
    return {row[0]: (row[1], row[2]) for row in found}


def checked(client, db_session, app, *lines: str) -> ComplaintImport:
    """An upload that waits for confirmation."""
    send(client, csv(*lines))
    made = latest(db_session)
    confirm_columns(client, made)
    run_pending_jobs(app)
    return latest(db_session)


def latest(db_session) -> ComplaintImport:
    db_session.expire_all()
    return db_session.scalars(
        select(ComplaintImport).order_by(ComplaintImport.created_at.desc()).limit(1)
    ).one()


def stopping(monkeypatch, error: BaseException, after: int) -> None:
    """The job meets this error when it tells for the time `after` + 1 how far it is."""
    told = 0

    def progress(self, done: int, total: int, message: str = "") -> None:
        nonlocal told
        told += 1
        if told == after + 1:
            raise error

    monkeypatch.setattr(handles.JobHandle, "progress", progress)


FOUR = (line(1, title="Satu", **FINISHED), line(2), line(3), line(4))


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_killed_import_goes_on_where_it_stopped(
    client, db_session, app, sinjai, tmp_path, row_by_row, monkeypatch, after
):
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(1, title="Lama"), line(2)))
    made = checked(client, db_session, app, *FOUR)
    assert (made.new_count, made.changed_count, made.unchanged_count) == (2, 1, 1)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    with monkeypatch.context() as patched:
        stopping(patched, KeyboardInterrupt(), after)
        with pytest.raises(KeyboardInterrupt):
            run_pending_jobs(app)
    assert latest(db_session).state is ImportState.IMPORTING
    run_pending_jobs(app)
    made = latest(db_session)
    assert made.state is ImportState.DONE
    assert (made.new_count, made.changed_count, made.unchanged_count) == (2, 1, 1)
    assert set(register(db_session)) == {"1", "2", "3", "4"}
    assert register(db_session)["1"] == ("Satu", 2)
    assert db_session.scalar(select(func.count()).select_from(ComplaintEvent)) == 1
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0
    before = {"1": ("Lama", 3), "2": ("Judul 2", 1)}
    client.post(f"/pengaduan/impor/{made.id}/tarik", data={"version": made.version})
    run_pending_jobs(app)
    assert register(db_session) == before


def test_an_import_that_is_stopped_on_request_leaves_nothing(
    client, db_session, app, sinjai, tmp_path, row_by_row, monkeypatch
):
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(1, title="Lama")))
    before = {id_: title for id_, (title, _) in register(db_session).items()}
    made = checked(client, db_session, app, *FOUR)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    with monkeypatch.context() as patched:
        stopping(patched, handles.JobCancelledError(), 3)
        run_pending_jobs(app)
    assert {id_: title for id_, (title, _) in register(db_session).items()} == before
    made = latest(db_session)
    assert (made.state, made.removed_count, made.restored_count) == (ImportState.IMPORTING, 0, 0)
    page = client.get(f"/pengaduan/impor/{made.id}").text
    assert "terhenti sebelum selesai" in page
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    run_pending_jobs(app)
    assert latest(db_session).state is ImportState.DONE
    assert set(register(db_session)) == {"1", "2", "3", "4"}


def test_an_import_that_failed_for_good_can_be_taken_back_in_part(
    client, db_session, app, sinjai, row_by_row, monkeypatch
):
    made = checked(client, db_session, app, *FOUR)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    with monkeypatch.context() as patched:
        for _ in range(3):
            stopping(patched, RuntimeError("broken"), 2)
            run_pending_jobs(app, limit=1)
    job = db_session.get(Job, latest(db_session).job_id)
    assert job.state is JobState.FAILED
    made = latest(db_session)
    assert "Lanjutkan impor" in client.get(f"/pengaduan/impor/{made.id}").text
    answer = client.post(f"/pengaduan/impor/{made.id}/tarik", data={"version": made.version})
    assert answer.status_code == 302
    run_pending_jobs(app)
    made = latest(db_session)
    assert (made.state, made.file_id) == (ImportState.UNDONE, None)
    assert register(db_session) == {}


def test_while_a_job_is_at_it_nobody_else_is(client, db_session, app, sinjai, row_by_row):
    made = checked(client, db_session, app, *FOUR)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    made = latest(db_session)
    for step in ("konfirmasi", "tarik", "batal"):
        data = {"version": made.version}
        assert client.post(f"/pengaduan/impor/{made.id}/{step}", data=data).status_code == 409


def test_a_fault_in_the_middle_of_the_file_takes_back_what_came_before(
    client, db_session, app, sinjai, monkeypatch
):
    """The dry run read the whole file; between the two the disk, or a limit, may still fail."""
    monkeypatch.setattr(importing, "BATCH", 1)
    send(client, csv(*FOUR))
    made = only_import(db_session)
    confirm_columns(client, made)
    made = latest(db_session)
    whole = importing._accepted

    def failing(rows, *rest):
        if rows[0][0] > 3:
            raise FileRefused(Trouble.DAMAGED)
        return whole(rows, *rest)

    monkeypatch.setattr(importing, "_accepted", failing)
    carry_out(SYSTEM, made)
    assert made.state is ImportState.REFUSED
    assert register(db_session) == {}


def test_others_can_write_between_the_batches_of_an_import(
    client, db_session, app, sinjai, row_by_row, monkeypatch
):
    """SQLite has one writer; an import of minutes must not keep everybody else from saving."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one writer")
    made = checked(client, db_session, app, *FOUR)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    seen = []
    pause = time.sleep

    def sleeping(seconds: float) -> None:
        with db.engine.connect() as other:
            seen.append(other.exec_driver_sql("SELECT count(*) FROM complaint").scalar())
            other.rollback()
        pause(seconds)

    monkeypatch.setattr("app.jobs.handle.time.sleep", sleeping)
    run_pending_jobs(app)
    assert seen == [1, 2, 3, 4]


def test_undoing_page_says_in_numbers_what_will_happen(client, db_session, sinjai, tmp_path):
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", *FOUR))
    first = latest(db_session)
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(2, title="Lain"), line(5)))
    page = client.get(f"/pengaduan/impor/{first.id}/tarik").text
    assert "Tarik kembali impor" in page
    assert "Diubah lagi oleh impor yang lebih baru" in page
    assert "#2" in page
    answer = client.post(f"/pengaduan/impor/{first.id}/tarik", data={"version": first.version})
    assert answer.status_code == 302
    assert set(register(db_session)) == {"2", "5"}
    page = client.get(answer.location).text
    assert "sudah ditarik kembali" in page
    assert "3 pengaduan dihapus" in page
    first = db_session.get(ComplaintImport, first.id)
    assert first.undone_by is not None
    again = client.post(f"/pengaduan/impor/{first.id}/tarik", data={"version": first.version - 1})
    assert again.status_code == 409


def test_a_foreign_import_cannot_be_taken_back(client, db_session, sinjai, tmp_path):
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", *FOUR))
    made = latest(db_session)
    login(client, user_with(Role.COORDINATOR, government()))
    assert client.get(f"/pengaduan/impor/{made.id}/tarik").status_code == 404
    assert client.post(f"/pengaduan/impor/{made.id}/tarik", data={"version": 1}).status_code == 404
    assert len(register(db_session)) == 4


def test_after_their_time_the_traces_are_gone(db_session, sinjai, tmp_path):
    for lines in ((line(1), line(2)), (line(1, title="Lain"), line(2), line(3, received="Kemarin"))):
        import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", *lines))
    tables = (ImportBefore, ImportSeen, RejectedRow)
    assert [db_session.scalar(select(func.count()).select_from(table)) for table in tables] == [1, 1, 1]
    assert tidy_imports() == 0
    made = latest(db_session)
    made.finished_at = utc_now() - KEPT - timedelta(hours=1)
    assert tidy_imports() == 1
    assert [db_session.scalar(select(func.count()).select_from(table)) for table in tables] == [0, 0, 0]
    assert made.forgotten_at is not None
    assert tidy_imports() == 0
    assert len(register(db_session)) == 2


def test_a_text_that_is_removed_leaves_no_copy(db_session, sinjai, tmp_path):
    for title in ("Rahasia", "Lain"):
        import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(1, title=title)))
    assert tidy_imports() == 0
    db_session.scalars(select(Complaint)).one().text_removed_at = utc_now()
    db_session.flush()
    assert tidy_imports() == 1
    assert db_session.scalar(select(func.count()).select_from(ImportBefore)) == 0


def test_an_upload_that_nobody_goes_on_with_is_removed(client, db_session, sinjai):
    send(client, csv(line(1)))
    made = only_import(db_session)
    assert tidy_imports() == 0
    made.created_at = utc_now() - UNFINISHED_KEPT - timedelta(hours=1)
    db_session.flush()
    assert tidy_imports() == 1
    db_session.commit()
    assert (made.state, made.file_id) == (ImportState.CANCELLED, None)
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_text_past_its_keeping_is_not_brought_back_by_a_file(db_session, sinjai, tmp_path):
    import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(1, title="Rahasia")))
    complaint = db_session.scalars(select(Complaint)).one()
    complaint.title, complaint.text, complaint.text_removed_at = "", "", utc_now()
    db_session.flush()
    outcome = import_path(
        SYSTEM, sinjai, write_file(tmp_path / "a.csv", line(1, title="Rahasia", **FINISHED))
    )
    assert outcome.changed == 1
    db_session.expire_all()
    assert (complaint.title, complaint.text) == ("", "")
    assert complaint.closed_at is not None
