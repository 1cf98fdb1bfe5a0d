"""Where pages end: no table leaves a few rows alone, no profile its last line, no sum its lines."""

import re
from dataclasses import replace

import pytest
from flask import render_template_string
from markupsafe import Markup

from app.reports.catalogue.action_plan import annex
from app.reports.catalogue.action_plan.parts import chapter, unit_annex
from app.reports.paper.html import speaking, unbroken
from app.reports.renderers.pdf import render_pdf
from tests.factories.documents import plan_document
from tests.pdf_text import page_texts

STYLES = ("paper.css", "action_plan.css")
SUM_OF_A_CATEGORY = re.compile("Jumlah (Kebijakan|Sumber Daya|Data dan|Pemangku|Monitoring)")
LEAST = 4  # rows of a table on its last page; at least three stand below its head on the first
ONE_TABLE = """{% from "reports/paper/blocks.html" import table %}
<html lang="id"><body data-number="" data-page="Halaman" data-of="dari" data-concept="">
{% for line in range(above) %}<p>Uraian</p>{% endfor %}
{% call table({"anchor": "t", "label": "Tabel 1", "title": "Contoh"}, (20, 80), ["No.", "OPD"], "Sumber: contoh") %}
{% for row in range(rows) %}<tr><td>{{ row + 1 }}</td><td>Dinas</td></tr>{% endfor %}
{% endcall %}</body></html>"""


@pytest.fixture
def rows_by_page(paper_app):
    """The number of rows on each page of a table of `rows` rows below `above` lines of text."""

    def made(rows, above=0):
        with paper_app.app_context(), speaking("id", "Asia/Makassar"):
            html = render_template_string(ONE_TABLE, rows=rows, above=above)
        pages = page_texts(render_pdf(html, STYLES))
        sources = [page.count("Sumber: contoh") for page in pages]
        counts = [page.count("Dinas") for page in pages]
        assert sum(counts) == rows
        assert sources.index(1) == max(place for place, count in enumerate(counts) if count)
        return counts

    return made


@pytest.fixture
def pages_of(paper_app):
    """The pages of one part of a plan."""

    def made(part):
        with paper_app.app_context(), speaking("id", "Asia/Makassar"):
            html = part().html()
        body = f'<body data-concept="KONSEP" data-number="" data-page="" data-of="">{html}</body>'
        return page_texts(render_pdf(f'<html lang="id">{body}</html>', STYLES))

    return made


@pytest.fixture(scope="module")
def full_page(paper_app):
    """How many rows fill a page."""
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        html = render_template_string(ONE_TABLE, rows=100, above=0)
    return page_texts(render_pdf(html, STYLES))[0].count("Dinas")


class TestTables:
    @pytest.mark.parametrize("more", range(-1, 6))
    def test_the_last_page_has_rows_enough(self, rows_by_page, full_page, more):
        counts = rows_by_page(full_page + more)
        assert len(counts) == 1 or counts[-1] >= LEAST
        assert len(counts) <= 2

    @pytest.mark.parametrize("above", range(26, 30))
    def test_the_first_page_has_rows_enough_or_none(self, rows_by_page, above):
        first = rows_by_page(20, above)[0]
        assert first == 0 or first >= LEAST - 1

    def test_it_can_be_seen_where_no_rule_holds(self, paper_app, full_page):
        with paper_app.app_context(), speaking("id", "Asia/Makassar"):
            html = render_template_string(ONE_TABLE, rows=full_page + 1, above=0)
        loose = html.replace("<body", "<body><style>tbody tr{break-before:auto !important}</style", 1)
        assert page_texts(render_pdf(loose, STYLES))[-1].count("Dinas") < LEAST


class TestProfiles:
    @pytest.mark.parametrize(
        ("lines", "first", "gaps"), [(0, False, 8), (3, False, 8), (5, False, 6), (7, False, 4)]
    )
    def test_more_lines_leave_room_for_fewer_indicators(self, lines, first, gaps):
        assert annex.most_gaps(lines, first=first) == gaps

    @pytest.mark.parametrize(
        ("lines", "first", "gaps"), [(1, True, 4), (3, True, 4), (4, True, 8), (8, False, 8)]
    )
    def test_the_heading_takes_room_and_what_cannot_fit_names_them_all(self, lines, first, gaps):
        assert annex.most_gaps(lines, first=first) == gaps

    def test_what_is_left_out_is_counted(self, context):
        document = plan_document(units=3, lines=120)
        for profile, before in zip(annex.profiles(document), document.units, strict=True):
            assert len(profile.gaps) + profile.more_gaps == before.gap_count

    def test_those_of_which_nothing_is_known_come_last_in_their_own_order(self, context):
        document = plan_document(units=45, lines=10)
        made = annex.profiles(document)
        short = [profile.is_short for profile in made]
        assert any(short)
        assert short == sorted(short)
        order = [annexed.unit.name for annexed in document.units]
        for kind in (True, False):
            names = [profile.name for profile in made if profile.is_short is kind]
            assert names == sorted(names, key=order.index)

    def test_one_with_few_lines_stands_on_one_page(self, pages_of):
        document = plan_document(units=16, lines=40)
        pages = pages_of(lambda: unit_annex(document))
        few = [unit.unit.name for unit in document.units if 0 < len(unit.line_ids) <= annex.LINES_BESIDE]
        assert len(few) > 5
        for name in few:
            (page,) = [page for page in pages if name in page.split("indeks OPD")[0]]
            assert "Kegiatan dalam rencana aksi" in page

    @pytest.mark.parametrize("words", [12, 20, 28])
    def test_no_page_begins_with_the_end_of_a_profile(self, pages_of, words):
        """Whatever the length of the texts: what is carried over takes rows of a table along."""
        document = plan_document(units=3, lines=30)
        longer = " ".join(["dilaksanakan"] * words)
        categories = tuple(
            replace(each, lines=tuple(replace(line, indicator_text=longer) for line in each.lines))
            for each in document.categories
        )
        pages = pages_of(lambda: unit_annex(replace(document, categories=categories)))
        for page in pages:
            body = page.split("KONSEP")[-1].strip()
            assert not body.startswith(("Sebagai pendukung", "dan "))
            if body.startswith(("Kegiatan dalam", "No. Kegiatan")):
                assert len(re.findall(r"\d{1,3}(?:\.\d{3})+|–\s", body)) >= LEAST or "Kode" in body


class TestMatrix:
    @pytest.mark.parametrize("lines", [9, 10, 12])
    def test_a_sum_stands_with_two_of_its_lines(self, pages_of, lines):
        pages = pages_of(lambda: chapter(plan_document(units=1, lines=lines * 5), "bab4", 4))
        sums = [page for page in pages if "Permasalahan" in page and SUM_OF_A_CATEGORY.search(page)]
        assert len(sums) >= 3
        for page in sums:
            assert page.count("Satuan:") >= 2


class TestTheNameOfTheSystem:
    def test_it_stays_on_one_line_in_text_alone(self):
        html = Markup(
            '<head><title>SP4N-LAPOR!</title></head><p title="SP4N-LAPOR!">pengaduan SP4N-LAPOR!, lalu</p>'
            "<svg><text>SP4N-LAPOR!</text></svg><td>SP4N-LAPOR!</td>"
        )
        made = unbroken(html)
        assert made.count('<span class="name">SP4N-LAPOR!</span>') == 2
        assert re.sub(r'<span class="name">(.*?)</span>', r"\1", made) == html

    def test_a_part_within_a_part_is_marked_once(self):
        once = unbroken(Markup("<p>SP4N-LAPOR! dan SP4N-LAPOR!</p>"))
        assert unbroken(once) == once
