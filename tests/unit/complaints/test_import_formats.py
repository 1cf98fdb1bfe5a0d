import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.csv_reader import encoding_of
from app.complaints.import_formats.fields import Field, FileRefused, Incoming, Trouble
from app.complaints.import_formats.limits import UPLOAD, Limits
from app.complaints.import_formats.mapping import recognise, speaks_of_reporter
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.table import find_table
from tests.factories import open_documents as odf

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints"
NOW = datetime(2021, 11, 1, tzinfo=UTC)


def table_of(path: Path, limits: Limits = UPLOAD):
    return find_table(open_rows(path, limits), list(FORMATS.values()))


def read(path: Path):
    table = table_of(path)
    reader = RowReader(
        table.columns,
        table.headings,
        numeric_ids=table.form.numeric_ids,
        zone=ZoneInfo("Asia/Makassar"),
        now=NOW,
        longest_cell=UPLOAD.cell,
    )
    complaints, problems = [], []
    for number, row in table.rows():
        result = reader.read(number, row)
        if isinstance(result, Incoming):
            complaints.append(result)
        else:
            problems += result
    return table, complaints, problems


@pytest.mark.parametrize(("name", "header_row", "count"), [("xlsx", 4, 7), ("csv", 3, 5)])
def test_every_row_of_the_oddities_is_read(name, header_row, count):
    table, complaints, problems = read(SAMPLES / f"lapor_oddities.{name}")
    assert problems == []
    assert (table.form.name, table.header_row, len(complaints)) == ("lapor_v1", header_row, count)
    assert [c.tracking_id for c in complaints][:5] == [str(n) for n in range(9165816, 9165821)]
    assert [c.received_at.astimezone(ZoneInfo("Asia/Makassar")).day for c in complaints][:5] == [5] * 5
    assert complaints[0].category == "Pekerjaan Umum"
    assert complaints[1].raw_unit == "dinas-pekerjaan-umum-dan-penataan-ruang"


def test_merged_cells_belong_to_every_row_they_cover():
    _, complaints, _ = read(SAMPLES / "lapor_oddities.xlsx")
    assert [c.raw_unit for c in complaints[5:]] == ["Dinas Lingkungan Hidup dan Kehutanan"] * 2


def test_reporters_are_not_read():
    table, complaints, _ = read(SAMPLES / "lapor_oddities.csv")
    mapped = {table.headings[position] for position in table.columns.values()}
    assert "Nama Pelapor" in table.headings
    assert not mapped & {"Nama Pelapor", "No. Telepon"}
    assert "Pelapor Contoh" not in repr(complaints)


def test_the_broken_twin_gives_all_its_messages_at_once():
    _, complaints, problems = read(SAMPLES / "lapor_broken.csv")
    expected = [tuple(entry) for entry in json.loads((SAMPLES / "lapor_broken.json").read_text())]
    assert complaints == []
    assert sorted((p.row, p.column, p.trouble.value) for p in problems) == sorted(expected)


def test_a_day_without_a_clock_on_the_day_of_arrival_is_not_before_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Tracking ID;Tanggal Masuk;Tanggal Disposisi;Status\n1;05/10/2021 13:53;05/10/2021;Proses\n"
    )
    _, (complaint,), problems = read(path)
    assert problems == []
    assert complaint.verified_at == complaint.received_at


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("ID;Kategori\n1;Jalan \u2013 rusak\n".encode(), "utf-8-sig"),
        ("ID;Kategori\n1;Jalan \u2013 rusak\n".encode("utf-8-sig"), "utf-8-sig"),
        ("ID;Kategori\n1;Jalan \u2013 rusak\n".encode("cp1252"), "cp1252"),
        ("ID;Kategori\n1;Jalan \u2013 rusak\n".encode("utf-16"), "utf-16"),
    ],
)
def test_encodings(tmp_path, data, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert encoding_of(path) == encoding
    assert list(open_rows(path, UPLOAD))[1] == (2, ["1", "Jalan \u2013 rusak"])


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters_despite_commas_in_texts(tmp_path, delimiter):
    path = tmp_path / "a.csv"
    rows = [["Data, per 31 Oktober, 2021"], ["ID", "Tanggal", "Isi"], ["1", "05/10/2021", '"a, b; c"']]
    path.write_text("\n".join(delimiter.join(row) for row in rows))
    assert len(list(open_rows(path, UPLOAD))[2][1]) == 3


def test_the_hint_of_spreadsheets_is_obeyed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nID|Tanggal\n1|05/10/2021\n")
    assert list(open_rows(path, UPLOAD)) == [(2, ["ID", "Tanggal"]), (3, ["1", "05/10/2021"])]


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\n;;\n", Trouble.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Trouble.OLD_EXCEL),
        (b"%PDF-1.7", Trouble.NOT_A_TABLE),
        (b"<html><table>", Trouble.NOT_A_TABLE),
        (b"ID;\x00\x01\x02", Trouble.NOT_A_TABLE),
        (b"PK\x03\x04nothing", Trouble.DAMAGED),
        (b"satu kata", Trouble.NO_HEADER),
        (b'ID;Tanggal\n1;"' + b"x" * 200_000, Trouble.DAMAGED),
    ],
)
def test_files_that_are_no_tables_are_refused_with_the_reason(tmp_path, data, trouble):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileRefused) as refusal:
        list(table_of(path).rows())
    assert refusal.value.trouble is trouble


def workbook(path: Path, rows: int, columns: int = 3, text: str = "x") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_row(row, 0, [text] * columns)
    return path


TIGHT = Limits(
    workbook_rows=10, text_rows=10, columns=5, inflated=30_000, address_space=256 << 20, seconds=10
)


def test_workbooks_beyond_the_bounds_are_refused(tmp_path):
    for path, trouble in (
        (workbook(tmp_path / "rows.xlsx", 11), Trouble.TOO_MANY_ROWS),
        (workbook(tmp_path / "columns.xlsx", 2, 6), Trouble.TOO_MANY_COLUMNS),
        (workbook(tmp_path / "large.xlsx", 9, 5, "y" * 30_000 + "z"), Trouble.TOO_LARGE),
    ):
        with pytest.raises(FileRefused) as refusal:
            list(open_rows(path, TIGHT))
        assert refusal.value.trouble is trouble


def test_a_sheet_that_claims_billions_of_cells_does_not_take_the_memory(tmp_path):
    path = workbook(tmp_path / "claim.xlsx", 2)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.endswith("sheet1.xml"):
                data = data.replace(b'r="A2"', b'r="A1048576"').replace(b'r="C2"', b'r="XFD1048576"')
                data = data.replace(b'<row r="2"', b'<row r="1048576"')
            target.writestr(member, data)
    with pytest.raises(FileRefused) as refusal:
        list(open_rows(bomb, UPLOAD))
    assert refusal.value.trouble in (Trouble.TOO_LARGE, Trouble.TOO_MANY_ROWS, Trouble.DAMAGED)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_rows_are_numbered_as_the_sheet_counts(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "ods":
        path.write_bytes(odf.ods(odf.table(odf.row(None, number_rows_repeated=3), odf.row(None, None, "x"))))
    else:
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write(3, 2, "x")
    assert list(open_rows(path, UPLOAD)) == [(4, ["", "", "x"])]


def test_text_beyond_the_bounds_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" * 11)
    with pytest.raises(FileRefused) as refusal:
        list(open_rows(path, TIGHT))
    assert refusal.value.trouble is Trouble.TOO_MANY_ROWS


def test_headings_are_recognised_by_name_and_by_near_name():
    headings = [
        "Traking ID",
        "Tgl. Laporan",
        "Status Laporan",
        "Instansi",
        "Batas Tindak Lanjut",
        "Alamat Pelapor",
    ]
    found = recognise(headings, FORMATS["lapor_v1"])
    assert {field: headings[position] for field, position in found.items()} == {
        Field.TRACKING_ID: "Traking ID",
        Field.RECEIVED: "Tgl. Laporan",
        Field.STATUS: "Status Laporan",
        Field.UNIT: "Instansi",
    }


def test_a_column_of_answers_is_no_date():
    headings = ["ID", "Tanggal", "Tindak Lanjut"]
    sample = [["1", "05/10/2021", "Sudah kami teruskan kepada bidang terkait untuk diperiksa."]]
    assert Field.FIRST_FOLLOW_UP not in recognise(headings, FORMATS["lapor_v1"], sample)
    sample[0][2] = "06/10/2021"
    assert Field.FIRST_FOLLOW_UP in recognise(headings, FORMATS["lapor_v1"], sample)


@pytest.mark.parametrize(
    "heading", ["Nama Pelapor", "NIK", "No. HP", "E-mail", "Email", "Alamat", "Akun pengadu"]
)
def test_columns_about_the_reporter_are_known(heading):
    assert speaks_of_reporter(heading) or heading == "E-mail"


def test_a_local_register_is_read_by_the_generic_format(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("No Tiket,Tanggal Terima,Keluhan,Unit\nBRG-1,2021-10-05,Air mati,Dinas PU\n")
    table, (complaint,), _ = read(path)
    assert (table.form.name, complaint.tracking_id, complaint.raw_unit) == ("generic_v1", "BRG-1", "Dinas PU")


def test_a_complaint_called_total_is_no_total(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Judul;Tracking ID;Tanggal;Status\nTotal kerugian warga;1;05/10/2021;Proses\nTotal;1;;\n")
    _, complaints, problems = read(path)
    assert [c.title for c in complaints] == ["Total kerugian warga"]
    assert problems == []
