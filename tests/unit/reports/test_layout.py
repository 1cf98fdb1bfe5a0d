"""Documents read back from their boxes: nothing leaves the page or its cell, no row is torn, every table has its head.

At the smallest and largest governments, with nothing in them, and with the longest texts and sums: cells of 800 signs,
words without a blank, budgets of twenty digits; on both papers and in both languages.
"""

import re
from collections.abc import Callable

import pytest
from flask import render_template_string

from app.plans.document_data import PlanDocument
from app.reports.catalogue.action_plan import stylesheets
from app.reports.catalogue.action_plan.parts import whole
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import Look, PaperSize
from tests.factories.documents import plan_document
from tests.paper_boxes import boxes, faults_of, laid_out, words_of
from tests.pdf_text import page_texts, words_outside

PAPERS = list(PaperSize)
FIVE = (2021, 2022, 2023, 2024, 2025)
Pages = list[object]


@pytest.fixture(scope="module")
def plan_pages(paper_app) -> Callable[..., Pages]:
    def made(document: PlanDocument, paper: PaperSize, language: str = "id") -> Pages:
        with paper_app.app_context(), speaking(language, document.government.time_zone):
            html, styles = whole(document), (*stylesheets(document), Look(paper).stylesheet)
        return laid_out(html, styles)

    return made


class TestThePlan:
    @pytest.mark.parametrize("paper", PAPERS)
    @pytest.mark.parametrize(
        "size",
        [
            {"units": 1},
            {"units": 3, "empty": True},
            {"units": 8, "nasty": True},
            {"units": 6, "nasty": True, "years": FIVE},
            {"units": 4, "years": (2021,), "accepted": True},
        ],
        ids=str,
    )
    def test_everything_has_its_place(self, plan_pages, paper, size):
        pages = plan_pages(plan_document(**size), paper)
        assert not [str(fault) for fault in faults_of(pages)]

    def test_in_english_and_with_sixty_units(self, plan_pages):
        pages = plan_pages(plan_document(units=60, lines=60), PaperSize.F4, "en")
        assert len(pages) > 70
        assert not [str(fault) for fault in faults_of(pages)]

    def test_the_matrix_lies_across_with_its_sums(self, plan_pages):
        pages = plan_pages(plan_document(units=8, nasty=True), PaperSize.A4)
        across = [page for page in pages if page.width > page.height]
        assert across
        text = " ".join(words_of(page) for page in across)
        assert "Jumlah seluruhnya" in text
        assert text.count("Jumlah anggaran (Rp)") >= len(across)  # the heads stand on each of its pages

    @pytest.mark.parametrize("size", [{"units": 1}, {"units": 8, "nasty": True, "years": FIVE}], ids=str)
    def test_no_word_of_the_finished_file_comes_near_an_edge(self, make_plan, size):
        made = make_plan(plan_document(**size))
        assert not words_outside(made)
        assert words_outside(made, 30.0)  # it does see them

    def test_lists_name_the_page_of_each_table_and_figure(self, make_plan):
        pages = page_texts(make_plan(plan_document(units=4)))
        listed = [
            (label, int(number))
            for page in pages
            if "...." in page
            for label, number in re.findall(r"((?:Tabel|Gambar) \d\.\d+) [^.]*\.{4,} (\d+)", page)
        ]
        assert len(listed) > 12
        for label, number in listed:
            assert re.search(rf"{re.escape(label)}(?!\d)", pages[number - 1]), label


BROKEN = {
    "leaves the page": '<p style="white-space: nowrap">{words}</p>',
    "leaves its cell": "<table><tr><td>a</td><td>" + "X" * 90 + "</td></tr></table>",
    "row torn": (
        "<style>tr {{ break-inside: auto !important; break-before: auto !important }}"
        "p {{ orphans: 1; widows: 1 }}</style>{lines}"
        "<table><tr><td>{rows}</td></tr></table>"
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_it_can_be_seen_where_it_is_broken(paper_app, kind):
    """The reader of boxes finds each fault where there is one."""
    body = BROKEN[kind].format(
        words="kata " * 60, lines="<p>baris</p>" * 27, rows="".join(f"<p>isi {n}</p>" for n in range(10))
    )
    style = "<style>td { overflow-wrap: normal !important }</style>"
    pages = laid_out(
        f'<html lang="id"><body style="overflow-wrap: normal">{style}{body}</body></html>', ("paper.css",)
    )
    assert any(fault.kind.startswith(kind) for fault in faults_of(pages))


SIGNED = """{% from "reports/paper/blocks.html" import signature, table %}
<html lang="id"><body data-number="" data-page="Halaman" data-of="dari" data-concept="">
{% for line in range(above) %}<p>Uraian nomor {{ line }}</p>{% endfor %}
{% if rows %}{% call table(none, (50, 50), ["A", "B"], "Sumber: contoh") %}
{% for row in range(rows) %}<tr><td>baris</td><td>b</td></tr>{% endfor %}{% endcall %}{% endif %}
{{ signature({"place": "Sinjai", "position": "Bupati", "name": "Nama"}, none, knows) }}</body></html>"""
KNOWS = {"position": "Sekretaris Daerah Kabupaten Contoh", "name": "Nama Lain"}


@pytest.mark.parametrize(
    ("above", "rows"), [*((n, 0) for n in range(20, 28)), *((n, 8) for n in range(10, 18))]
)
@pytest.mark.parametrize("knows", [None, KNOWS], ids=["one", "two"])
def test_a_signature_never_stands_alone(paper_app, above, rows, knows):
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        html = render_template_string(SIGNED, above=above, rows=rows, knows=knows)
    pages = laid_out(html, ("paper.css",))
    (signed,) = [page for page in pages if "Bupati" in words_of(page)]
    said = words_of(signed).split("Mengetahui" if knows else "Bupati")[0]
    assert "Uraian" in said or "baris" in said
    if knows:
        assert [page for page in pages if "Nama Lain" in words_of(page)] == [signed]
        left, right = [each for each in boxes(signed, "TableCellBox") if "Nama" in words_of(each)]
        assert "Mengetahui" in words_of(left)
        assert left.position_x < right.position_x
        assert left.position_y == right.position_y


PARTIES = """{% from "reports/paper/blocks.html" import signatures, table %}
<html lang="id"><body class="letter" data-number="" data-page="Halaman" data-of="dari" data-concept="">
{% for line in range(above) %}<p>Uraian nomor {{ line }}</p>{% endfor %}
{% if rows %}{% call table(none, (50, 50), ["A", "B"], "Sumber: contoh") %}
{% for row in range(rows) %}<tr><td>baris</td><td>b</td></tr>{% endfor %}{% endcall %}{% endif %}
{% set second = {"place": "Jakarta", "position": "Deputi", "name": "Nama Dua"} %}
{{ signatures({"position": "Bupati", "name": "Nama Satu"}, second, none, "Kabupaten", "Kementerian") }}</body></html>"""


@pytest.mark.parametrize(
    ("above", "rows"), [*((n, 0) for n in range(18, 28)), *((n, 8) for n in range(8, 18))]
)
def test_two_parties_never_stand_alone_and_never_apart(paper_app, above, rows):
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        html = render_template_string(PARTIES, above=above, rows=rows)
    pages = laid_out(html, ("paper.css", "letter.css"))
    signed = [page for page in pages if "Bupati" in words_of(page) or "Nama Dua" in words_of(page)]
    assert signed == pages[-1:]
    said = words_of(signed[0]).split("Jakarta")[0]
    assert "Uraian" in said or "baris" in said
