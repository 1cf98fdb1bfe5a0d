"""Words and numbers need a language; nothing else of the application does."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    app = Flask("wording")
    Babel().init_app(app, default_locale="id")
    with app.app_context():
        yield
