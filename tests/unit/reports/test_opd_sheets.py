"""The assessment of an OPD and its one page as spreadsheets: levels, distances and sums as numbers."""

import io
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.paper.html import speaking
from tests.factories.catalogue import opd_page

ZONE = "Asia/Makassar"


@pytest.fixture
def sheets_of(paper_app):
    def made(name, data, kind):
        with paper_app.app_context(), speaking("id", ZONE):
            file = DOCUMENTS[name].make(Content(data, ZONE), kind)
        book = CalamineWorkbook.from_filelike(io.BytesIO(file))
        return {each: book.get_sheet_by_name(each).to_python() for each in book.sheet_names}

    return made


@pytest.mark.parametrize("kind", [Format.XLSX, Format.ODS])
def test_every_question_with_its_levels(sheets_of, kind):
    data = opd_page().report
    book = sheets_of("assessment_opd", data, kind)
    assert list(book) == ["Kategori", "Indikator", "Indikator terlemah", "Pengaduan"]
    assert book["Kategori"][-1] == ["Keseluruhan", 2.4, 3.0, "Cukup"]
    questions = book["Indikator"]
    rows = [row for category in data.categories for row in category.rows]
    top = next(place for place, row in enumerate(questions) if row[0] == "Kategori")
    assert [row[1] for row in questions[top + 1 : -1]] == [row.code for row in rows]
    assert [row[9] for row in questions[top + 1 : -1]] == [float(row.distance) for row in rows]
    assert questions[-1] == ["Jumlah", "", "30 dari 30 bernilai", *[""] * 7, 30.0, ""]
    assert book["Pengaduan"][-1][3:] == [12.0, 0.5, 0.25]
    assert "Data sampai" in str(book["Pengaduan"])


def test_what_is_unknown_is_empty_and_not_zero(sheets_of):
    data = opd_page(level=None, complaints=None, state="draft").report
    book = sheets_of("assessment_opd", data, Format.XLSX)
    assert list(book) == ["Kategori", "Indikator"]
    assert book["Kategori"][-1][1] == ""
    assert {cell for row in book["Indikator"][-3:-1] for cell in row[4:8]} == {""}
    assert {row[9] for row in book["Indikator"][-3:-1]} == {""}
    assert "Belum dikirim" in str(book["Indikator"])


def test_the_one_page_has_its_texts_in_full(sheets_of):
    long = "Petugas ditetapkan dengan keputusan tertulis; " * 9
    data = opd_page(text=long)
    book = sheets_of("opd_page", data, Format.XLSX)
    assert list(book) == [
        "Kategori",
        "Yang terkuat",
        "Yang didahulukan",
        "Langkah berikutnya",
        "Yang sejenis",
        "Pengaduan",
        "Verifikasi",
    ]
    assert book["Yang didahulukan"][-1][1] == long
    assert book["Langkah berikutnya"][-1][4:] == [2.0, 3.0]
    changed = replace(data.report.categories[0].rows[0], verified_score=5)
    first = replace(data.report.categories[0], rows=(changed, *data.report.categories[0].rows[1:]))
    report = replace(data.report, categories=(first, *data.report.categories[1:]))
    assert sheets_of("opd_page", replace(data, report=report), Format.XLSX)["Verifikasi"][-1] == [
        30.0,
        30.0,
        1.0,
    ]
