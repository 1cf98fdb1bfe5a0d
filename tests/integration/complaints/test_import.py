import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.access import SYSTEM
from app.complaints.actions.records import import_path
from app.complaints.actions.rejudging import rejudge
from app.complaints.actions.units import save_alias
from app.complaints.import_formats.fields import FileRefused, Trouble
from app.complaints.models import (
    CalendarDay,
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    ImportProblem,
    ImportState,
    SlaRule,
)
from app.complaints.rules import Colour, Klass, Status
from app.complaints.sla import ClockState
from tests.factories.organisations import alias, government, unit

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints"

HEADINGS = (
    "Tracking ID;Tanggal Masuk;Judul;Klasifikasi;Kategori;Sumber;Instansi;Status;"
    "Tanggal Disposisi;Tanggal Tindak Lanjut;Tanggal Selesai"
)


@pytest.fixture
def sinjai(db_session):
    return government(name="Kabupaten Sinjai")


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    def writer(*rows: str, name: str = "a.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((HEADINGS, *rows)) + "\n")
        return path

    return writer


ROW = "9165816;05/10/2021 13:53;Jalan rusak;Pengaduan;Pekerjaan Umum;Website;Dinas Sosial;{status};{times}"


def row(
    number: int, *, status: str = "Sedang Diproses", times: str = "06/10/2021;07/10/2021;", **changes: str
) -> str:
    text = ROW.format(status=status, times=times).replace("9165816", str(number))
    for old, new in changes.items():
        text = text.replace(old.replace("_", " "), new)
    return text


def counts(outcome):
    return outcome.new, outcome.changed, outcome.unchanged, outcome.rejected


def all_complaints(db_session):
    return db_session.scalars(select(Complaint).order_by(Complaint.tracking_id)).all()


def test_a_file_becomes_complaints_with_status_and_clocks(db_session, sinjai, write):
    social = unit(sinjai, name="Dinas Sosial")
    outcome = import_path(
        SYSTEM,
        sinjai,
        write(row(1), row(2, status="Terdisposisi Selesai", times="06/10/2021;07/10/2021;11/10/2021")),
    )
    assert counts(outcome) == (2, 0, 0, 0)
    first, second = all_complaints(db_session)
    assert (first.status, first.colour, first.unit_id) == (Status.IN_PROCESS, Colour.YELLOW, social.id)
    assert (first.verify_state, first.verify_days) == (ClockState.IN_TIME, 1)
    assert (first.resolve_state, first.resolve_days) == (ClockState.RUNNING, None)
    assert first.month == "2021-10"
    assert (second.status, second.colour) == (Status.FINISHED, Colour.GREEN)
    assert (second.resolve_state, second.resolve_days) == (ClockState.IN_TIME, 4)


def test_importing_again_changes_nothing_and_doubles_nothing(db_session, sinjai, write):
    path = write(row(1), row(2))
    import_path(SYSTEM, sinjai, path)
    assert counts(import_path(SYSTEM, sinjai, path)) == (0, 0, 2, 0)
    assert len(all_complaints(db_session)) == 2
    assert db_session.scalar(select(func.count()).select_from(ComplaintEvent)) == 0


def test_a_later_file_updates_and_leaves_a_history(db_session, sinjai, write):
    import_path(SYSTEM, sinjai, write(row(1)))
    before = all_complaints(db_session)[0].id
    later = write(
        row(1, status="Selesai", times="06/10/2021;07/10/2021;20/10/2021", Jalan_rusak="Jalan putus"), row(2)
    )
    assert counts(import_path(SYSTEM, sinjai, later)) == (1, 1, 0, 0)
    complaint = all_complaints(db_session)[0]
    assert (complaint.id, complaint.status, complaint.title) == (before, Status.FINISHED, "Jalan putus")
    assert complaint.version == 2
    event = db_session.scalars(select(ComplaintEvent)).one()
    assert event.changes["reported_status"] == ["in_process", "finished"]
    assert event.changes["title"] is None
    assert "Jalan" not in json.dumps(event.changes)


def test_a_dry_run_tells_the_same_and_changes_nothing(db_session, sinjai, write):
    import_path(SYSTEM, sinjai, write(row(1)))
    path = write(row(1, status="Selesai"), row(2), row(3), "x;y;;;;;;;;;")
    dry = import_path(SYSTEM, sinjai, path, dry_run=True)
    assert len(all_complaints(db_session)) == 1
    assert db_session.scalar(select(func.count()).select_from(ComplaintImport)) == 1
    real = import_path(SYSTEM, sinjai, path)
    assert counts(dry) == counts(real) == (2, 1, 0, 1)
    assert dry.problems == real.problems


def test_the_same_id_twice_in_one_file(db_session, sinjai, write):
    outcome = import_path(SYSTEM, sinjai, write(row(1), row(1), row(1, Website="SMS")))
    assert counts(outcome) == (1, 0, 1, 1)
    assert (outcome.problems[0].trouble, outcome.problems[0].params) == (Trouble.ID_TWICE, {"row": "2"})


def test_another_source_or_government_is_another_register(db_session, sinjai, write):
    other = government()
    path = write(row(1))
    for where, source in ((sinjai, None), (sinjai, "Baruga"), (other, None)):
        assert counts(import_path(SYSTEM, where, path, source=source)) == (1, 0, 0, 0)
    assert len(all_complaints(db_session)) == 3


def test_rejected_rows_are_kept_with_their_reasons(db_session, sinjai):
    outcome = import_path(SYSTEM, sinjai, SAMPLES / "lapor_broken.csv")
    expected = json.loads((SAMPLES / "lapor_broken.json").read_text())
    assert counts(outcome) == (0, 0, 0, 6)
    kept = db_session.scalars(select(ImportProblem)).all()
    assert sorted([p.row, p.column, p.trouble.value] for p in kept) == sorted(expected)


def test_the_oddities_go_through_whole(db_session, sinjai):
    works = unit(sinjai, name="Dinas Pekerjaan Umum dan Penataan Ruang")
    health = unit(sinjai, name="Dinas Kesehatan")
    outcome = import_path(SYSTEM, sinjai, SAMPLES / "lapor_oddities.xlsx")
    assert counts(outcome) == (7, 0, 0, 0)
    found = {c.tracking_id: c for c in all_complaints(db_session)}
    assert found["9165816"].unit_id == found["9165817"].unit_id == works.id
    assert found["9165818"].unit_id == health.id
    # Another spelling of the same category joins the first.
    assert {found["9165816"].category, found["9165817"].category} == {"Pekerjaan Umum"}
    again = import_path(SYSTEM, sinjai, SAMPLES / "lapor_oddities.csv")
    assert (again.new, again.rejected) == (0, 0)
    assert "Pelapor Contoh" not in "".join(c.title + c.text for c in all_complaints(db_session))


def test_an_unknown_spelling_waits_and_is_routed_by_its_alias(db_session, sinjai, write):
    social = unit(sinjai, name="Dinas Sosial")
    outcome = import_path(
        SYSTEM, sinjai, write(row(1, Dinas_Sosial="Dinsos P3A"), row(2, Dinas_Sosial="Dinsos P3A"))
    )
    assert outcome.unknown_units == {"Dinsos P3A": 2}
    assert {c.unit_id for c in all_complaints(db_session)} == {None}
    assert save_alias(SYSTEM, sinjai, "Dinsos P3A", social) == 2
    db_session.expire_all()
    assert {c.unit_id for c in all_complaints(db_session)} == {social.id}
    assert import_path(SYSTEM, sinjai, write(row(3, Dinas_Sosial="DINSOS-P3A"))).unknown_units == {}


def test_an_alias_of_the_unit_list_is_known_at_once(db_session, sinjai, write):
    social = unit(sinjai, name="Dinas Sosial")
    alias(social, "Dinas Sosial dan PPPA")
    import_path(SYSTEM, sinjai, write(row(1, Dinas_Sosial="dinas-sosial-pppa")))
    assert all_complaints(db_session)[0].unit_id == social.id


def test_the_cut_off_is_the_latest_moment_unless_it_is_told(db_session, sinjai, write):
    path = write(row(1))
    assert import_path(SYSTEM, sinjai, path, dry_run=True).cut_off == datetime(2021, 10, 6, 16, tzinfo=UTC)
    told = datetime(2021, 10, 31, 15, 59, tzinfo=UTC)
    assert import_path(SYSTEM, sinjai, path, cut_off=told).cut_off == told


def test_the_first_import_fills_the_calendar(db_session, sinjai, write):
    import_path(SYSTEM, sinjai, write(row(1)))
    assert db_session.scalar(select(func.count()).select_from(CalendarDay)) == 263
    assert db_session.scalar(select(func.count()).select_from(SlaRule)) == 7


def test_judging_again_after_the_calendar_changed(db_session, sinjai, write):
    path = write("1;27/04/2022;Judul;Pengaduan;Umum;Website;;Sedang Diproses;27/04/2022;12/05/2022;")
    import_path(SYSTEM, sinjai, path)
    complaint = all_complaints(db_session)[0]
    assert (complaint.follow_up_state, complaint.follow_up_days) == (ClockState.IN_TIME, 5)
    for day in db_session.scalars(select(CalendarDay).where(CalendarDay.kind == "cuti_bersama")):
        db_session.delete(day)
    db_session.flush()
    assert rejudge(SYSTEM, sinjai).looked_at == 1
    complaint = all_complaints(db_session)[0]
    assert (complaint.follow_up_state, complaint.follow_up_days) == (ClockState.LATE, 9)


def test_a_refused_file_leaves_nothing_behind(db_session, sinjai, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nama;Alamat\na;b\n")
    with pytest.raises(FileRefused) as refusal:
        import_path(SYSTEM, sinjai, path, dry_run=True)
    assert refusal.value.trouble is Trouble.COLUMN_MISSING


def test_the_import_keeps_a_record(db_session, sinjai, write):
    import_path(SYSTEM, sinjai, write(row(1), "x;y;;;;;;;;;"))
    made = db_session.scalars(select(ComplaintImport)).one()
    assert (made.state, made.new_count, made.rejected_count) == (ImportState.DONE, 1, 1)
    assert (made.source, made.format, len(made.sha256)) == ("SP4N-LAPOR!", "lapor_v1", 64)


def test_a_file_without_a_single_good_row_says_nothing_about_the_cut_off(db_session, sinjai):
    assert import_path(SYSTEM, sinjai, SAMPLES / "lapor_broken.csv").cut_off is None


def test_another_spelling_of_a_category_is_the_same_category(db_session, sinjai, write):
    import_path(SYSTEM, sinjai, write(row(1), row(2, Pekerjaan_Umum="pekerjaan umum")))
    assert {c.category for c in all_complaints(db_session)} == {"Pekerjaan Umum"}
    again = import_path(SYSTEM, sinjai, write(row(1, Pekerjaan_Umum="PEKERJAAN UMUM")))
    assert counts(again) == (0, 0, 1, 0)


def test_a_late_correction_changes_the_history_and_never_the_identity(db_session, sinjai, write):
    """The source corrects everything it can: class, agency, category, the day of arrival, a closing taken back."""
    social, health = unit(sinjai, name="Dinas Sosial"), unit(sinjai, name="Dinas Kesehatan")
    import_path(
        SYSTEM, sinjai, write(row(1, status="Terdisposisi Selesai", times="06/10/2021;07/10/2021;11/10/2021"))
    )
    (before,) = all_complaints(db_session)
    identity = (before.id, before.tracking_id, before.source, before.import_id, before.created_at)
    assert (before.unit_id, before.resolve_state) == (social.id, ClockState.IN_TIME)
    corrected = write(
        row(
            1,
            status="Terdisposisi Sedang Diproses",
            times="06/10/2021;07/10/2021;",
            Pengaduan="Permintaan Informasi",
            Pekerjaan_Umum="Kesehatan",
            Dinas_Sosial="Dinas Kesehatan",
            **{"05/10/2021 13:53": "04/10/2021 08:00"},
        )
    )
    assert counts(import_path(SYSTEM, sinjai, corrected)) == (0, 1, 0, 0)
    db_session.expire_all()
    (after,) = all_complaints(db_session)
    assert (after.id, after.tracking_id, after.source, after.import_id, after.created_at) == identity
    assert (after.klass, after.category, after.unit_id) == (Klass.INFORMATION, "Kesehatan", health.id)
    assert (after.status, after.colour, after.closed_at) == (Status.IN_PROCESS, Colour.YELLOW, None)
    assert (after.resolve_state, after.resolve_days, after.received_on.day) == (ClockState.RUNNING, None, 4)
    (event,) = db_session.scalars(select(ComplaintEvent))
    assert set(event.changes) == {
        "klass",
        "category",
        "raw_unit",
        "reported_status",
        "received_at",
        "closed_at",
    }
    assert event.changes["closed_at"][1] is None
    assert event.changes["klass"] == ["non_supervisory", "information"]
