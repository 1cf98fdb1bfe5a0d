"""Rejected rows come back as a file; mended there and uploaded again, they are the complaints they should have been."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from app.access import SYSTEM, Role
from app.complaints.actions.records import import_path
from app.complaints.import_formats.fields import Field, Since1904
from app.complaints.import_formats.rejects import MOST_CHARACTERS, kept_cell, rejected_rows
from app.complaints.models import Complaint, ComplaintImport, ImportState, RejectedRow
from app.complaints.routes import undoing
from app.complaints.rules import Origin
from app.db import new_id
from app.files import StoredFile
from app.jobs import run_pending_jobs
from tests.factories.open_documents import plain_ods
from tests.factories.organisations import government, login, unit, user_with

HEAD = [
    "No", "Tracking ID", "Nama Pelapor", "Tanggal Masuk", "Judul Laporan", "Isi Laporan", "Kontak Warga", "Keterangan",
    "Instansi", "Status", "Tanggal (2)",
]  # fmt: skip
GOOD = [1, "9165816", "Siti", "05/10/2021 13:53", "Jalan", "Rusak", "0811", "", "Dinas Sosial", "Selesai", ""]
LATE = [
    2,
    "9165817",
    "Budi",
    "Kemarin, 02:19",
    "Telepon 081234567890",
    "Isi\nbaris kedua",
    "0811",
    "dua",
    "",
    "Entah",
    "",
]
NO_ID = [3, "", "Ani", "06/10/2021", "=1+1", "Isi", "", "x", "Dinas Sosial", "Selesai", "-"]


@pytest.fixture
def sinjai(db_session, client):
    made = government(name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    login(client, user_with(Role.COORDINATOR, made))
    return made


def workbook(*rows: Sequence[Any]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, moment)
                else:
                    sheet.write(number, place, cell)
    return out.getvalue()


def send(client, content: bytes, name: str):
    data = {"file": (io.BytesIO(content), name), "source": "SP4N-LAPOR!", "idempotency_key": new_id()}
    return client.post("/pengaduan/impor", data=data, content_type="multipart/form-data")


def latest(db_session) -> ComplaintImport:
    db_session.expire_all()
    statement = select(ComplaintImport).order_by(ComplaintImport.created_at.desc()).limit(1)
    return db_session.scalars(statement).one()


def carry_through(client, db_session, content: bytes, name: str) -> ComplaintImport:
    """Upload, take the columns as they are proposed, import."""
    assert send(client, content, name).status_code == 302
    made = latest(db_session)
    columns = {f"kolom-{field}": str(position) for field, position in made.mapping.items()}
    client.post(f"/pengaduan/impor/{made.id}/kolom", data={**columns, "version": made.version})
    made = latest(db_session)
    assert made.state is ImportState.CHECKED
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    made = latest(db_session)
    assert made.state is ImportState.DONE
    return made


def rejected(client, made: ComplaintImport, kind: str) -> list[list[Any]]:
    """The downloaded file as rows, from its headings on."""
    content = client.get(f"/pengaduan/impor/{made.id}/ditolak.{kind}").data
    rows: list[list[Any]]
    if kind == "xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    start = next(number for number, row in enumerate(rows) if "Tracking ID" in row)
    return [row for row in rows[start:] if any(row)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_they_come_with_the_columns_of_the_file_and_all_their_reasons(client, db_session, sinjai, kind):
    made = carry_through(client, db_session, workbook(HEAD, GOOD, LATE, NO_ID), "a.xlsx")
    assert (made.new_count, made.rejected_count) == (1, 2)
    headings, late, no_id = rejected(client, made, kind)
    assert headings == [name for name in HEAD if name not in ("Nama Pelapor", "Kontak Warga")] + ["alasan"]
    assert late[1:4] == ["9165817", "Kemarin, 02:19", "Telepon [nomor telepon disamarkan]"]
    assert "Waktu relatif" in late[-1]
    assert "Status: Status ini tidak dikenal." in late[-1]
    assert "Nomor laporan kosong" in no_id[-1]
    assert no_id[3] == ("=1+1" if kind == "xlsx" else "'=1+1")
    everything = client.get(f"/pengaduan/impor/{made.id}/ditolak.csv").data.decode("utf-8-sig")
    assert not [name for name in ("Siti", "Budi", "Ani", "0811", "081234567890") if name in everything]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("first", ["xlsx", "ods"])
def test_mended_and_uploaded_again_they_are_taken(client, db_session, sinjai, kind, first):
    content = workbook(HEAD, GOOD, LATE, NO_ID) if first == "xlsx" else plain_ods([HEAD, GOOD, LATE, NO_ID])
    made = carry_through(client, db_session, content, f"a.{first}")
    headings, late, no_id = rejected(client, made, kind)
    late[headings.index("Tanggal Masuk")], late[headings.index("Status")] = "05/10/2021 02:19", "Selesai"
    no_id[headings.index("Tracking ID")] = "9165818"
    if kind == "csv":
        mended = "\n".join(
            ";".join(f'"{cell}"'.replace("\n", " ") for cell in row) for row in (headings, late, no_id)
        ).encode()
    else:
        mended = workbook(headings, late, no_id)
    again = carry_through(client, db_session, mended, f"b.{kind}")
    assert (again.new_count, again.rejected_count) == (2, 0)
    assert again.layout_id is not None  # recognised although columns are missing
    titles = dict(db_session.execute(select(Complaint.tracking_id, Complaint.title)).all())
    assert titles == {
        "9165816": "Jalan",
        "9165817": "Telepon [nomor telepon disamarkan]",
        "9165818": "=1+1",
    }


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_uploaded_again_unmended_they_are_rejected_for_the_same_reasons(client, db_session, sinjai, kind):
    made = carry_through(client, db_session, workbook(HEAD, LATE, NO_ID, GOOD), "a.xlsx")
    before = rejected(client, made, "csv")
    content = client.get(f"/pengaduan/impor/{made.id}/ditolak.{kind}").data
    assert send(client, content, f"b.{kind}").status_code == 302
    made = latest(db_session)
    columns = {f"kolom-{field}": str(position) for field, position in made.mapping.items()}
    client.post(f"/pengaduan/impor/{made.id}/kolom", data={**columns, "version": made.version})
    made = latest(db_session)
    assert (made.new_count, made.rejected_count) == (0, 2)
    assert rejected(client, made, "csv") == before


def test_moments_and_numbers_of_a_sheet_stay_what_they_are(client, db_session, sinjai):
    moment = datetime(2021, 10, 5, 13, 53, 20)  # noqa: DTZ001 - sheets know no zones
    row = [1, 9165816, "Siti", moment, "Jalan", "", "", 12.5, "", "Entah", ""]
    made = carry_through(client, db_session, workbook(HEAD, [*GOOD[:1], "9165815", *GOOD[2:]], row), "a.xlsx")
    _, found = rejected(client, made, "xlsx")
    assert found[:3] == [1.0, 9165816.0, moment]
    assert found[5] == 12.5
    _, found = rejected(client, made, "csv")
    assert found[:3] == ["1", "9165816", "05/10/2021 13:53:20"]
    assert found[5] == "12.5"


def test_they_are_there_after_the_upload_is_gone_and_go_when_the_import_is_given_up(
    client, db_session, sinjai
):
    made = carry_through(client, db_session, workbook(HEAD, GOOD, LATE), "a.xlsx")
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert db_session.scalar(select(func.count()).select_from(RejectedRow)) == 1
    page = client.get(f"/pengaduan/impor/{made.id}").text
    assert f"/pengaduan/impor/{made.id}/ditolak.xlsx" in page
    send(client, workbook(HEAD, LATE), "c.xlsx")
    made = latest(db_session)
    columns = {f"kolom-{field}": str(position) for field, position in made.mapping.items()}
    client.post(f"/pengaduan/impor/{made.id}/kolom", data={**columns, "version": made.version})
    made = latest(db_session)
    assert db_session.scalar(select(func.count()).select_from(RejectedRow)) == 2
    client.post(f"/pengaduan/impor/{made.id}/batal", data={"version": made.version})
    assert db_session.scalar(select(func.count()).select_from(RejectedRow)) == 1


def test_a_foreign_import_has_no_rejected_rows(client, db_session, sinjai):
    made = carry_through(client, db_session, workbook(HEAD, GOOD, LATE), "a.xlsx")
    login(client, user_with(Role.COORDINATOR, government()))
    assert client.get(f"/pengaduan/impor/{made.id}/ditolak.xlsx").status_code == 404


def test_what_is_handled_here_is_not_for_a_file_to_change(db_session, sinjai, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tracking ID;Tanggal Masuk;Judul;Status\n1;05/10/2021;Jalan;Selesai\n")
    import_path(SYSTEM, sinjai, path, source="Loket")
    complaint = db_session.scalars(select(Complaint)).one()
    complaint.origin = Origin.ENTRY
    db_session.flush()
    path.write_text(
        "Tracking ID;Tanggal Masuk;Judul;Status\n1;05/10/2021;Lain;Selesai\n2;05/10/2021;Baru;Selesai\n"
    )
    outcome = import_path(SYSTEM, sinjai, path, source="Loket")
    assert (outcome.new, outcome.changed, outcome.rejected) == (1, 0, 1)
    assert [problem.trouble.value for problem in outcome.problems] == ["handled_here"]
    assert db_session.scalars(select(RejectedRow)).one().cells == ["1", "05/10/2021", "Lain", "Selesai"]
    db_session.refresh(complaint)
    assert complaint.title == "Jalan"


COLUMNS = {Field.TRACKING_ID: 0, Field.RECEIVED: 1}


def test_as_many_are_kept_as_there_is_room_for():
    kept = rejected_rows(["ID", "Tanggal", "Isi"], COLUMNS)
    for number in range(2_000):
        kept.keep(number, ["1", "Kemarin", "x" * 10_000])
    assert 0 < len(kept.rows) <= MOST_CHARACTERS // 10_000
    assert [number for number, *_ in kept.rows] == list(range(len(kept.rows)))


@pytest.mark.parametrize(
    ("cell", "place", "kept"),
    [
        ("0812345678", 0, "0812345678"),  # the id of a ticket, whatever it looks like
        ("7307011203850001", 0, "[NIK disamarkan]"),
        ("warga@contoh.id", 0, "[surel disamarkan]"),
        (9165816.0, 0, 9165816.0),
        ("hubungi 081234567890", 2, "hubungi [nomor telepon disamarkan]"),
        (7307011203850001.0, 2, "[NIK disamarkan]"),
        (12.5, 2, 12.5),
        (Since1904(43012.5), 1, 44474.5),
        (Since1904(7.0), 2, 7.0),
        (True, 2, True),
        (None, 2, None),
    ],
)
def test_cells_are_kept_without_personal_data(cell, place, kept):
    rejects = rejected_rows(["ID", "Tanggal", "Isi"], COLUMNS)
    row: list[object] = [None, None, None]
    row[place] = cell
    rejects.keep(7, row)
    (rejected,) = rejects.rows
    assert (rejected.row, rejected.cells) == (7, [kept if number == place else None for number in range(3)])


def test_columns_that_leave_room_for_a_person_are_left_out():
    headings = ["ID", "Tanggal", "Isi", "Pelapor", "Telepon", "Akun", "Alamat", "Nama Kegiatan", "Prioritas"]
    assert rejected_rows(headings, COLUMNS).headings == ["ID", "Tanggal", "Isi", "Prioritas"]


def test_what_cannot_be_undone_has_no_page_for_it(client, db_session, sinjai):
    send(client, workbook(HEAD, GOOD), "a.xlsx")
    made = latest(db_session)
    answer = client.get(f"/pengaduan/impor/{made.id}/tarik")
    assert (answer.status_code, answer.location) == (302, f"/pengaduan/impor/{made.id}")


def test_undoing_many_is_a_jobs_work(client, db_session, sinjai, monkeypatch):
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    made = carry_through(client, db_session, workbook(HEAD, GOOD), "a.xlsx")
    answer = client.post(f"/pengaduan/impor/{made.id}/tarik", data={"version": made.version})
    made = latest(db_session)
    assert made.job_id
    assert made.job_id in answer.location
    assert (made.state, made.removed_count) == (ImportState.UNDOING, 0)
    run_pending_jobs()
    made = latest(db_session)
    assert (made.state, made.removed_count) == (ImportState.UNDONE, 1)


def test_days_and_moments_come_back_as_they_went_in():
    rejects = rejected_rows(["ID", "Tanggal"], COLUMNS)
    moment = datetime(2021, 10, 5, 13, 53)  # noqa: DTZ001
    rejects.keep(1, [moment.date(), moment])
    assert [kept_cell(cell) for cell in rejects.rows[0].cells] == [moment.date(), moment]
