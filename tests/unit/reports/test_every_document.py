"""Every document of the catalogue, read back from its boxes: nothing leaves the page or its cell, no row is torn, heads
come again, no signature stands alone, every page says its number, and what is not final says so.

The samples follow from the data's classes (`tests/paper_samples.py`), so a new document is covered at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.reports.document import Document, Format
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import PaperSize
from tests.paper_boxes import boxes, faults_of, laid_out, words_of
from tests.paper_samples import SHORTENED, SIZES, Size, content, data_class, documents, sample, text_fields

pytestmark = pytest.mark.unit

# The plan is laid out at sizes of its own in test_layout.py.
WITH_PAGES = [
    document for document in documents() if Format.PDF in document.formats and document.name != "action_plan"
]
# Both papers and both languages, without making the product of all.
LOOKS = ((PaperSize.A4, "id"), (PaperSize.F4, "en"))
Pages = list[Any]


@pytest.fixture
def pages_of(paper_app, caught) -> Callable[..., list[Pages]]:
    """Lays a document out in this process; a document made of chapters gives a list of pages for each."""

    def made(
        document: Document, data: Any, paper: PaperSize = PaperSize.A4, language: str = "id"
    ) -> list[Pages]:
        caught.forget()
        caught.counting = document.name in SHORTENED
        with paper_app.app_context(), speaking(language, "Asia/Makassar"):
            # On the larger paper two sign.
            document.make(content(document, data, paper, two=paper is PaperSize.F4), Format.PDF)
        return [laid_out(*piece) for piece in caught.parts]

    return made


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0].value}-{look[1]}")
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("document", WITH_PAGES, ids=lambda document: document.name)
def test_everything_has_its_place(
    pages_of, document: Document, size: Size, look: tuple[PaperSize, str]
) -> None:
    paper, language = look
    parts = pages_of(document, sample(document, size), paper, language)
    assert parts
    for pages in parts:
        assert not [str(fault) for fault in faults_of(pages)]
        assert not list(signature_faults(pages))
        for page in pages:
            sides = sorted(round(side / 96 * 25.4) for side in (page.margin_width(), page.margin_height()))
            assert sides == [paper.width, paper.height]
    if len(parts) == 1:
        assert not list(unnumbered(parts[0], language))


def signature_faults(pages: Pages) -> Iterator[str]:
    """Signature blocks that go on over a page's end, or before which nothing stands on their page."""
    seen: dict[int, int] = {}
    for number, page in enumerate(pages, start=1):
        for block in signatures(page):
            if seen.setdefault(id(block.element), number) != number:
                yield f"page {number}: a signature goes on from the page before"
            said = words_of(page)
            if not said[: said.find(words_of(block)[:30])].strip():
                yield f"page {number}: a signature stands alone"


def signatures(box: Any) -> Iterator[Any]:
    for kind in ("BlockBox", "TableBox"):
        for each in boxes(box, kind):
            element = getattr(each, "element", None)
            if element is not None and {"signature", "signatures"} & set(
                (element.get("class") or "").split()
            ):
                yield each


def unnumbered(pages: Pages, language: str) -> Iterator[str]:
    """Pages whose foot does not say which of how many it is."""
    word, of = ("Halaman", "dari") if language == "id" else ("Page", "of")
    for number, page in enumerate(pages, start=1):
        foot = " ".join(words_of(margin) for margin in boxes(page, "MarginBox"))
        if f"{word} {number} {of} {len(pages)}" not in " ".join(foot.split()):
            yield f"page {number}: {foot!r}"


# What makes a document final, by the class of its data; the plain sample is final for these.
UNFINISHED: dict[str, Callable[[Any], Any]] = {
    "AssessmentData": lambda data: replace(data, state="submitted"),
    "OpdPageData": lambda data: replace(data, report=replace(data.report, state="submitted")),
    "SummaryData": lambda data: replace(data, units=(replace(data.units[0], state="draft"), *data.units[1:])),
    "MinutesData": lambda data: replace(data, units=(replace(data.units[0], state="draft"), *data.units[1:])),
}


@pytest.mark.parametrize(
    "document",
    [document for document in WITH_PAGES if data_class(document).__name__ in UNFINISHED],
    ids=lambda document: document.name,
)
def test_what_is_not_final_says_so_on_every_page(pages_of, document: Document) -> None:
    final = sample(document)
    (pages,) = pages_of(document, final)
    assert not [page for page in pages if "KONSEP" in margins(page)]
    (pages,) = pages_of(document, UNFINISHED[data_class(document).__name__](final))
    assert not [number for number, page in enumerate(pages, start=1) if "KONSEP" not in margins(page)]


def margins(page: Any) -> str:
    return " ".join(words_of(margin) for margin in boxes(page, "MarginBox"))


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)
def test_its_data_say_what_people_type(document: Document) -> None:
    """A document without a single text field would be one that the tests of hostile text do not reach."""
    assert set(text_fields(data_class(document)))


def test_a_signature_that_stands_alone_is_seen(paper_app) -> None:
    body = '<p style="break-after: page">Isi</p><div class="signature" style="break-before: page"><p>Bupati</p></div>'
    assert list(signature_faults(laid_out(f'<html lang="id"><body>{body}</body></html>', ("paper.css",))))


def test_a_page_without_its_number_is_seen(paper_app) -> None:
    pages = laid_out('<html lang="id"><body><p>Isi</p></body></html>', ("paper.css",))
    assert list(unnumbered(pages, "id"))
