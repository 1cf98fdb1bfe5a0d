"""A chapter that fails fails alone, and the document says so."""

import re

import pikepdf
import pytest

from app.reports.renderers.chapters import crew as crews
from app.reports.renderers.chapters.cut import Strand
from app.reports.renderers.chapters.process import ChapterFailedError, RenderingProcess
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, opened, page_texts
from tests.unit.reports.chapters.laying import LOOK


@pytest.fixture(scope="module")
def impatient():
    """Processes that allow a chapter three pages."""
    found = crews.Crew(1, 60, 3)
    yield found
    found.close()


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
