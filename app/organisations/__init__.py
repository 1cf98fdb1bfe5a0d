"""Governments, their OPD, people and what they are appointed to."""

from flask import Flask

from app.organisations.accounts import sign_in


def register(app: Flask) -> None:
    """Bind the sign-in."""
    sign_in.register(app)
