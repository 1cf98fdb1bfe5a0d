"""Every page number that a contents page names, read back: of each document that has one, and of bound volumes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from app.reports.catalogue import DOCUMENTS, Content
from app.reports.collection import Bound, Collection, CollectionData, Part
from app.reports.document import Document, Format
from app.reports.gathering import Gathered, packed
from app.reports.paper.html import speaking
from tests.factories.catalogue import regency
from tests.factories.documents import plan_document
from tests.paper_samples import PLAIN, content, documents, sample
from tests.pdf_text import opened, page_texts

pytestmark = pytest.mark.unit

# Their contents lead with dots to a number. Any other document that begins to do so is looked at as well.
WITH_CONTENTS = {"action_plan", "plan_archive"}
_LINE = re.compile(r"(\S[^.]*(?:\.[^.]+)*?)\s?\.{4,}\s(\d+)")
_HEADS = re.compile(
    r"^.*?(?:daftar (?:isi|tabel|gambar)|list of (?:tables|figures)|contents)\s", re.IGNORECASE
)
_LABEL = re.compile(r"(?:Tabel|Gambar|Table|Figure) \d+\.\d+")
Made = Callable[..., bytes]


@pytest.fixture(scope="module")
def made(paper_app) -> Made:
    def make(document: Document, data: Any, language: str = "id") -> bytes:
        with paper_app.app_context(), speaking(language, "Asia/Makassar"):
            return document.make(content(document, data), Format.PDF)

    return make


def listed(pages: Sequence[str]) -> list[tuple[str, int]]:
    """What is named, and on which page it is said to stand."""
    found = [pair for page in pages for pair in _LINE.findall(page)]
    return [(_HEADS.sub("", title), int(number)) for title, number in found]


def misled(entries: Sequence[tuple[str, int]], pages: Sequence[str]) -> list[tuple[str, int]]:
    """Entries that do not stand on the page that is named."""
    return [
        (title, number)
        for title, number in entries
        if not 0 < number <= len(pages) or not stands(title, pages[number - 1])
    ]


def stands(title: str, page: str) -> bool:
    """A table or figure by its number (a matrix has its title in other words), a heading by its words."""
    label = _LABEL.match(title)
    return bool(re.search(rf"{label[0]}(?!\d)", page)) if label else bare(title) in bare(page)


def bare(text: str) -> str:
    """Letters and digits alone: headings are set in capitals, and long ones are broken."""
    return re.sub(r"[\W_]", "", text).casefold()


def linked(pdf: bytes) -> set[int]:
    """The pages to which the links of dotted pages lead, from 1."""
    texts = page_texts(pdf)
    with opened(pdf) as document:
        names = {str(name): target for name, target in pikepdf.NameTree(document.Root.Names.Dests).items()}
        places = {page.obj.objgen: place for place, page in enumerate(document.pages, start=1)}
        return {
            places[names[str(link.Dest)][0].objgen]
            for page, text in zip(document.pages, texts, strict=True)
            if _LINE.search(text)
            for link in page.obj.get("/Annots", ())
        }


@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_every_document_with_contents_names_the_right_pages(made: Made, document: Document) -> None:
    pdf = made(document, sample(document))
    pages = page_texts(pdf)
    entries = listed(pages)
    assert bool(entries) == (document.name in WITH_CONTENTS)
    assert not misled(entries, pages)
    if entries:
        assert linked(pdf) == {number for _title, number in entries}


@pytest.mark.parametrize(
    ("size", "language"),
    [({"units": 1, "empty": True}, "en"), ({"units": 3}, "en"), ({"units": 45, "lines": 60}, "id")],
    ids=str,
)
def test_a_plan_of_any_size_names_the_right_pages(made: Made, size: dict[str, Any], language: str) -> None:
    plan = plan_document(**size)
    pages = page_texts(made(DOCUMENTS["action_plan"], plan, language))
    entries = listed(pages)
    assert len(entries) > len(plan.units) + 10
    assert not misled(entries, pages)


COLLECTED = [
    (collection, inner)
    for collection in DOCUMENTS.values()
    if isinstance(collection, Collection)
    for inner in collection.inner.values()
]


@pytest.mark.parametrize(
    ("collection", "inner"), COLLECTED, ids=lambda document: document.name.replace("bulk_", "")
)
def test_a_bound_volume_names_where_each_document_begins(
    paper_app, made: Made, collection: Collection, inner: Document
) -> None:
    """Real documents of different lengths; so many that the contents of the volume take more than one page."""
    few, more = (made(inner, data) for data in different(inner))
    lengths = [len(page_texts(few)), len(page_texts(more))]
    assert inner.name == "opd_page" or lengths[0] != lengths[1]
    names = [f"Bagian Contoh {number:02d}" for number in range(1, 45)]
    bound = [
        Bound(Part(name, inner), f"{number}.pdf", few if number % 2 else more)
        for number, name in enumerate(names)
    ]
    data = CollectionData(regency(), "Semua", "semua", tuple(each.part for each in bound))
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        volume = packed(
            Content(data, "Asia/Makassar", made_at=datetime(2021, 10, 5, 5, 53, tzinfo=UTC)),
            Format.PDF,
            Gathered(bound),
        )
    pages = page_texts(volume)
    front = " ".join(pages[: len(pages) - sum(len(page_texts(each.content)) for each in bound)])
    rows = [
        (int(start), int(length))
        for name in names
        for start, length in re.findall(rf"{re.escape(name)} (\d+) (\d+)", front)
    ]
    assert len(rows) == len(names)
    assert [length for _start, length in rows] == [lengths[1], lengths[0]] * 22
    firsts = {1: page_texts(few)[0], 0: page_texts(more)[0]}
    for number, (start, length) in enumerate(rows):
        assert pages[start - 1] == firsts[number % 2]
        own = pages[start - 1 : start - 1 + length]
        if number < 2:  # the contents of a document go on naming its own pages
            assert not misled(listed(own), own)
    assert rows[-1][0] + rows[-1][1] - 1 == len(pages)


def different(document: Document) -> tuple[Any, Any]:
    """Two samples of different lengths, where a document can have them."""
    if document.name == "action_plan":
        return plan_document(units=1, lines=2), plan_document(units=4, lines=20)
    return sample(document), sample(document, replace(PLAIN, rows=30, inner=30))


def test_a_wrong_number_is_seen(made: Made) -> None:
    pages = page_texts(made(DOCUMENTS["action_plan"], plan_document(units=3, lines=6)))
    entries = listed(pages)
    assert len(entries) > 20
    for shift in (-1, 1):
        wrong = misled([(title, number + shift) for title, number in entries], pages)
        # A heading may be said on the next page too, in a running text; most are not.
        assert len(wrong) > len(entries) * 0.8
