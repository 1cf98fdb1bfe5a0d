"""A document made of chapters reads as in one piece, and its structure holds together."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from app.reports.catalogue.action_plan import stylesheets
from app.reports.catalogue.action_plan.chapters import book
from app.reports.catalogue.action_plan.parts import whole
from app.reports.paper.html import speaking
from app.reports.renderers.chapters import crew as crews
from app.reports.renderers.chapters.cut import Look, Strand
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.making import Workshop, make_book
from app.reports.renderers.chapters.process import CHILD, ChapterFailedError, RenderingProcess
from app.reports.renderers.pdf import render_pdf
from app.reports.workshop import crew
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, opened, page_texts

LOOK = Look("id", ("paper.css",), "digest", "pdf/ua-1", "Halaman", "dari", "000/1", "KONSEP")


@pytest.fixture(scope="module")
def document():
    return plan_document(units=6, lines=130)


@pytest.fixture(scope="module")
def maker(paper_app):
    """Makes a plan's document in a given store."""

    def made(document, store, *, strict=False, told=lambda *_: None, workers=None):
        with paper_app.app_context(), speaking("id", document.government.time_zone):
            cut = book(document, stylesheets(document), {})
            return make_book(cut, Workshop(workers or crew(), store, "g1", told, strict))

    return made


@pytest.fixture(scope="module")
def filled(maker, document, tmp_path_factory):
    """A folder of chapters that knows the document, and the document."""
    folder = tmp_path_factory.mktemp("filled")
    return folder, maker(document, ChapterStore(f"file://{folder}"))


@pytest.fixture
def laid(monkeypatch):
    """Names of the chunks that had to be laid out."""
    names: list[str] = []
    original = RenderingProcess.render

    def render(self, chunk):
        names.append(chunk.name)
        return original(self, chunk)

    monkeypatch.setattr(RenderingProcess, "render", render)
    return names


@pytest.fixture
def make(maker, tmp_path):
    """Makes a plan's document where nothing is kept yet."""
    return partial(maker, store=ChapterStore(f"file://{tmp_path / 'chapters'}"))


@pytest.fixture
def again(maker, filled, tmp_path):
    """Makes a plan's document where the module's document is known."""
    folder = tmp_path / "filled"
    shutil.copytree(filled[0], folder)
    return partial(maker, store=ChapterStore(f"file://{folder}"))


@pytest.fixture(scope="module")
def impatient():
    """Processes that allow a chapter three pages."""
    found = crews.Crew(1, 60, 3)
    yield found
    found.close()


@pytest.fixture(scope="module")
def pdf(make_plan, document):
    return make_plan(document)


@pytest.fixture(scope="module")
def in_one_piece(paper_app):
    def made(document):
        with paper_app.app_context(), speaking("id", document.government.time_zone):
            return page_texts(render_pdf(str(whole(document)), stylesheets(document)))

    return made


def squeezed(pages):
    """Without blanks and the leaders of the contents, which readers break here and there."""
    return [re.sub(r"\.{3,}|\s", "", page) for page in pages]


def kids(element):
    below = element.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def elements(element):
    """The element and all below it."""
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


class TestReading:
    @pytest.fixture(autouse=True)
    def short_runs(self, monkeypatch):
        """Long tables are cut after a page or two, so that short ones show what happens there."""
        monkeypatch.setattr(crews, "RUN", 8)

    @pytest.mark.parametrize(
        "values",
        [
            {"units": 2, "lines": 60},
            {"units": 2, "lines": 30, "nasty": True},
            {"units": 9, "lines": 10},
            {"units": 2, "empty": True},
            {"units": 1, "lines": 3},
            {"units": 64, "lines": 8},
        ],
        ids=str,
    )
    def test_every_page_says_what_it_says_in_one_piece(self, make_plan, in_one_piece, values):
        document = plan_document(**values)
        joined, one = squeezed(page_texts(make_plan(document))), squeezed(in_one_piece(document))
        assert len(joined) == len(one)
        for number, (mine, other) in enumerate(zip(joined, one, strict=True), start=1):
            assert mine == other, f"page {number}"

    def test_tables_of_many_opd_are_chapters_of_their_own(self, make, laid):
        make(plan_document(units=64, lines=8))
        names = {re.sub(r"-0$", "", name) for name in laid}  # the first piece of a table that is cut by rows
        assert {"complaints-by-unit", "complaints-by-month", "indices-by-unit", "units-by-index"} <= names

    def test_the_long_table_was_cut(self, make, laid):
        make(plan_document(units=1, lines=60))
        assert len([name for name in laid if re.fullmatch(r"matrix-\w+-[1-9]\d*", name)]) > 4


class TestStructure:
    def test_it_is_sound(self, pdf, tmp_path):
        assert_sound(pdf, tmp_path)

    def test_one_font_for_each_face(self, pdf):
        with opened(pdf) as made:
            fonts = {
                font.objgen: str(font.BaseFont)
                for page in made.pages
                for font in page.Resources.Font.values()
            }
            files = [one for one in made.objects if isinstance(one, pikepdf.Stream) and "/Length1" in one]
        assert fonts
        assert max(Counter(fonts.values()).values()) == 1
        assert len(files) == len(fonts)

    def test_every_text_belongs_to_one_element_of_its_own_page(self, pdf):
        with opened(pdf) as made:
            root = made.Root.StructTreeRoot
            owners = pikepdf.NumberTree(root.ParentTree)
            seen: Counter[tuple[tuple[int, int], int]] = Counter()
            for element in elements(root.K[0]):
                for kid in kids(element):
                    if isinstance(kid, int):
                        seen[element.Pg.objgen, kid] += 1
            numbers = [int(page.StructParents) for page in made.pages]
            assert len(set(numbers)) == len(made.pages)
            assert set(seen.values()) == {1}
            for page in made.pages:
                for mcid, owner in enumerate(owners[int(page.StructParents)]):
                    if owner is not None:
                        assert owner.Pg.objgen == page.obj.objgen
                        assert seen[page.obj.objgen, mcid] == 1
            assert sum(seen.values()) > 1000

    def test_links_know_their_element(self, pdf):
        with opened(pdf) as made:
            by_number = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
            links = [note for page in made.pages for note in page.get("/Annots", [])]
            assert len(links) > 20
            assert len({int(link.StructParent) for link in links}) == len(links)
            for link in links:
                element = by_number[int(link.StructParent)]
                assert str(element.S) == "/Link"
                assert any(
                    "/Obj" in kid and kid.Obj.objgen == link.objgen
                    for kid in kids(element)
                    if not isinstance(kid, int)
                )

    def test_header_cells_say_what_they_head(self, pdf):
        with opened(pdf) as made:
            heads = [
                element for element in elements(made.Root.StructTreeRoot.K[0]) if str(element.S) == "/TH"
            ]
            scopes = Counter(str(element.A.Scope) for element in heads)
            tables = [
                element for element in elements(made.Root.StructTreeRoot.K[0]) if str(element.S) == "/Table"
            ]
            for table in tables:
                below = {str(element.S) for element in elements(table)}
                assert below <= {"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Span", "/Div", "/P"}, (
                    below
                )
        assert scopes["/Column"] > 100
        assert scopes["/Row"] > 20

    def test_headings_keep_their_rank(self, pdf):
        with opened(pdf) as made:
            ranks = Counter(str(element.S) for element in elements(made.Root.StructTreeRoot.K[0]))
        assert ranks["/H1"] >= 9
        assert ranks["/H2"] >= 15

    def test_the_outline_leads_to_the_pages(self, pdf):
        pages = page_texts(pdf)
        with opened(pdf) as made, made.open_outline() as outline:
            numbers = {page.obj.objgen: place for place, page in enumerate(made.pages)}
            titles = [" ".join(str(item.title).split()) for item in outline.root]
            for item in [*outline.root, *(below for each in outline.root for below in each.children)]:
                assert item.obj is not None
                page = pages[numbers[item.obj.Dest[0].objgen]]
                assert " ".join(str(item.title).split()).casefold() in page.casefold()
            matrix = next(item for item in outline.root if str(item.title).startswith("BAB IV"))
            assert any("Matriks" in str(below.title) for below in matrix.children)
        assert [title.split()[0] for title in titles] == [
            "Kata",
            "Daftar",
            "Daftar",
            "Daftar",
            *["BAB"] * 5,
            "Lampiran",
        ]

    def test_the_contents_lead_to_named_places_on_the_pages_they_print(self, pdf):
        pages = page_texts(pdf)
        with opened(pdf) as made:
            places = dict(pikepdf.NameTree(made.Root.Names.Dests).items())
            assert list(places) == sorted(places, key=lambda name: str(name).encode())
            numbers = {page.obj.objgen: place for place, page in enumerate(made.pages, start=1)}
            printed = [page for page in made.pages if page.get("/Annots")]
            said = Counter(
                int(number)
                for page in printed
                for number in re.findall(r"\.{3,} ?(\d+)", pages[numbers[page.obj.objgen] - 1])
            )
            led = Counter(
                {
                    numbers[places[str(link.Dest)][0].objgen]: 0
                    for page in printed
                    for link in page.Annots
                    if "/Dest" in link
                }
            )
            assert set(led) == set(said)
            assert not [link for page in printed for link in page.Annots if "/A" in link]

    def test_numbers_of_pages_are_artifacts(self, pdf):
        with opened(pdf) as made:
            for page in made.pages[1:]:
                last = page.Contents[-1].read_bytes()
                assert last.startswith(b"/Artifact <</Type /Pagination")

    def test_what_draws_the_code_is_one_for_all_pages_of_a_height(self, pdf):
        with opened(pdf) as made:
            drawn = {(float(page.MediaBox[3]), page.Contents[1].objgen) for page in made.pages}
            assert all(b"/RenaksiVerification Do" in page.Contents[1].read_bytes() for page in made.pages)
        assert len(drawn) == 2  # upright and across

    def test_running_heads_are_artifacts(self, pdf):
        with opened(pdf) as made:
            for page in made.pages[1:]:
                assert b"/Artifact" in page.Contents[0].read_bytes()
                assert b"/Pagination" in page.Contents[0].read_bytes()


class TestRemembering:
    def test_the_same_again_lays_nothing_out(self, again, document, filled, laid):
        assert again(document) == filled[1]
        assert laid == []

    def test_even_when_the_whole_is_forgotten(self, again, document, filled, laid):
        store = again.keywords["store"]
        for path in Path(store.root).rglob("*"):
            if path.is_file() and path.stat().st_size == len(filled[1]) + 32:
                path.unlink()
        assert again(document) == filled[1]
        assert laid == []

    def test_the_foreword_alone(self, again, document, laid):
        first, *rest = document.chapters
        again(
            replace(document, chapters=(replace(first, html=first.html + "<p>Satu kalimat lagi.</p>"), *rest))
        )
        assert laid == ["foreword"]

    def test_a_line_costs_its_own_part_of_the_matrix_and_its_opd(self, again, document, laid):
        category = document.categories[1]
        line = next(line for line in category.lines if line.responsible_unit)
        changed = replace(line, activity=f"{line.activity} (diperbarui)")
        lines = tuple(changed if one is line else one for one in category.lines)
        categories = tuple(
            replace(one, lines=lines) if one is category else one for one in document.categories
        )
        again(replace(document, categories=categories))
        assert len(laid) <= 4
        assert {name.split("-")[0] for name in laid} <= {"matrix", "annex"}
        assert sum(name.startswith("annex") for name in laid) == 1

    def test_another_government_shares_nothing(self):
        chunk = Strand("bab1", "BAB I", LOOK, "<p>Isi</p>").chunk()
        assert chunk.key("g1") != chunk.key("g2")

    @pytest.mark.parametrize(
        "change", [{"concept": ""}, {"styles": ()}, {"digest": "x"}, {"variant": None}, {"language": "en"}]
    )
    def test_whatever_changes_the_page_changes_the_key(self, change):
        strand = Strand("bab1", "BAB I", LOOK, "<p>Isi</p>")
        assert strand.chunk().key("g1") != replace(strand, look=replace(LOOK, **change)).chunk().key("g1")

    def test_what_was_altered_is_laid_out_again(self, again, document, filled, laid):
        for path in Path(again.keywords["store"].root).rglob("*"):
            if path.is_file():
                content = bytearray(path.read_bytes())
                content[len(content) // 2] ^= 1
                path.write_bytes(content)
        assert again(document) == filled[1]
        assert len(laid) > 15


def test_a_rendering_process_knows_nothing_of_the_application():
    """Neither settings nor database: a parser that is taken over finds nothing worth taking."""
    code = (
        "import runpy, sys; child = runpy.run_path(sys.argv[1]); child['_only_renderers']();"
        "import app.reports.renderers.chapters.rendering as rendering; rendering.warm();"
        "print(sorted({'flask', 'sqlalchemy', 'app.config', 'app.db'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(CHILD)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_process_that_joins_does_not_load_the_engine():
    """It stays small: what it holds is the document alone."""
    code = (
        "import runpy, sys; sys.argv[2:] = ['join']; child = runpy.run_path(sys.argv[1]);"
        "child['_only_renderers'](); child['_load']();"
        "print('pikepdf' in sys.modules, sorted({'weasyprint', 'flask', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(CHILD)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True []"


class TestFailing:
    def test_alone_and_says_so(self, make, document, impatient, tmp_path):
        pdf = make(document, workers=impatient)
        pages = page_texts(pdf)
        failed = [page for page in pages if "tidak dapat dibuat" in page.casefold()]
        assert failed
        assert any("melebihi jumlah halaman" in page for page in failed)
        assert any("BAB V" in page and "PENUTUP" in page for page in pages)
        assert_sound(pdf, tmp_path)

    def test_the_contents_lead_to_the_page_that_says_so(self, make, document, impatient):
        pages = page_texts(make(document, workers=impatient))
        contents = next(page for page in pages if "DAFTAR ISI" in page)
        (number,) = map(int, re.findall(r"BAB II .*?\.{3,} ?(\d+)", contents))
        assert "tidak dapat dibuat" in pages[number - 1].casefold()

    def test_whatever_the_contents_lead_to_is_there(self, make, impatient):
        document = plan_document(units=1, lines=90)
        pdf = make(document, workers=impatient)
        with opened(pdf) as made:
            names = set(pikepdf.NameTree(made.Root.Names.Dests))
            led = {
                str(link.Dest) for page in made.pages for link in page.get("/Annots", []) if "/Dest" in link
            }
        assert any("Matriks" in page and "tidak dapat dibuat" in page.casefold() for page in page_texts(pdf))
        assert led <= names

    def test_strictly_the_whole(self, make, document, impatient):
        with pytest.raises(ChapterFailedError) as caught:
            make(document, strict=True, workers=impatient)
        assert caught.value.kind == "pages"
        assert caught.value.chunk.title

    def test_for_want_of_time(self):
        process = RenderingProcess(0.001, 10)
        chunk = Strand("bab1", "BAB I", LOOK, "<p>Isi</p>" * 3000).chunk()
        with pytest.raises(ChapterFailedError) as caught:
            process.render(chunk)
        assert caught.value.kind == "time"
        process.seconds = 60
        assert process.render(Strand("bab1", "BAB I", LOOK, "<p>Isi</p>").chunk()).notes.pages == 1
        process.close()

    def test_for_want_of_memory(self):
        process = RenderingProcess(120, 100_000, memory=300 * 1024 * 1024)
        chunk = Strand("bab1", "BAB I", LOOK, "<p>Isi " * 20_000).chunk()
        with pytest.raises(ChapterFailedError) as caught:
            process.render(chunk)
        assert caught.value.kind in {"memory", "error"}
        assert process.render(Strand("bab1", "BAB I", LOOK, "<p>Isi</p>").chunk()).notes.pages == 1
        process.close()

    def test_whoever_waits_may_stop_it(self, make, document, laid):
        class Enough(Exception):
            pass

        def told(done, _all, _title):
            if done > 2:
                raise Enough

        with pytest.raises(Enough):
            make(document, told=told)
        before = list(laid)
        laid.clear()
        make(document)
        assert laid
        assert not {*before[:2]} & {*laid}
