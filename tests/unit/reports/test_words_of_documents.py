"""Every document of the catalogue says only what the catalogues give out and what its data hold.

The catalogue leaves a mark on every word (`tests/marked_words.py`), and so do the data: each text field holds a marked
one. What stands in the HTML (of which PDF and Word are made) or in a cell without a mark came from neither.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from app.reports.collection import Bound, CollectionData, Missing, Part
from app.reports.document import Document, Format
from app.reports.gathering import INDEX, Gathered, packed
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import PaperSize
from app.reports.renderers import sheets
from app.reports.renderers.excel import Table
from tests.marked_words import (
    CLOSE,
    OPEN,
    Known,
    mark_everything,
    text_past_the_catalogue,
    words_past_the_catalogue,
)
from tests.paper_samples import SIZES, Size, built, content, data_class, documents, sample, with_text
from tests.unit.reports.test_every_document import FINISHED, UNFINISHED

pytestmark = pytest.mark.unit

TYPED = f"{OPEN}isian{CLOSE}"
SAMPLES = [size for size in SIZES if str(size) in ("plain", "one row", "nothing")]
# What the stylesheets print from attributes (`attr(...)`), and who the file says has written it.
PRINTED = {"data-number", "data-concept", "data-page", "data-of", "content"}
PROPER = {
    "Renaksi": "the product",
    "SP4N-LAPOR!": "the system",
    "WITA": "a time zone",
    "II": "a quarter",
    "III": "a quarter",
    "IV": "a quarter",
    "[ComplaintGroup.label]": "data, in the sample of counted figures",
    "Contoh": "data, in the sample of counted figures",
}


def filled(document: Document, size: Size) -> Any:
    """The document's data; whoever typed them left a mark."""
    return with_text(sample(document, size), TYPED)


def states(document: Document, data: Any) -> Iterator[Any]:
    """The data as they are when the document is final, and when it is a draft."""
    kind = data_class(document).__name__
    yield FINISHED.get(kind, lambda same: same)(data)
    if kind in UNFINISHED and getattr(data, "units", True):  # of no OPD at all none is a draft
        yield UNFINISHED[kind](data)


@pytest.fixture
def known(paper_app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Known]:
    """From here on every word of the catalogue comes with its mark."""
    found = Known(PROPER, typed=[digit * 64 for digit in "abcd"])  # fingerprints of the samples
    mark_everything(monkeypatch)
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        yield found


@pytest.mark.parametrize("size", SAMPLES, ids=str)
@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_every_word_on_paper_comes_from_the_catalogues(
    known: Known, caught: Any, document: Document, size: Size
) -> None:
    wrong = set()
    for data in states(document, filled(document, size)):
        caught.forget()
        document.make(content(document, data, PaperSize.A4, TYPED, two=True), Format.PDF)
        assert caught.parts
        for html, *_rest in caught.parts:
            wrong |= set(words_past_the_catalogue(html, known, PRINTED))
    assert not wrong


@pytest.mark.parametrize("size", SAMPLES, ids=str)
@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.XLSX in document.formats],
    ids=lambda document: document.name,
)
def test_every_word_of_a_sheet_comes_from_the_catalogues(
    known: Known, monkeypatch: pytest.MonkeyPatch, document: Document, size: Size
) -> None:
    said: list[str] = []

    def noting(tables: list[Table], *, title: str, author: str) -> bytes:
        said.extend((title, author))
        for table in tables:
            said.extend((table.name, *table.notes, *(column.heading for column in table.columns)))
            said.extend(cell for row in (*table.rows, *table.sums) for cell in row if isinstance(cell, str))
        return b""

    monkeypatch.setitem(sheets._RENDERERS, Format.XLSX, noting)
    for data in states(document, filled(document, size)):
        document.make(content(document, data, PaperSize.A4, TYPED), Format.XLSX)
    assert said
    assert not {part for text in said for part in text_past_the_catalogue(text, known)}


def test_every_word_around_a_collection_comes_from_the_catalogues(known: Known, caught: Any) -> None:
    document = documents()[0]
    data = with_text(built(CollectionData, Size("none", rows=0)), TYPED)
    empty = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(empty)
    parts = [Bound(Part(TYPED, document), TYPED, empty.getvalue())]
    around = content(document, data, PaperSize.A4, TYPED)
    for missing in ([], [Missing(TYPED, TYPED)]):
        found = Gathered(parts, missing)
        caught.forget()
        packed(around, Format.PDF, found)
        (html, *_rest) = caught.parts[0]
        assert not set(words_past_the_catalogue(html, known, PRINTED))
        with zipfile.ZipFile(io.BytesIO(packed(around, Format.ZIP, found))) as archive:
            index = archive.read(INDEX).decode("utf-8-sig")
        assert not {part for line in index.splitlines() for part in text_past_the_catalogue(line, known)}


def test_a_word_of_its_own_is_found(known: Known) -> None:
    html = f'<body data-page="Halaman"><p>{OPEN}Nilai{CLOSE}: cukup rapi</p><td>{TYPED}</td></body>'
    assert set(words_past_the_catalogue(html, known, PRINTED)) == {
        ("body[data-page]", "Halaman"),
        ("text", "cukup rapi"),
    }
    assert text_past_the_catalogue(f"{TYPED}: cukup rapi", known) == ("cukup rapi",)
