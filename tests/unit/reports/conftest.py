"""The application without its database: documents are laid out from plain data."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pytest
from flask import Flask

from app import create_app
from app.plans.document_data import PlanDocument
from app.reports import workshop
from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.paper.html import speaking
from app.reports.renderers.chapters.cut import Book
from tests.database.fixtures import SETTINGS
from tests.paper_boxes import laid_out

MakePlan = Callable[..., bytes]


@pytest.fixture(scope="session")
def paper_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("paper")
    return create_app({**SETTINGS, "DATABASE_URL": f"sqlite:///{folder / 'never.sqlite3'}"}, str(folder))


@pytest.fixture(scope="session")
def make_plan(paper_app: Flask) -> MakePlan:
    """The plan's document as the product makes it, from plain data."""

    def make(document: PlanDocument, kind: Format = Format.PDF, language: str = "id") -> bytes:
        zone = document.government.time_zone
        with paper_app.app_context(), speaking(language, zone):
            return DOCUMENTS["action_plan"].make(Content(document, zone), kind)

    return make


@pytest.fixture
def context(paper_app: Flask) -> Iterator[None]:
    with paper_app.app_context():
        yield


@dataclass
class Caught:
    """What a document would have sent to the engine."""

    pieces: list[tuple[str, tuple[str, ...], Any]] = field(default_factory=list)
    chapters: bool = False
    counting: bool = False  # the answer has as many pages as the document

    def print_whole(self, html: str, styles: tuple[str, ...], assets: Any) -> bytes:
        """In the place of the crew: keeps what it is given; empty pages are the answer."""
        self.pieces.append((html, styles, assets))
        empty = pikepdf.new()
        for _page in range(len(laid_out(html, styles, assets)) if self.counting else 1):
            empty.add_blank_page()
        out = io.BytesIO()
        empty.save(out)
        return out.getvalue()

    def forget(self) -> None:
        """Before the next document."""
        self.pieces.clear()
        self.chapters = False

    @property
    def parts(self) -> list[tuple[str, tuple[str, ...], Any]]:
        """What counts: of a document that tries again until it fits its last try, of one of chapters each."""
        return self.pieces if self.chapters else self.pieces[-1:]

    def book(self, book: Book, *_more: Any) -> bytes:
        """In the place of the makers of books: every strand in one piece."""
        self.chapters = True
        for strand in (*book.strands, *book.contents({})):
            chunk = strand.chunk(0, max(1, len(strand.rows)))
            self.pieces.append((chunk.html, chunk.look.styles, chunk.assets))
        return b""


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> Caught:
    """Documents made in this test are kept as HTML and not laid out."""
    found = Caught()
    monkeypatch.setattr(workshop, "crew", lambda: found)
    monkeypatch.setattr(workshop, "store", lambda: None)
    monkeypatch.setattr(workshop, "make_book", found.book)
    return found
