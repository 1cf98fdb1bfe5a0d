"""Documents as Word, read back: styles, contents, tables, and what people type."""

import io
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from app.plans.document_data import PlanDocument, SignatoryData
from app.reports.catalogue import Format
from app.reports.renderers.pdf import Asset
from app.reports.renderers.word import render_docx
from tests.factories.documents import plan_document, with_texts


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    return target.getvalue()


def page(body: str, **attributes: str) -> str:
    said = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
    return f'<!DOCTYPE html><html lang="id"><head><title>Uji</title></head><body{said}>{body}</body></html>'


def opened(html: str, **assets: Any) -> Any:
    return Document(io.BytesIO(render_docx(html, assets=assets)))


def texts(word: Any, style: str = "") -> list[str]:
    return [each.text for each in word.paragraphs if not style or each.style.name == style]


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return plan_document(units=3, lines=9)


@pytest.fixture(scope="module")
def word(make_plan, plan) -> Any:
    return Document(io.BytesIO(make_plan(plan, Format.DOCX)))


class TestThePlan:
    def test_chapters_are_headings_that_begin_a_page(self, word):
        chapters = texts(word, "Heading 1")
        assert [each.split("\n")[0] for each in chapters if each.startswith("BAB")] == [
            "BAB I",
            "BAB II",
            "BAB III",
            "BAB IV",
            "BAB V",
        ]
        assert "Kata Pengantar" in chapters
        assert word.styles["Heading 1"].paragraph_format.page_break_before

    def test_the_contents_list_every_heading_and_lead_to_it(self, word):
        marks = [each.get(qn("w:name")) for each in word.element.iter(qn("w:bookmarkStart"))]
        assert max(Counter(marks).values()) == 1
        leads = [each.get(qn("w:anchor")) for each in word.element.iter(qn("w:hyperlink"))]
        assert leads
        assert set(leads) <= set(marks)
        listed = [
            "".join(t.text for t in each.iter(qn("w:t"))) for each in word.element.iter(qn("w:hyperlink"))
        ]
        for heading in texts(word, "Heading 1"):
            if heading not in ("Daftar Isi", "Daftar Tabel", "Daftar Gambar"):
                assert any(heading.replace("\n", " ") in each for each in listed), heading

    def test_contents_are_fields_that_are_worked_out_on_opening(self, word):
        codes = [each.text.strip() for each in word.element.iter(qn("w:instrText"))]
        assert any(code.startswith('TOC \\o "1-2"') for code in codes)
        assert sum(code.startswith("TOC") for code in codes) == 3
        assert word.settings.element.find(qn("w:updateFields")) is not None
        begun = sum(each.get(qn("w:fldCharType")) == "begin" for each in word.element.iter(qn("w:fldChar")))
        ended = sum(each.get(qn("w:fldCharType")) == "end" for each in word.element.iter(qn("w:fldChar")))
        assert begun == ended

    def test_the_matrix_lies_on_its_side_with_heads_that_repeat(self, word, plan):
        wide = [each for each in word.sections if each.page_width > each.page_height]
        assert len(wide) == len({line.category_code for line in plan.lines})  # each begins a page
        turns = [each.page_width > each.page_height for each in word.sections]
        assert turns == sorted(turns[: turns.index(True)]) + [True] * len(wide) + [
            False
        ]  # none upright between
        matrices = [each for each in word.tables if "Permasalahan" in "".join(_Cell(each._tbl).text)]
        assert len(matrices) == len({line.category_code for line in plan.lines})  # one a category
        for matrix in matrices:
            rows = matrix._tbl.findall(qn("w:tr"))
            heads = [row for row in rows if row.find(f".//{qn('w:tblHeader')}") is not None]
            assert heads == rows[:3]
            assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)

    def test_every_line_of_the_plan_is_there_with_its_money(self, word, plan):
        cells = {
            " ".join(cell.text.split())
            for table in word.tables
            for row in table._tbl.findall(qn("w:tr"))
            for cell in [_Cell(each) for each in row.findall(qn("w:tc"))]
        }
        for line in plan.lines:
            assert any(" ".join(line.activity.split()) in cell for cell in cells), line.activity

    def test_cells_of_every_row_fill_the_grid(self, word):
        for table in word.tables:
            columns = len(table._tbl.tblGrid.findall(qn("w:gridCol")))
            for row in table._tbl.findall(qn("w:tr")):
                spans = [each.find(f".//{qn('w:gridSpan')}") for each in row.findall(qn("w:tc"))]
                assert sum(int(each.get(qn("w:val"))) if each is not None else 1 for each in spans) == columns

    def test_a_concept_says_so_on_its_pages_but_not_on_the_cover(self, word):
        heads = ["".join(each.text for each in section.header.paragraphs) for section in word.sections]
        assert heads[0] == ""
        assert set(heads[1:]) == {"KONSEP"}
        foot = word.sections[1].footer.paragraphs[0].text
        assert "Halaman" in foot
        assert "dari" in foot

    def test_it_says_what_it_is(self, word, plan):
        assert word.core_properties.title == plan.title
        assert word.core_properties.author == f"Pemerintah {plan.government.name}"
        assert word.styles["Normal"].element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "id-ID"

    def test_in_english(self, make_plan, plan):
        made = Document(io.BytesIO(make_plan(plan, Format.DOCX, "en")))
        assert "Contents" in texts(made, "Heading 1")


class _Cell:
    def __init__(self, element: Any) -> None:
        self.text = "".join(each.text or "" for each in element.iter(qn("w:t")))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</w:t></w:r><w:p/>",
        "&amp;lt;",
        "\x00\x0b\x1f hilang",
        "{{ 7*7 }}",
        "]]>",
    ],
)
def test_what_people_type_stays_text(make_plan, hostile):
    made = Document(io.BytesIO(make_plan(with_texts(plan_document(units=2, lines=5), hostile), Format.DOCX)))
    shown = "".join(each.text or "" for each in made.element.iter(qn("w:t")))
    wanted = "".join(letter for letter in hostile if letter >= " ")
    assert wanted in shown


def test_the_empty_plan_can_be_opened(make_plan):
    made = Document(io.BytesIO(make_plan(plan_document(units=0, lines=0), Format.DOCX)))
    assert "Daftar Isi" in texts(made, "Heading 1")


class TestPieces:
    def test_blanks_are_joined_and_emphasis_is_kept(self):
        word = opened(page("<p>Satu \n  <b>dua</b>\n tiga<br>empat</p>"))
        (paragraph,) = word.paragraphs
        assert paragraph.text == "Satu dua tiga\nempat"
        assert [run.text for run in paragraph.runs if run.bold] == ["dua"]

    def test_cells_that_span_rows_and_columns(self):
        word = opened(
            page(
                "<table><thead><tr><th rowspan=2>A</th><th colspan=2>B</th></tr><tr><th>C</th><th>D</th></tr></thead>"
                "<tbody><tr><td>1</td><td class=number>2</td><td>3</td></tr></tbody></table>"
            )
        )
        (table,) = word.tables
        assert [cell.text for cell in table.rows[1].cells] == ["A", "C", "D"]
        assert [cell.text for cell in table.rows[0].cells] == ["A", "B", "B"]

    def test_numbered_lists_each_begin_at_one(self):
        word = opened(page("<ol><li>a</li><li>b</li></ol><p>x</p><ol><li>c<ul><li>d</li></ul></li></ol>"))
        assert texts(word, "List Number") == ["a", "b", "c"]
        assert texts(word, "List Bullet 2") == ["d"]
        numbers = [
            each._p.pPr.numPr.numId.val for each in word.paragraphs if each.style.name == "List Number"
        ]
        assert numbers[0] == numbers[1] != numbers[2]

    def test_a_logo_is_shown_with_its_words_and_nothing_else_is_opened(self):
        body = (
            '<div class="letterhead"><img src="asset:document/logo" alt="Lambang"></div>'
            '<img src="http://127.0.0.1:9/a.png"><img src="file:///etc/passwd">'
        )
        word = opened(page(body), logo=Asset(picture(), "image/png"))
        (shape,) = word.inline_shapes
        assert shape._inline.docPr.get("descr") == "Lambang"

    def test_a_drawing_is_named_and_left_out(self):
        word = opened(
            page(
                '<div class="picture"><svg><text>tersembunyi</text></svg><p class="caption--figure">G</p></div>'
            )
        )
        assert "tersembunyi" not in " ".join(texts(word))
        assert any("dokumen PDF" in each for each in texts(word))


def signing(place: str, *names: str) -> str:
    above = "".join(f"<p>{text}</p>" for text in (place, *names[:-1]))
    name = f'<p class="signature__name">{names[-1]}</p>' if names[-1] else '<p class="signature__line"></p>'
    return f'<div class="signature">{above}<p class="signature__room"></p>{name}</div>'


class TestSignatures:
    def test_two_stand_side_by_side_without_lines(self):
        first = signing("Mengetahui,", "Sekretaris Daerah,", "Nama Sekretaris")
        second = signing("Sinjai, 5 Oktober 2021", "Kepala Bagian Organisasi,", "Nama Kepala")
        word = opened(page(f'<p>Isi</p><div class="signatures">{first}{second}</div><p>Sesudahnya</p>'))
        (table,) = word.tables
        assert table._tbl.tblPr.find(qn("w:tblBorders")) is None
        above, room, below = ([cell.text for cell in row.cells] for row in table.rows)
        assert above == [
            "Mengetahui,\nSekretaris Daerah,",
            "Sinjai, 5 Oktober 2021\nKepala Bagian Organisasi,",
        ]
        assert room == ["", ""]
        assert below == ["Nama Sekretaris", "Nama Kepala"]
        assert table.rows[1].height.mm == pytest.approx(20, abs=0.1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        paragraphs = [each for row in table.rows for cell in row.cells for each in cell.paragraphs]
        assert {each.style.name for each in paragraphs} == {"Renaksi Signature"}
        assert {each.paragraph_format.left_indent for each in paragraphs} == {0}
        assert all(run.bold for cell in table.rows[2].cells for run in cell.paragraphs[0].runs)
        # Nothing of it stands outside the table as well, and the order is kept.
        assert [text for text in texts(word) if text] == ["Isi", "Sesudahnya"]

    def test_a_name_that_is_missing_is_a_line_to_write_on(self):
        both = signing("Mengetahui,", "") + signing("Sinjai", "Nama Kepala")
        (table,) = opened(page(f'<div class="signatures">{both}</div>')).tables
        left, right = (cell.paragraphs[0]._p.pPr.find(qn("w:pBdr")) for cell in table.rows[2].cells)
        assert left is not None
        assert right is None

    @pytest.mark.parametrize("both", [True, False])
    def test_what_stands_before_comes_along_to_the_next_page(self, both):
        one = signing("Sinjai", "Nama Bupati")
        block = f'<div class="signatures">{one}{one}</div>' if both else one
        word = opened(page(f"<p>Lama</p><p>Isi</p>{block}"))
        kept = {each.text: each.paragraph_format.keep_with_next for each in word.paragraphs}
        assert (kept["Lama"], kept["Isi"]) == (None, True)
        rows = "<tr><td>Satu</td></tr><tr><td>Dua</td></tr>"
        table = opened(page(f"<table>{rows}</table>{block}")).tables[0]
        first, last = (row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows)
        assert (first, last) == (None, True)

    def test_one_stands_alone_at_the_right(self):
        word = opened(page(signing("Sinjai", "Bupati Sinjai,", "Nama Bupati")))
        assert word.tables == []
        assert texts(word, "Renaksi Signature") == ["Sinjai", "Bupati Sinjai,", "", "Nama Bupati"]

    def test_the_plan_has_both_in_the_foreword_and_at_its_end(self, make_plan, plan):
        knows = SignatoryData("Sekretaris Daerah", "Nama Sekretaris", "Pembina Utama Madya (IV/d)")
        both = replace(plan, government=replace(plan.government, knows=knows))
        word = Document(io.BytesIO(make_plan(both, Format.DOCX)))
        signed = [table for table in word.tables if "Mengetahui," in table.rows[0].cells[0].text]
        assert len(signed) == 2
        for table in signed:
            assert "Nama Sekretaris" in table.rows[2].cells[0].text
            assert plan.government.signatory.name in table.rows[2].cells[1].text
