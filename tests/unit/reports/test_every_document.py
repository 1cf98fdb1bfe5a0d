"""Every document of the catalogue, read back from its boxes: nothing leaves the page or its cell, no row is torn, heads
come again, no signature stands alone, every page says its number, and what is not final says so.

The samples follow from the data's classes (`tests/paper_samples.py`), so a new document is covered at once.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.plans.rules.progress import PeriodState
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


SIGNING = {"signature", "signatures", "parties"}  # one, two of the government, two parties beside one another


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
            if element is not None and SIGNING & set((element.get("class") or "").split()):
                yield each


def unnumbered(pages: Pages, language: str) -> Iterator[str]:
    """Pages whose foot does not say which of how many it is."""
    word, of = ("Halaman", "dari") if language == "id" else ("Page", "of")
    for number, page in enumerate(pages, start=1):
        foot = " ".join(words_of(margin) for margin in boxes(page, "MarginBox"))
        if f"{word} {number} {of} {len(pages)}" not in " ".join(foot.split()):
            yield f"page {number}: {foot!r}"


# What makes a document final, and what a draft, by the class of its data. A document that can be a draft and does not
# stand here fails.
FINISHED: dict[str, Callable[[Any], Any]] = {
    "AssessmentData": lambda data: data,  # as the plain sample is
    "OpdPageData": lambda data: data,
    "SummaryData": lambda data: data,
    "MinutesData": lambda data: data,
    "ProgressData": lambda data: replace(data, state=PeriodState.CLOSED),
    "PlanDocument": lambda data: replace(data, state="accepted", is_concept=False),
}
UNFINISHED: dict[str, Callable[[Any], Any]] = {
    "AssessmentData": lambda data: replace(data, state="submitted"),
    "OpdPageData": lambda data: replace(data, report=replace(data.report, state="submitted")),
    "SummaryData": lambda data: replace(data, units=(replace(data.units[0], state="draft"), *data.units[1:])),
    "MinutesData": lambda data: replace(data, units=(replace(data.units[0], state="draft"), *data.units[1:])),
    "ProgressData": lambda data: replace(data, state=PeriodState.OPEN),
    "PlanDocument": lambda data: replace(data, state="submitted", is_concept=True),
}
DRAFTED = [document for document in documents() if type(document).is_concept is not Document.is_concept]
MARK = {"id": "KONSEP", "en": "DRAFT"}


@pytest.mark.parametrize("language", MARK)
@pytest.mark.parametrize("document", DRAFTED, ids=lambda document: document.name)
def test_what_is_not_final_says_so_on_every_page(pages_of, caught, document: Document, language: str) -> None:
    kind = data_class(document).__name__
    for change, is_draft in ((FINISHED[kind], False), (UNFINISHED[kind], True)):
        data = change(sample(document))
        assert document.is_concept(content(document, data)) is is_draft
        pages = [page for part in pages_of(document, data, language=language) for page in part]
        assert pages
        marked = [number for number, page in enumerate(pages, start=1) if MARK[language] in margins(page)]
        assert marked == (list(range(1, len(pages) + 1)) if is_draft else [])
        for _html, styles, _assets in caught.parts:  # and across the page
            assert (f"concept-{language}.css" in styles) is is_draft


@pytest.mark.parametrize("document", DRAFTED, ids=lambda document: document.name)
def test_a_draft_says_so_in_word_too(paper_app, document: Document) -> None:
    if Format.DOCX not in document.formats:
        return
    kind = data_class(document).__name__
    for change, is_draft in ((FINISHED[kind], False), (UNFINISHED[kind], True)):
        data = change(sample(document))
        with paper_app.app_context(), speaking("id", "Asia/Makassar"):
            file = document.make(content(document, data), Format.DOCX)
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            heads = [package.read(name) for name in package.namelist() if "word/header" in name]
        assert any(b"KONSEP" in head for head in heads) is is_draft


@pytest.mark.parametrize(
    "document", [each for each in WITH_PAGES if each not in DRAFTED], ids=lambda document: document.name
)
def test_what_is_never_a_draft_never_says_so(pages_of, caught, document: Document) -> None:
    (pages,) = pages_of(document, sample(document))
    assert not [page for page in pages if "KONSEP" in margins(page)]
    assert not [styles for _html, styles, _assets in caught.parts if "concept-id.css" in styles]


def margins(page: Any) -> str:
    return " ".join(words_of(margin) for margin in boxes(page, "MarginBox"))


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)
def test_its_data_say_what_people_type(document: Document) -> None:
    """A document without a single text field would be one that the tests of hostile text do not reach."""
    assert set(text_fields(data_class(document)))


@pytest.mark.parametrize("kind", sorted(SIGNING))
def test_a_signature_that_stands_alone_is_seen(paper_app, kind: str) -> None:
    body = (
        '<p style="break-after: page">Isi</p>'
        f'<table class="{kind}" style="break-before: page"><tr><td>Bupati</td><td>Menteri</td></tr></table>'
    )
    pages = laid_out(f'<html lang="id"><body>{body}</body></html>', ("paper.css", "letter.css"))
    assert len(pages) == 2
    assert list(signature_faults(pages))


def test_both_parties_of_the_minutes_are_looked_at(pages_of) -> None:
    document = next(each for each in WITH_PAGES if each.name == "review_minutes")
    (pages,) = pages_of(document, sample(document))
    found = {block.element.get("class") for page in pages for block in signatures(page)}
    assert found == {"parties"}


def test_a_page_without_its_number_is_seen(paper_app) -> None:
    pages = laid_out('<html lang="id"><body><p>Isi</p></body></html>', ("paper.css",))
    assert list(unnumbered(pages, "id"))
