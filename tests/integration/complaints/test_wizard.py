"""The import page by page: upload, columns, findings, confirmation, result."""

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.complaints.models import Complaint, ComplaintImport, ImportMapping, ImportState
from app.complaints.routes import wizard
from app.db import new_id
from app.files import StoredFile
from app.jobs import run_pending_jobs
from tests.factories.complaints import FINISHED, HEADINGS, line
from tests.factories.organisations import appointment, government, login, unit, user_with

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints"


@pytest.fixture
def sinjai(db_session, client):
    made = government(name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    login(client, user_with(Role.COORDINATOR, made))
    return made


def csv(*lines: str) -> bytes:
    return "\n".join((HEADINGS, *lines)).encode() + b"\n"


def send(client, content: bytes, name="laporan.csv", **fields):
    data = {
        "file": (io.BytesIO(content), name),
        "source": "SP4N-LAPOR!",
        "idempotency_key": new_id(),
        **fields,
    }
    return client.post("/pengaduan/impor", data=data, content_type="multipart/form-data")


def only_import(db_session) -> ComplaintImport:
    db_session.expire_all()
    return db_session.scalars(select(ComplaintImport)).one()


def columns_of(page: str) -> dict[str, str]:
    """What the form would send if nothing was changed."""
    found = {}
    for name, body in re.findall(r'<select[^>]*name="(kolom-[a-z_]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else "-1"
    return found


def confirm_columns(client, made, **changes):
    page = client.get(f"/pengaduan/impor/{made.id}").text
    data = {**columns_of(page), "version": str(made.version), **changes}
    return client.post(f"/pengaduan/impor/{made.id}/kolom", data=data)


def test_from_upload_to_result(client, db_session, sinjai):
    answer = send(
        client,
        csv(
            line(1, unit="Dinas Sosial", **FINISHED),
            line(2, unit="Dinas Entah"),
            line(3, received="Kemarin, 02:19"),
        ),
    )
    assert answer.status_code == 302
    made = only_import(db_session)
    assert made.state is ImportState.UPLOADED
    page = client.get(answer.location).text
    assert "Sepuluh baris pertama" in page
    assert "Judul 1" in page

    assert confirm_columns(client, made).status_code == 302
    made = only_import(db_session)
    assert (made.state, made.new_count, made.rejected_count) == (ImportState.CHECKED, 2, 1)
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 0
    page = client.get(f"/pengaduan/impor/{made.id}").text
    assert "Waktu relatif" in page
    assert "“Dinas Entah” (1 pengaduan)" in page

    answer = client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    assert answer.status_code == 302
    made = only_import(db_session)
    assert made.state is ImportState.DONE
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 2
    assert "Hasil impor" in client.get(answer.location).text
    assert "laporan.csv" in client.get("/pengaduan/impor").text


def test_the_upload_does_not_outlive_the_import(client, db_session, sinjai):
    send(client, csv(line(1)))
    made = only_import(db_session)
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 1
    confirm_columns(client, made)
    made = only_import(db_session)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    assert only_import(db_session).file_id is None
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_giving_up_removes_the_upload_and_imports_nothing(client, db_session, sinjai):
    send(client, csv(line(1)))
    made = only_import(db_session)
    client.post(f"/pengaduan/impor/{made.id}/batal", data={"version": made.version})
    made = only_import(db_session)
    assert (made.state, made.file_id) == (ImportState.CANCELLED, None)
    assert client.get(f"/pengaduan/impor/{made.id}").status_code == 200
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "kosong.csv", "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 2000, "lama.xls", "xls"),
        (b"%PDF-1.7\n1 0 obj\n", "laporan.csv", "file"),
        (b"satu\n", "satu.csv", "Baris judul"),
    ],
)
def test_a_file_that_is_no_table_comes_back_with_the_reason(client, db_session, sinjai, content, name, words):
    answer = send(client, content, name)
    assert answer.status_code == 422
    assert "r-field__error" in answer.text
    assert words in answer.text
    assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert db_session.scalar(select(func.count()).select_from(ComplaintImport)) == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_of_spreadsheets_is_accepted(client, db_session, sinjai, encoding):
    text = csv(line(1, title="Jalan – rusak")).decode().encode(encoding)
    assert send(client, text).status_code == 302
    assert "Jalan – rusak" in client.get(f"/pengaduan/impor/{only_import(db_session).id}").text


def test_a_workbook_goes_the_same_way(client, db_session, sinjai):
    send(client, (SAMPLES / "lapor_oddities.xlsx").read_bytes(), "lapor.xlsx")
    made = only_import(db_session)
    assert "Nama Pelapor" not in "".join(
        re.findall("<option.*?</option>", client.get(f"/pengaduan/impor/{made.id}").text)
    )
    confirm_columns(client, made)
    assert only_import(db_session).new_count == 7


def test_a_column_about_the_reporter_cannot_be_chosen_by_hand(client, db_session, sinjai):
    send(client, (SAMPLES / "lapor_oddities.csv").read_bytes())
    made = only_import(db_session)
    confirm_columns(client, made, **{"kolom-title": str(made.headings.index("Nama Pelapor"))})
    assert "title" not in only_import(db_session).mapping


def test_columns_are_corrected_and_remembered(client, db_session, sinjai):
    content = csv(line(1, title="Satu")).replace(b"Judul;", b"Ringkasan warga;")
    send(client, content)
    made = only_import(db_session)
    assert "title" not in made.mapping
    confirm_columns(client, made, **{"kolom-title": "2"})
    assert only_import(db_session).mapping["title"] == 2
    assert db_session.scalars(select(ImportMapping)).one().headings["title"] == "ringkasan warga"
    send(client, content)
    latest = db_session.scalars(select(ComplaintImport).order_by(ComplaintImport.created_at.desc())).first()
    assert latest.mapping["title"] == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kolom-tracking_id": "-1"}, "Pilih kolom untuk: Nomor laporan"),
        ({"kolom-title": "0"}, "hanya dapat dipakai"),
    ],
)
def test_missing_or_doubled_columns_are_said(client, db_session, sinjai, changes, words):
    send(client, csv(line(1)))
    answer = confirm_columns(client, only_import(db_session), **changes)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_large_file_becomes_a_job(client, db_session, sinjai, app, monkeypatch):
    monkeypatch.setattr(wizard, "READ_AT_ONCE", 0)
    send(client, csv(line(1), line(2)))
    made = only_import(db_session)
    answer = confirm_columns(client, made)
    assert "/pekerjaan/" in answer.location
    run_pending_jobs(app)
    made = only_import(db_session)
    assert (made.state, made.new_count) == (ImportState.CHECKED, 2)
    answer = client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    run_pending_jobs(app)
    made = only_import(db_session)
    assert (made.state, made.new_count) == (ImportState.DONE, 2)
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 2
    assert client.get(answer.location).status_code == 200


def test_a_double_click_imports_once(client, db_session, sinjai):
    key = new_id()
    first = send(client, csv(line(1)), idempotency_key=key)
    second = send(client, csv(line(1)), idempotency_key=key)
    assert first.location == second.location
    made = only_import(db_session)
    confirm_columns(client, made)
    made = only_import(db_session)
    data = {"version": made.version}
    assert client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data=data).status_code == 302
    assert client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data=data).status_code == 409
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_a_spelling_is_kept_as_another_name(client, db_session, sinjai):
    social = unit(sinjai, name="Dinas Perhubungan")
    send(client, csv(line(1, unit="Dishub dan LLAJ")))
    made = only_import(db_session)
    confirm_columns(client, made)
    assert "Dinas Perhubungan" in client.get(f"/pengaduan/impor/{made.id}").text
    data = {"spelling": "Dishub dan LLAJ", "unit_id": social.id, "import_id": made.id}
    assert client.post("/pengaduan/opd-belum-dikenal", data=data).status_code == 302
    assert "OPD yang belum dikenal" not in client.get(f"/pengaduan/impor/{made.id}").text
    made = only_import(db_session)
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    assert db_session.scalars(select(Complaint)).one().unit_id == social.id


def test_a_foreign_unit_cannot_be_named(client, db_session, sinjai):
    foreign = unit(government())
    data = {"spelling": "Dinas X", "unit_id": foreign.id}
    assert client.post("/pengaduan/opd-belum-dikenal", data=data).status_code == 404


def test_an_import_of_another_government_is_not_there(client, db_session, sinjai):
    send(client, csv(line(1)))
    made = only_import(db_session)
    login(client, user_with(Role.COORDINATOR, government()))
    for method, path in (
        ("get", ""),
        ("get", "/kolom"),
        ("post", "/kolom"),
        ("post", "/konfirmasi"),
        ("post", "/batal"),
        ("get", "/kesalahan.csv"),
    ):
        assert (
            getattr(client, method)(f"/pengaduan/impor/{made.id}{path}", data={"version": 1}).status_code
            == 404
        )


def test_errors_come_as_a_file_without_formulas(client, db_session, sinjai):
    send(client, csv(line(1, received='=HYPERLINK("x")')))
    made = only_import(db_session)
    confirm_columns(client, made)
    text = client.get(f"/pengaduan/impor/{made.id}/kesalahan.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ";=HYPERLINK" not in text


def test_an_import_that_was_not_checked_cannot_be_confirmed(client, db_session, sinjai):
    send(client, csv(line(1)))
    made = only_import(db_session)
    data = {"version": made.version}
    assert client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data=data).status_code == 409
    assert db_session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_who_coordinates_two_governments_does_not_mix_their_units(client, db_session, sinjai):
    other = government()
    foreign = unit(other)
    both = user_with(Role.COORDINATOR, sinjai)
    appointment(both, Role.COORDINATOR, other)
    login(client, both)
    path = f"/pengaduan/opd-belum-dikenal?pemerintah={sinjai.code}"
    assert client.post(path, data={"spelling": "Dinas X", "unit_id": foreign.id}).status_code == 404


def test_no_row_of_a_file_goes_without_a_word(client, db_session, sinjai):
    """Six rows below the headings: two read, four rejected, each with its reason; then a total that is left out."""
    content = (
        "Tracking ID;Judul;Tanggal;OPD;Status\n"
        "9000001;Lampu jalan mati;05/11/2021;Dinas Sosial;Selesai\n"
        "9000002;;;;\n"
        "9000003;Sampah menumpuk;06/11/2021;Dinas Antah Berantah;Selesai\n"
        '"9000004;kutip rusak,"tanpa tutup\n'
        "9000005;Tanggal tua;01/01/1900;Dinas Sosial;Selesai\n"
        "9000006;Masa depan;01/01/2099;Dinas Sosial;Aneh\n"
        "Total;6;;;\n"
    )
    preview = client.get(send(client, content.encode()).location).text
    assert "9000002" in preview
    confirm_columns(client, only_import(db_session))
    made = only_import(db_session)
    assert (made.new_count, made.rejected_count) == (2, 4)
    page = client.get(f"/pengaduan/impor/{made.id}").text
    assert "Hanya nomor laporan, tanpa isi lain." in page
    assert "tidak ditutup dengan benar" in page
    assert "1 baris dilewati: baris total, catatan, atau tanda tangan (8)." in page
    client.post(f"/pengaduan/impor/{made.id}/konfirmasi", data={"version": made.version})
    assert "1 baris dilewati" in client.get(f"/pengaduan/impor/{made.id}").text


def test_a_table_of_something_else_is_not_greeted_as_complaints(client, db_session, sinjai):
    content = (
        b"Nomor Bukti;Mata Anggaran;Pagu;Realisasi\nB-1;Belanja modal;1000;500\nB-2;Belanja barang;20;10\n"
    )
    page = client.get(send(client, content).location).text
    assert "Berkas diterima" not in page
    assert "Kolom pengaduan tidak dikenali" in page
    for field in ("tracking_id", "received_at"):
        assert f'href="#f-kolom-{field}"' in page
        assert f'id="f-kolom-{field}"' in page
    assert "Mata Anggaran, Pagu, Realisasi" in page
    assert "Sepuluh baris pertama" not in page, "of columns that nobody named nothing is shown"


def test_a_missing_column_is_named_in_the_preview_as_in_the_form(client, db_session, sinjai):
    content = b"Tracking ID;Instansi Terdisposisi;Status\n9000001;Dinas Sosial;Selesai\n"
    page = client.get(send(client, content).location).text
    assert "Sepuluh baris pertama" in page
    assert "Waktu masuk: " in page
    assert "received_at: " not in page


def test_a_file_of_complaints_is_greeted_and_not_doubted(client, db_session, sinjai):
    page = client.get(send(client, csv(line(1))).location).text
    assert "Berkas diterima" in page
    assert "tidak dikenali" not in page


@pytest.mark.parametrize(("day", "status"), [("1900-01-01", 422), ("2009-12-31", 422), ("2010-01-01", 302)])
def test_a_cut_off_of_another_age_is_asked_again(client, db_session, sinjai, day, status):
    send(client, csv(line(1)))
    answer = confirm_columns(client, only_import(db_session), cut_off=day)
    assert answer.status_code == status
    assert ("Periksa tahunnya" in answer.text) is (status == 422)
