"""Words past their keeping are removed, once, for good, and no figure changes."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select, text
from sqlalchemy.orm import undefer

from app.access import SYSTEM, Role
from app.complaints.actions.housekeeping import tidy_imports
from app.complaints.actions.records import import_path
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters, keep_reporter
from app.complaints.actions.retention import add_retention_rule, remove_expired
from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    ComplaintReporter,
    EventKind,
    ImportBefore,
    ImportProblem,
    ImportState,
    RejectedRow,
    RetentionRule,
)
from app.complaints.queries import figures
from app.complaints.queries.retention import kept_until
from app.complaints.retaining import ask_for_daily_round, remove_everywhere, remove_in
from app.complaints.retention import last_day_to_remove
from app.complaints.rules import Klass
from app.complaints.undoing import KEPT
from app.db import Base, new_id, utc_now
from app.files import Purpose, StoredFile, store
from app.jobs import Job, JobState, run_pending_jobs
from app.web.filters import tanggal
from tests.factories import organisations as make
from tests.factories.complaints import FINISHED, IN_PROCESS, imported, line, write_file
from tests.factories.organisations import government, login, unit, user_with

LATER = datetime(2023, 10, 12, 12, tzinfo=UTC)  # two years and a day after the closing
SUPERVISORY = "Pengaduan Berkadar Pengawasan"


def ago(months: int) -> str:
    """A day so many months before today, as files write it."""
    return f"{last_day_to_remove(make.today(), months):%d/%m/%Y}"


@pytest.fixture
def sinjai(db_session):
    made = government(name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    return made


@pytest.fixture
def register(sinjai, tmp_path, db_session):
    """Finished, open, and finished but supervisory."""
    imported(
        sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", klass="Aspirasi", **FINISHED),
        line(2, unit="Dinas Sosial", **IN_PROCESS),
        line(3, unit="Dinas Sosial", klass=SUPERVISORY, received=ago(32), closed=ago(30), status="Selesai"),
    )
    db_session.commit()
    return sinjai


def complaint(db_session, number) -> Complaint:
    db_session.expire_all()
    return db_session.scalars(
        select(Complaint).where(Complaint.tracking_id == str(number)).options(undefer(Complaint.text))
    ).one()


def words(db_session, number) -> tuple[str, str]:
    found = complaint(db_session, number)
    return found.title, found.text


def test_words_go_after_their_time_by_class(register, db_session):
    assert remove_expired(SYSTEM, register, LATER) == 1
    assert words(db_session, 1) == ("", "")
    assert words(db_session, 2) == ("Judul 2", "Isi laporan 2")  # still open
    assert words(db_session, 3) == ("Judul 3", "Isi laporan 3")  # 60 months
    assert remove_expired(SYSTEM, register, utc_now() + timedelta(days=31 * 31)) == 1
    assert words(db_session, 3) == ("", "")


def test_not_a_day_before(register, db_session):
    closed = complaint(db_session, 1)
    day = kept_until(closed, register)
    assert day == date(2023, 10, 11)
    the_evening_before = datetime(2023, 10, 10, 15, 59, tzinfo=UTC)  # 23.59 in Sinjai
    assert remove_expired(SYSTEM, register, the_evening_before) == 0
    assert remove_expired(SYSTEM, register, the_evening_before + timedelta(minutes=2)) == 1


def test_the_history_says_it_and_loses_its_words(register, db_session):
    found = complaint(db_session, 1)
    db_session.add(
        ComplaintEvent(
            government_id=register.id,
            complaint_id=found.id,
            kind=EventKind.FOLLOWED_UP,
            note="Sudah ditambal",
        )
    )
    db_session.flush()
    remove_expired(SYSTEM, register, LATER)
    events = db_session.scalars(select(ComplaintEvent).where(ComplaintEvent.complaint_id == found.id)).all()
    assert {event.kind for event in events} == {EventKind.FOLLOWED_UP, EventKind.TEXT_REMOVED}
    assert {event.note for event in events} == {""}
    assert complaint(db_session, 1).text_removed_at == LATER


def test_a_note_that_comes_later_goes_too_without_a_second_event(register, db_session):
    found = complaint(db_session, 1)
    remove_expired(SYSTEM, register, LATER)
    db_session.add(
        ComplaintEvent(government_id=register.id, complaint_id=found.id, kind=EventKind.REPLIED, note="Lagi")
    )
    db_session.flush()
    assert remove_expired(SYSTEM, register, LATER) == 1
    assert remove_expired(SYSTEM, register, LATER) == 0
    kinds = db_session.scalars(
        select(ComplaintEvent.kind).where(ComplaintEvent.complaint_id == found.id)
    ).all()
    assert kinds.count(EventKind.TEXT_REMOVED) == 1


def test_no_figure_changes(register, db_session):
    before = figures(register.id, None, None).as_json()
    assert remove_everywhere() == 1
    assert figures(register.id, None, None).as_json() == before


def test_twice_and_in_batches_removes_once(sinjai, tmp_path, db_session):
    imported(sinjai, tmp_path, *(line(n, **FINISHED) for n in range(1, 8)))
    done = [remove_expired(SYSTEM, sinjai, LATER, limit=3) for _ in range(4)]
    assert done == [3, 3, 1, 0]
    removed = select(func.count()).where(ComplaintEvent.kind == EventKind.TEXT_REMOVED)
    assert db_session.scalar(removed) == 7


def test_a_later_import_does_not_bring_the_words_back(register, tmp_path, db_session):
    remove_expired(SYSTEM, register, LATER)
    again = imported(register, tmp_path, line(1, unit="Dinas Sosial", klass="Aspirasi", **FINISHED))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    rated = imported(
        register, tmp_path, line(1, unit="Dinas Sosial", klass="Aspirasi", rating="5", **FINISHED)
    )
    assert rated.changed == 1
    assert words(db_session, 1) == ("", "")
    assert complaint(db_session, 1).rating == 5
    once_more = imported(
        register, tmp_path, line(1, unit="Dinas Sosial", klass="Aspirasi", rating="5", **FINISHED)
    )
    assert (once_more.changed, once_more.unchanged) == (0, 1)
    event = db_session.scalars(select(ComplaintEvent).where(ComplaintEvent.kind == EventKind.CORRECTED)).one()
    assert set(event.changes) == {"rating"}


def test_a_finished_complaint_without_a_time_of_its_end_counts_from_the_last_that_is_known(
    sinjai, tmp_path, db_session
):
    imported(sinjai, tmp_path, line(1, status="Selesai", verified="06/10/2021", answered="07/10/2021"))
    assert kept_until(complaint(db_session, 1), sinjai) == date(2023, 10, 7)
    assert remove_expired(SYSTEM, sinjai, datetime(2023, 10, 8, tzinfo=UTC)) == 1


def test_one_register_is_done_without_touching_another(register, tmp_path, db_session):
    neighbour = government(name="Kabupaten Bone")
    unit(neighbour, name="Dinas Sosial")
    imported(neighbour, tmp_path, line(7, unit="Dinas Sosial", klass="Aspirasi", **FINISHED))
    assert remove_expired(SYSTEM, register, LATER) == 1
    assert words(db_session, 7) == ("Judul 7", "Isi laporan 7")
    assert remove_expired(SYSTEM, neighbour, LATER) == 1


def test_a_government_shortens(register, db_session):
    soon = datetime(2022, 5, 1, tzinfo=UTC)
    assert remove_expired(SYSTEM, register, soon) == 0
    add_retention_rule(SYSTEM, register, None, 6, date(2022, 1, 1), "Kebijakan daerah")
    assert remove_expired(SYSTEM, register, soon) == 1
    assert remove_expired(SYSTEM, register) == 1  # the supervisory one too


def test_the_daily_job_is_asked_for_once_a_day(register, db_session):
    ask_for_daily_round()
    ask_for_daily_round()
    run_pending_jobs()
    ask_for_daily_round()
    jobs = db_session.scalars(select(Job).where(Job.name == "complaints.retain")).all()
    assert [job.state for job in jobs] == [JobState.DONE]
    assert jobs[0].result == {"complaints": 1, "accesses": 0}
    assert words(db_session, 1) == ("", "")


# What is kept beside the complaint

SECRET = "Perkutut"  # a word of the complaint that nothing else says


def everything_stored(db_session) -> str:
    return "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in db_session.execute(text(f'SELECT * FROM "{table.name}"'))  # names of our own tables
    )


def test_no_copy_of_the_words_stays(register, tmp_path, db_session):
    """Corrected by a second file, with rows that were rejected, a note and a reporter."""
    decide_on_reporters(
        SYSTEM, register, ReporterDecision(True, "Perda", "Pejabat", "pdp@contoh.example", 24)
    )
    found = complaint(db_session, 1)
    found.title, found.text = f"{SECRET} lepas", f"Isi {SECRET}"
    add_note(db_session, found, f"Kandang {SECRET} diperbaiki")
    assert keep_reporter(found, f"Ibu {SECRET}", "", datetime(2021, 10, 12, tzinfo=UTC))
    db_session.commit()
    imported(
        register,
        tmp_path,
        line(1, unit="Dinas Sosial", klass="Aspirasi", title="Lain", text="Lain", **FINISHED),
        line(1, unit="Dinas Sosial", title=f"{SECRET} dua kali", text=SECRET, **FINISHED),
        line(1, received=f"kemarin {SECRET}", title=f"Lagi {SECRET}").replace("1;", "1.0;", 1),
        line(3, received="kemarin", title="Elang"),  # of one whose words stay
    )
    db_session.commit()
    stored = everything_stored(db_session)
    assert [stored.count(f"{SECRET} lepas"), stored.count(f"Lagi {SECRET}")] == [1, 1]
    assert f"kemarin {SECRET}" in stored
    assert f"Kandang {SECRET}" in stored
    assert remove_in(register) == 1
    stored = everything_stored(db_session)
    assert SECRET not in stored
    assert "Elang" in stored
    assert db_session.scalars(select(ComplaintReporter)).all() == []
    assert remove_in(register) == 0


def test_rows_that_are_rejected_later_go_the_next_night(register, tmp_path, db_session):
    remove_in(register)
    imported(register, tmp_path, line(1, received="kemarin", title=SECRET))
    assert SECRET in everything_stored(db_session)
    remove_in(register)
    assert SECRET not in everything_stored(db_session)


def test_rows_of_another_source_or_government_are_not_touched(register, tmp_path, db_session):
    neighbour = government(name="Kabupaten Bone")
    imported(neighbour, tmp_path, line(1, received="kemarin", title=SECRET))
    path = write_file(tmp_path / "b.csv", line(1, received="kemarin", title=SECRET))
    import_path(SYSTEM, register, path, source="Loket")
    remove_in(register)
    assert len(db_session.scalars(select(RejectedRow)).all()) == 2


def test_copies_go_in_the_same_transaction_as_the_words(register, tmp_path, db_session):
    found = complaint(db_session, 1)
    imported(
        register,
        tmp_path,
        line(1, unit="Dinas Sosial", klass="Aspirasi", title=SECRET, **FINISHED),
        line(1, title="Tolak", **FINISHED),
    )
    before = select(ImportBefore).where(ImportBefore.complaint_id == found.id)
    assert db_session.scalars(before).all()
    remove_expired(SYSTEM, register, LATER)
    assert db_session.scalars(before).all() == []
    assert db_session.scalars(select(RejectedRow)).all() == []


def test_of_an_import_long_ago_no_cell_is_kept(register, tmp_path, db_session):
    """Neither the cells of its problems, nor an upload that nobody went on with."""
    imported(register, tmp_path, line(9, received=f"kemarin {SECRET}"))
    made = db_session.scalars(select(ComplaintImport).order_by(ComplaintImport.created_at.desc())).first()
    made.finished_at = utc_now() - KEPT - timedelta(hours=1)
    stored = store(SYSTEM, register.id, io.BytesIO(b"Tracking ID;Judul"), "a.csv", Purpose.COMPLAINTS)
    stopped = ComplaintImport(
        government_id=register.id,
        state=ImportState.IMPORTING,
        source="Kanal",
        filename="a.csv",
        format="generic_v1",
        file_id=stored.id,
        created_at=made.finished_at,
    )
    db_session.add(stopped)
    db_session.commit()
    tidy_imports()
    db_session.commit()
    assert SECRET not in everything_stored(db_session)
    assert db_session.scalars(select(ImportProblem.trouble)).all() != []
    assert stopped.file_id is None
    assert db_session.scalars(select(StoredFile)).all() == []


def add_note(db_session, found, note: str) -> None:
    db_session.add(
        ComplaintEvent(
            government_id=found.government_id, complaint_id=found.id, kind=EventKind.FOLLOWED_UP, note=note
        )
    )
    db_session.flush()


# Pages


@pytest.fixture
def coordinator(client, register):
    login(client, user_with(Role.COORDINATOR, register))
    return client


def send(client, **fields):
    data = {
        "klass": "",
        "months": "12",
        "valid_from": (utc_now() + timedelta(days=1)).date().isoformat(),
        "basis": "SK Bupati contoh",
        "idempotency_key": new_id(),
        **fields,
    }
    return client.post("/pengaduan/masa-simpan", data=data)


def rules(db_session):
    db_session.expire_all()
    return db_session.scalars(select(RetentionRule)).all()


def test_a_shorter_period_says_what_is_lost_before_it_holds(coordinator, register, db_session):
    # The aspiration is past its two years anyway; the supervisory one would follow.
    asked = send(coordinator)
    assert asked.status_code == 200
    assert "dari 1 pengaduan" in asked.text
    assert rules(db_session) == []
    assert send(coordinator, confirmed="1").status_code == 302
    (kept,) = rules(db_session)
    assert (kept.government_id, kept.months, kept.basis) == (register.id, 12, "SK Bupati contoh")
    assert "SK Bupati contoh" in coordinator.get("/pengaduan/masa-simpan").text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"months": "25", "klass": "aspiration"}, "Paling lama 24 bulan"),
        ({"months": "61"}, "Paling lama 60 bulan"),
        ({"months": "0"}, "Isikan antara 1 dan 120 bulan"),
        ({"basis": ""}, "Wajib diisi"),
        ({"valid_from": "2020-01-01"}, "Tanggal ini sudah lewat"),
    ],
)
def test_a_period_that_cannot_be_is_refused_beside_its_field(coordinator, db_session, fields, message):
    answer = send(coordinator, **fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert rules(db_session) == []


def test_the_ministry_sets_for_all(client, register, db_session):
    login(client, user_with(Role.MINISTRY_REVIEWER))
    assert "di semua pemerintah daerah" in send(client).text
    assert send(client, confirmed="semua").status_code == 302
    (kept,) = rules(db_session)
    assert kept.government_id is None
    page = client.get("/pengaduan/masa-simpan").text
    assert "baris berkas yang ditolak tentang pengaduan itu" in page
    assert "SK Bupati contoh" in page


def test_a_government_cannot_withdraw_what_holds_for_all(coordinator, db_session):
    common = add_retention_rule(SYSTEM, None, Klass.ASPIRATION, 12, make.today(), "Untuk semua")
    db_session.commit()
    assert coordinator.post(f"/pengaduan/masa-simpan/{common.id}/hapus").status_code == 404
    assert len(rules(db_session)) == 1


def test_a_government_withdraws_its_own(coordinator, register, db_session):
    own = add_retention_rule(SYSTEM, register, None, 12, make.today(), "Sendiri")
    db_session.commit()
    assert coordinator.post(f"/pengaduan/masa-simpan/{own.id}/hapus").status_code == 302
    assert rules(db_session) == []


def test_the_page_of_a_complaint_says_so(coordinator, register, db_session):
    remove_expired(SYSTEM, register, LATER)
    db_session.commit()
    gone = coordinator.get(f"/pengaduan/{complaint(db_session, 1).id}").text
    assert "dihapus setelah masa simpan" in gone
    kept = coordinator.get(f"/pengaduan/{complaint(db_session, 3).id}").text
    with force_locale("id"):
        day = tanggal(kept_until(complaint(db_session, 3), register))
    assert f"disimpan sampai {day}" in kept
