"""Canaries: who complained and what names people goes in through every door, and is nowhere afterwards."""

import io
import logging
import re

import pytest
import xlsxwriter

from app.access import Role
from app.complaints.models import Complaint, ComplaintImport
from app.db import db, new_id
from app.files import StoredFile
from app.jobs import run_pending_jobs
from tests.factories.canaries import ADDRESS, MAIL, NAME, NIK, PHONE, TEXT, everything_stored, leaks, readable
from tests.factories.open_documents import plain_ods
from tests.factories.organisations import government, login, province, unit, user_with

HEADINGS = (
    "Tracking ID",
    "Tanggal Masuk",
    "Nama Pelapor",
    "NIK",
    "No HP",
    "Email Pelapor",
    "Alamat",
    "Judul",
    "Isi Laporan",
    "Lokasi",
    "Status",
    "Rating",
)
ROWS = (
    (
        "1",
        "05/10/2021 09:00",
        NAME,
        NIK,
        PHONE,
        MAIL,
        f"Jl. Melati {ADDRESS}",
        f"Lampu padam, hubungi {PHONE}",
        TEXT,
        f"Jl. Melati {ADDRESS}",
        "Belum Terverifikasi",
        "",
    ),
    # Refused, so that its cells are shown as problems.
    (
        "2",
        f"kemarin, tanya Bu {NAME} di {PHONE}",
        NAME,
        NIK,
        PHONE,
        MAIL,
        "",
        "Judul",
        TEXT,
        "",
        f"NIK {NIK}",
        f"{PHONE}",
    ),
)


def as_csv() -> bytes:
    return "\n".join(";".join(row) for row in (HEADINGS, *ROWS)).encode()


def as_xlsx() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *ROWS)):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


@pytest.fixture
def sinjai(db_session):
    made = government(name="Kabupaten Sinjai", parent=province())
    unit(made, name="Dinas Sosial")
    return made


def import_through_the_pages(client, content: bytes, name: str) -> None:
    """As a coordinator does it, with what is recognised."""
    answer = client.post(
        "/pengaduan/impor",
        data={"file": (io.BytesIO(content), name), "source": "Kanal contoh", "idempotency_key": new_id()},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302, answer.text
    address = answer.headers["Location"]
    page = client.get(address).text
    assert not leaks(re.sub(r"<tbody>.*?</tbody>", "", page, flags=re.DOTALL))
    assert client.post(f"{address}/kolom", data=columns(page)).status_code == 302
    run_pending_jobs()
    page = client.get(address).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    client.post(f"{address}/konfirmasi", data={"version": version[1]})
    run_pending_jobs()


def columns(page: str) -> dict[str, str]:
    """The form as it is shown, and every hidden heading tried as well: a column of a reporter must not be chosen."""
    fields = {"version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1]}  # type: ignore[index]
    for name, body in re.findall(r'<select[^>]*name="(kolom-[a-z_]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        fields[name] = chosen[1] if chosen else "-1"
    return fields | {"kolom-channel": str(HEADINGS.index("Nama Pelapor")), "kolom-raw_unit": "3"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(), "a.csv"),
        (as_xlsx(), "a.xlsx"),
        (plain_ods((HEADINGS, *ROWS)), "a.ods"),
        (as_csv(), f"Laporan Ibu {NAME} {PHONE}.csv"),
    ],
    ids=["csv", "xlsx", "ods", "named after somebody"],
)
def test_nothing_of_a_person_stays_after_an_import(client, sinjai, db_session, caplog, content, name):
    caplog.set_level(logging.DEBUG)
    login(client, user_with(Role.COORDINATOR, sinjai))
    import_through_the_pages(client, content, name)
    assert db_session.query(Complaint).count() == 1
    assert db_session.query(StoredFile).count() == 0  # the upload is gone
    assert leaks(everything_stored()) == []
    assert leaks(caplog.text) == []


def test_nothing_of_a_person_is_shown_anywhere(client, app, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    import_through_the_pages(client, as_csv(), "a.csv")
    made = db_session.query(ComplaintImport).one()
    complaint = db_session.query(Complaint).one()
    addresses = [
        "/",
        "/pengaduan",
        "/pengaduan?cari=lampu",
        f"/pengaduan/{complaint.id}",
        "/pengaduan/ekspor.csv",
        "/pengaduan/ekspor.xlsx",
        "/pengaduan/statistik",
        "/pengaduan/statistik.xlsx",
        f"/pengaduan/impor/{made.id}",
        f"/pengaduan/impor/{made.id}/kesalahan.csv",
        f"/pengaduan/impor/{made.id}/kesalahan.xlsx",
        "/pengaduan/pembaca",
        "/jejak-audit",
        "/publik",
    ]
    for address in addresses:
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert leaks(readable(answer.data)) == [], address
    assert (
        "Jalan Persatuan Raya padam" in client.get(f"/pengaduan/{complaint.id}").text
    )  # what is needed stays


def test_a_file_without_headings_is_refused_and_nothing_of_it_is_kept(client, sinjai, db_session):
    """Its first complaint would stand where headings are kept."""
    login(client, user_with(Role.COORDINATOR, sinjai))
    for row in (ROWS[0], ("satu", NAME, f"Jl. Melati {ADDRESS}", MAIL), (NAME, "Jalan rusak", "5/10/21")):
        answer = client.post(
            "/pengaduan/impor",
            data={
                "file": (io.BytesIO(";".join(row).encode()), "a.csv"),
                "source": "Kanal",
                "idempotency_key": new_id(),
            },
            content_type="multipart/form-data",
        )
        assert answer.status_code == 422, answer.text
        assert leaks(everything_stored()) == []


def test_headings_with_personal_data_are_masked(client, sinjai, db_session):
    """A note of whoever exported it stands among the headings of some files."""
    login(client, user_with(Role.COORDINATOR, sinjai))
    headings = (*HEADINGS, f"diekspor oleh Pak {NAME}, HP {PHONE}, NIK {NIK}")
    rows = [(*row, "") for row in ROWS]
    content = "\n".join(";".join(row) for row in (headings, *rows)).encode()
    import_through_the_pages(client, content, "a.csv")
    assert db_session.query(ComplaintImport).one().headings[-1].startswith("diekspor oleh Pak [nama")
    assert leaks(everything_stored()) == []


def test_the_command_prints_nothing_of_a_person(app, sinjai, tmp_path):
    db.session.commit()
    path = tmp_path / f"Laporan Ibu {NAME} {PHONE}.csv"
    path.write_bytes(as_csv())
    answer = app.test_cli_runner().invoke(
        args=["complaints", "import", str(path), "--government", sinjai.code, "--json"]
    )
    assert '"new": 1' in answer.output
    assert '"rejected": 1' in answer.output
    assert leaks(answer.output) == []
    assert leaks(everything_stored()) == []
