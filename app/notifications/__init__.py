"""The inbox of each person, and the mail that leaves after a commit."""

from flask import Flask


def register(app: Flask) -> None:
    """Make the tables known."""
    from app.notifications import models  # noqa: F401
