"""The application without its database: documents are laid out from plain data."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app import create_app
from app.plans.document_data import PlanDocument
from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.paper.html import speaking
from tests.database.fixtures import SETTINGS

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
