"""A long plan, laid out in chapters once for all tests of a process."""

import shutil
from functools import partial

import pytest

from app.reports.catalogue.action_plan import stylesheets
from app.reports.catalogue.action_plan.chapters import book
from app.reports.catalogue.action_plan.parts import whole
from app.reports.paper.html import speaking
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.making import Workshop, make_book
from app.reports.renderers.chapters.process import RenderingProcess
from app.reports.renderers.pdf import render_pdf
from app.reports.workshop import crew
from tests.factories.documents import plan_document
from tests.pdf_text import page_texts


@pytest.fixture(scope="session")
def document():
    return plan_document(units=6, lines=130)


@pytest.fixture(scope="session")
def maker(paper_app):
    """Makes a plan's document in a given store."""

    def made(document, store, *, strict=False, told=lambda *_: None, workers=None):
        with paper_app.app_context(), speaking("id", document.government.time_zone):
            cut = book(document, stylesheets(document), {})
            return make_book(cut, Workshop(workers or crew(), store, "g1", told, strict))

    return made


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def pdf(make_plan, document):
    return make_plan(document)


@pytest.fixture(scope="session")
def in_one_piece(paper_app):
    def made(document):
        with paper_app.app_context(), speaking("id", document.government.time_zone):
            return page_texts(render_pdf(str(whole(document)), stylesheets(document)))

    return made
