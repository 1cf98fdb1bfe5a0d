"""Uploading a list of OPD: shown first with every fault, then taken over."""

import io
import re
import zipfile

import pytest
import xlsxwriter
from sqlalchemy import func, select

from app.access import Role
from app.db import new_id
from app.files import StoredFile
from app.organisations.models import Government, Unit, User
from tests.factories.organisations import alias, government, login, unit, user_with
from tests.style_guide import assert_page

HEADER = ["Nama OPD", "Jenis", "Singkatan", "Nama lain"]
GOOD = [HEADER, ["Dinas Sosial", "Dinas", "Dinsos", "Dinsos Sinjai; DINSOS KAB"], ["Kecamatan Sinjai Utara"]]


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(name="Kabupaten Sinjai", code="73.07")


@pytest.fixture
def coordinator(client, sinjai) -> User:
    made = user_with(Role.COORDINATOR, sinjai)
    login(client, made)
    return made


def workbook(rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def upload(client, content: bytes, name="opd.xlsx", query=""):
    data = {"file": (io.BytesIO(content), name), "idempotency_key": new_id()}
    return client.post(f"/opd/unggah{query}", data=data, content_type="multipart/form-data")


def confirm(client, address):
    return client.post(f"{address}/simpan", data={"idempotency_key": new_id()})


def names(session) -> list[str]:
    return list(session.scalars(select(Unit.name).order_by(Unit.position)))


def test_the_page_is_in_order(client, coordinator):
    assert_page(client.get("/opd/unggah"))


def test_first_it_is_only_shown(client, coordinator, db_session):
    address = upload(client, workbook(GOOD)).headers["Location"]
    page = client.get(address)
    assert_page(page)
    assert "Simpan 2 OPD baru" in page.text
    assert names(db_session) == []


def test_then_it_is_taken_over(client, coordinator, db_session):
    address = upload(client, workbook(GOOD)).headers["Location"]
    assert confirm(client, address).headers["Location"] == "/opd"
    assert names(db_session) == ["Dinas Sosial", "Kecamatan Sinjai Utara"]
    dinsos = db_session.scalars(select(Unit).where(Unit.name == "Dinas Sosial")).one()
    assert [each.alias for each in dinsos.aliases] == ["DINSOS KAB", "Dinsos Sinjai"]
    assert db_session.scalars(select(StoredFile)).all() == [], "the file has served"


def test_taking_over_twice_adds_nothing(client, coordinator, db_session):
    address = upload(client, workbook(GOOD)).headers["Location"]
    key = new_id()
    codes = [client.post(f"{address}/simpan", data={"idempotency_key": key}).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert len(names(db_session)) == 2


def test_a_text_table_works_as_well(client, coordinator, db_session):
    content = "Nama OPD;Jenis\r\nDinas Sosial;Dinas\r\nDinas Pertanian, Pangan;\r\n".encode("utf-8-sig")
    confirm(client, upload(client, content, "opd.csv").headers["Location"])
    assert names(db_session) == ["Dinas Sosial", "Dinas Pertanian, Pangan"]


def test_what_was_downloaded_can_be_uploaded_again(client, coordinator, sinjai, db_session):
    alias(unit(sinjai, name="Dinas Sosial"), "Dinsos Sinjai")
    before = names(db_session)
    address = upload(client, client.get("/opd/unduh").data).headers["Location"]
    page = client.get(address)
    assert_page(page)
    assert "perlu diperbaiki" not in page.text
    confirm(client, address)
    assert names(db_session) == before


def test_the_empty_template_is_understood(client, coordinator):
    address = upload(client, client.get("/opd/templat").data).headers["Location"]
    page = client.get(address)
    assert_page(page)
    assert "Tidak ada baris OPD" in page.text


def test_every_fault_is_told_by_row_and_column(client, coordinator, sinjai):
    alias(unit(sinjai, name="Dinas Kesehatan"), "Dinkes")
    rows = [
        HEADER,
        ["Dinas Sosial", "Kementerian"],
        ["", "Dinas"],
        ["Dinas Baik", "Dinas", "", "DINKES"],
        ["Dinas Lain"],
    ]
    page = client.get(upload(client, workbook(rows)).headers["Location"])
    assert_page(page)
    cells = re.findall(r'<th scope="row">(\d+)</th><td data-label="Kolom">([^<]+)</td>', page.text)
    assert cells == [("2", "Jenis"), ("3", "Nama OPD"), ("4", "Nama lain")]
    assert "sudah dipakai oleh Dinas Kesehatan" in page.text
    assert "Simpan 1 OPD baru" in page.text


def test_good_rows_can_be_taken_over_although_others_are_not(client, coordinator, db_session):
    rows = [HEADER, ["Dinas Sosial", "Kementerian"], ["Dinas Lain"]]
    confirm(client, upload(client, workbook(rows)).headers["Location"])
    assert names(db_session) == ["Dinas Lain"]


def test_nothing_to_take_over_is_told(client, coordinator, db_session):
    address = upload(client, workbook([["Kolom"], ["x"]])).headers["Location"]
    page = client.get(address)
    assert_page(page)
    assert "Tidak ada baris judul kolom" in page.text
    assert confirm(client, address).headers["Location"] == address
    assert names(db_session) == []


def bomb() -> bytes:
    """A workbook of a few kilobytes that would fill two hundred megabytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(GOOD))) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for member in good.infolist():
            made.writestr(member, good.read(member))
        made.writestr("xl/media/besar.bin", b"0" * 200_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.xlsx"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "gambar.xlsx"),
        (b"PK\x03\x04rusak", "rusak.xlsx"),
        (b"%PDF-1.7\n%%EOF", "dokumen.xlsx"),
    ],
    ids=["empty", "picture", "damaged", "pdf"],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(client, coordinator, db_session, content, name):
    response = upload(client, content, name)
    assert_page(response)
    assert "r-field__error" in response.text
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_bomb_is_refused(client, coordinator, db_session):
    response = upload(client, bomb())
    assert response.status_code == 200
    assert "r-field__error" in response.text
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_too_many_rows_are_told_not_read(client, coordinator):
    rows = [HEADER, *([f"Dinas {number}"] for number in range(1_050))]
    page = client.get(upload(client, workbook(rows)).headers["Location"])
    assert_page(page)
    assert "terlalu banyak" in page.text


def test_too_many_columns_are_told(client, coordinator):
    page = client.get(upload(client, workbook([["x"] * 200])).headers["Location"])
    assert_page(page)
    assert "tidak dapat dibaca sebagai tabel" in page.text


def test_no_file_is_told(client, coordinator):
    response = client.post("/opd/unggah", data={"idempotency_key": new_id()})
    assert_page(response)
    assert "Pilih berkas dahulu" in response.text


class TestOthers:
    def test_a_file_of_another_government_is_nowhere(self, app, client, coordinator):
        address = upload(client, workbook(GOOD)).headers["Location"]
        foreign = app.test_client()
        login(foreign, user_with(Role.COORDINATOR, government()))
        assert foreign.get(address).status_code == 404
        assert confirm(foreign, address).status_code == 404

    def test_a_file_given_for_something_else_cannot_be_opened_here(
        self, client, coordinator, sinjai, db_session
    ):
        address = upload(client, workbook(GOOD)).headers["Location"]
        db_session.scalars(select(StoredFile)).one().purpose = "evidence"
        assert client.get(address).status_code == 404

    def test_a_file_that_somebody_else_gave_cannot_be_opened_here(self, app, client, coordinator, sinjai):
        """It may be a list of complaints, which the operator must not see."""
        address = upload(client, workbook(GOOD)).headers["Location"]
        operator = app.test_client()
        login(operator, user_with(Role.OPERATOR))
        assert operator.get(address).status_code == 404
        assert confirm(operator, address).status_code == 404

    def test_an_opd_admin_uploads_nothing(self, client, sinjai):
        login(client, user_with(Role.OPD_ADMIN, unit=unit(sinjai)))
        assert client.get("/opd/unggah").status_code == 403
        assert upload(client, workbook(GOOD)).status_code == 403

    def test_the_operator_uploads_for_a_government(self, client, sinjai, db_session):
        login(client, user_with(Role.OPERATOR))
        address = upload(client, workbook(GOOD), query="?pemerintah=73.07").headers["Location"]
        assert_page(client.get(address))
        assert confirm(client, address).headers["Location"] == "/opd?pemerintah=73.07"
        assert len(names(db_session)) == 2
