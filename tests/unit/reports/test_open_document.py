"""The same tables as ODS, read back by a library that did not write them, and held against the workbook."""

import io
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import Format
from app.reports.renderers.excel import Column, Table, render_xlsx
from app.reports.renderers.open_document import render_ods
from app.reports.renderers.sheets import is_sheet
from tests.factories.documents import plan_document, with_texts

COLUMNS = [
    Column("Nama", 30),
    Column("Anggaran", 16, "money"),
    Column("Bagian", 10, "share"),
    Column("Indeks", 8, "index"),
]


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows(content: bytes, name: str) -> list[list[Any]]:
    return [list(row) for row in opened(content).get_sheet_by_name(name).to_python()]


def test_notes_heads_rows_and_sums_stand_where_the_workbook_has_them():
    table = Table(
        "Ringkasan",
        COLUMNS,
        [["Dinas A", 1_500_000, 0.125, Decimal("2.41")], ["Dinas B", 0, None, None]],
        notes=["Judul", "Catatan"],
        sums=[["Jumlah", 1_500_000, None, None]],
    )
    ods, xlsx = render_ods([table], title="T", author="A"), render_xlsx([table], title="T", author="A")
    assert rows(ods, "Ringkasan") == rows(xlsx, "Ringkasan")
    assert rows(ods, "Ringkasan")[3:] == [
        ["Nama", "Anggaran", "Bagian", "Indeks"],
        ["Dinas A", 1_500_000.0, 0.125, 2.41],
        ["Dinas B", 0.0, "", ""],
        ["Jumlah", 1_500_000.0, "", ""],
    ]


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+cmd|'/c calc'!A1", "<b>&amp;</b>", "a\x00\x0bb", "of:=[.A1]", "  dua  blanko "]
)
def test_text_stays_text(hostile):
    content = render_ods([Table("Lembar", COLUMNS[:1], [[hostile]])], title=hostile, author="A")
    (shown,) = rows(content, "Lembar")[1]
    assert isinstance(shown, str)
    assert " ".join(shown.split()) == " ".join("".join(each for each in hostile if each >= " ").split())
    assert b"table:formula" not in _content(content)


def test_a_number_that_a_cell_cannot_hold_is_written_in_full():
    content = render_ods(
        [Table("Lembar", [Column("Rp", 20, "money")], [[12345678901234567890]])], title="T", author="A"
    )
    assert rows(content, "Lembar")[1] == ["12345678901234567890"]


def test_names_of_sheets_are_each_once():
    made = opened(
        render_ods([Table("A/B", COLUMNS[:1], []), Table("A:B", COLUMNS[:1], [])], title="T", author="A")
    )
    assert made.sheet_names == ["A B", "A B 2"]


def test_heads_are_repeated_on_every_page_and_numbers_have_a_look():
    content = _content(render_ods([Table("Lembar", COLUMNS, [["a", 1, 0.5, 2]])], title="T", author="A"))
    assert b"table:table-header-rows" in content
    assert b'office:value-type="percentage"' in content
    assert b'number:grouping="true"' in content


def test_the_plan_says_the_same_in_both(make_plan):
    document = with_texts(plan_document(units=3, lines=12), "Teks & <tanda>")
    ods, xlsx = make_plan(document, Format.ODS), make_plan(document, Format.XLSX)
    assert opened(ods).sheet_names == opened(xlsx).sheet_names
    for name in opened(xlsx).sheet_names:
        # One of the formats rounds the sixteenth digit.
        wanted = [
            [cell if isinstance(cell, str) else pytest.approx(cell) for cell in row]
            for row in rows(xlsx, name)
        ]
        assert rows(ods, name) == wanted


def test_only_tables_are_sheets():
    assert [kind for kind in Format if is_sheet(kind)] == [Format.XLSX, Format.ODS]


def _content(ods: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(ods)) as archive:
        return archive.read("content.xml")
