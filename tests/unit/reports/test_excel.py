"""Workbooks, read back."""

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import Format
from app.reports.renderers.excel import Column, Table, render_xlsx
from tests.factories.documents import plan_document, with_texts


def read(content: bytes) -> dict[str, list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def workbook(*rows, columns=("A", "B")):
    return render_xlsx([Table("Lembar", [Column(name) for name in columns], rows)], title="t", author="a")


@pytest.mark.parametrize(
    "text", ["=1+1", "+62 812", "-5", "@SUM(A1)", "\t=1", "http://x.invalid/", '=HYPERLINK("x")']
)
def test_text_stays_text(text):
    content = workbook([text, 1])
    assert read(content)["Lembar"][1] == [text, 1.0]
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_a_number_with_more_digits_than_a_cell_keeps_is_written_in_full():
    assert read(workbook([99_999_999_999_999_999_999, 5]))["Lembar"][1] == ["99999999999999999999", 5.0]


def test_names_of_sheets_are_made_acceptable_and_differ():
    tables = [Table("Data/2021: [uji] yang namanya terlalu panjang", [Column("A")], [["x"]])] * 2
    names = list(read(render_xlsx(tables, title="t", author="a")))
    assert len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_matrix_has_every_line_and_its_sums(make_plan):
    document = plan_document(units=4, lines=24)
    sheets = read(make_plan(document, Format.XLSX))
    rows = sheets["Matriks"]
    head = next(index for index, row in enumerate(rows) if row[0] == "No.")
    body = [row for row in rows[head + 1 :] if isinstance(row[0], float)]
    assert len(body) == len(document.lines)
    total = rows[head].index("Jumlah anggaran (Rp)")
    assert sum(float(str(row[total])) for row in body) == document.totals.budget_total
    assert rows[-1][total] == document.totals.budget_total
    assert list(sheets)[:6] == [
        "Matriks",
        "Ringkasan",
        "Asal kegiatan",
        "Sumber dana",
        "Indeks kategori",
        "Indeks OPD",
    ]


def test_hostile_texts_come_back_as_they_were(make_plan):
    document = with_texts(plan_document(units=2, lines=5), "=cmd|' /C calc'!A0")
    assert any("=cmd|' /C calc'!A0" in row for row in read(make_plan(document, Format.XLSX))["Matriks"])
