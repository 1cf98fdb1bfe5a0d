"""The test client: requests run as they do in production, apart from the test's own session and scope."""

from contextvars import Context
from typing import Any

from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.db import db


class SeparateClient(FlaskClient):
    """Before a request, what the test prepared is committed; the request then runs in a context of its own.

    Without it, a request would share the test's session (and see rows that were never committed) and the test's tenant
    scope (and see every government even if the application forgot to limit it).
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make one request."""
        _settle()
        return Context().run(super().open, *args, **kwargs)


def _settle() -> None:
    if has_app_context() and "_sqlalchemy_sessions" in g:
        db.session.commit()
