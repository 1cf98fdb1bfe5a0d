"""Numbers of headings, tables and figures."""

import pytest

from app.reports.paper.outline import Outline, split_number, without_number


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("BAB III Hasil Asesmen", "Hasil Asesmen"),
        ("bab 3: Hasil", "Hasil"),
        ("Penutup", "Penutup"),
        ("BAB V", "BAB V"),
        ("Babak baru", "Babak baru"),
    ],
)
def test_the_document_numbers_its_chapters_itself(title, plain):
    assert without_number(title) == plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [("1.2 Landasan Hukum", ("1.2", "Landasan Hukum")), ("Hasil", ("", "Hasil")), ("2. Data", ("2", "Data"))],
)
def test_a_heading_is_split_from_its_number(text, parts):
    assert split_number(text) == parts


def test_generated_sections_go_on_counting_after_those_of_the_author():
    outline = Outline("bab2", 2)
    html = outline.narrative("<h3>2.1 Pengelola</h3><div>x</div><h3>2.2 <em>Data</em> &amp; fakta</h3>")
    assert html.count("<h2 id=") == 2
    assert outline.section("Keadaan").label == "2.3"
    assert [entry.title for entry in outline.headings] == ["Pengelola", "Data & fakta", "Keadaan"]


def test_tables_and_figures_count_apart_within_the_chapter():
    outline = Outline("bab3", 3)
    labels = [
        outline.table("a", "Tabel #").label,
        outline.figure("b", "Gambar #").label,
        outline.table("c", "Tabel #").label,
    ]
    assert labels == ["Tabel 3.1", "Gambar 3.1", "Tabel 3.2"]


def test_anchors_differ_between_everything_that_has_one():
    outline = Outline("bab3", 3)
    entries = [outline.title("t"), outline.section("s"), outline.table("a", "T"), outline.figure("b", "G")]
    assert len({entry.anchor for entry in entries}) == 4


def test_an_empty_heading_disappears():
    assert Outline("bab1", 1).narrative("<h3> <br></h3><p>x</p>") == "<p>x</p>"
