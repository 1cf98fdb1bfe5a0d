"""Work that outlasts a request."""

from flask import Flask


def register(app: Flask) -> None:
    """Make the tables known."""
    from app.jobs import models  # noqa: F401
