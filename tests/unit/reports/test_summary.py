"""The summary of a government's assessment, laid out from plain data alone."""

import io

import docx
import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.paper.html import speaking
from tests.factories.catalogue import ENDLESS, NAME, summary
from tests.pdf_text import assert_sound, opened, page_texts, text_of, words_outside

ZONE = "Asia/Makassar"


@pytest.fixture
def made(paper_app):
    def make(data, kind=Format.PDF, language="id"):
        with paper_app.app_context(), speaking(language, ZONE):
            return DOCUMENTS["assessment_summary"].make(Content(data, ZONE), kind)

    return make


@pytest.mark.parametrize("units", [1, 8, 60])
def test_every_opd_is_there_at_any_size(made, units, tmp_path):
    data = summary(units)
    pdf = made(data)
    assert_sound(pdf, tmp_path)
    assert not words_outside(pdf)
    text = text_of(pdf)
    for unit in data.units:
        assert unit.name in text
    assert f"Halaman 1 dari {len(page_texts(pdf))}" in text
    with opened(pdf) as document:
        assert "/StructTreeRoot" in document.Root


def test_those_who_did_not_send_are_named_and_have_no_index(made):
    data = summary(4, missing=2)
    assert [unit.name for unit in data.missing] == [unit.name for unit in data.units[2:]]
    assert data.ranked == (data.units[1], data.units[0])
    text = text_of(made(data))
    assert "2/4" in text
    assert "Belum mengirim" in text


def test_nobody_sent_nobody_verified(made):
    text = text_of(made(summary(3, missing=3)))
    assert "Belum ada OPD yang mengirim." in text
    assert "KONSEP" in text
    assert "Semua OPD sudah mengirim." not in text


def test_a_verified_round_is_final(made):
    assert "KONSEP" not in text_of(made(summary(3)))
    assert "KONSEP" in text_of(made(summary(3, state="submitted")))


def test_no_word_shames(made):
    text = text_of(made(summary(8))).casefold()
    for word in ("terburuk", "terjelek", "gagal", "buruk", "malas"):
        assert word not in text


@pytest.mark.parametrize("name", [NAME * 2, ENDLESS[:200]], ids=["long", "endless"])
def test_long_names_stay_on_the_page(made, name):
    assert not words_outside(made(summary(3, name=name[:195])))


def test_equal_indices_are_ordered_by_name():
    data = summary(5, equal=True)
    assert [unit.name for unit in data.ranked] == sorted(unit.name for unit in data.units)


def test_in_english(made):
    text = text_of(made(summary(2), language="en"))
    assert "Kesenjangan" not in text
    assert "Page 1 of" in text


def test_word_has_its_headings_and_header_rows(made):
    document = docx.Document(io.BytesIO(made(summary(3), Format.DOCX)))
    headings = [
        each.text
        for each in document.paragraphs
        if each.style is not None and str(each.style.name).startswith("Heading")
    ]
    assert "Indeks setiap OPD" in headings
    assert "Kesenjangan bersama" in headings
    repeated = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables]
    assert sum(bool(each) for each in repeated) >= 5


@pytest.mark.parametrize("kind", [Format.XLSX, Format.ODS])
def test_the_tables_hold_the_same_figures(made, kind):
    data = summary(3, missing=1)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(data, kind)))
    assert book.sheet_names == [
        "OPD",
        "Nilai dan bukti",
        "Kategori",
        "Kesenjangan bersama",
        "Sebaran predikat",
    ]
    rows = book.get_sheet_by_name("OPD").to_python()
    first = next(row for row in rows if row[1] == data.units[0].name)
    assert first[3:8] == pytest.approx(list(data.units[0].categories))
    assert first[8] == pytest.approx(data.units[0].index)
    last = next(row for row in rows if row[1] == data.units[2].name)
    assert set(last[3:9]) == {""}
    assert rows[-1][1] == "Indeks pemerintah"
    scores = book.get_sheet_by_name("Nilai dan bukti").to_python()
    assert scores[-1][-1] == data.evidence
