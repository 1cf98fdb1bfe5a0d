"""Governments, their OPD, people and what they are appointed to."""

from flask import Blueprint, Flask

from app.organisations import wiring
from app.organisations.accounts import sign_in

bp = Blueprint("organisations", __name__, template_folder="templates")


def register(app: Flask) -> None:
    """Bind the sign-in and the pages of this package."""
    # Before Flask-Security, whose own templates have the same names.
    app.register_blueprint(bp)
    sign_in.register(app)
    wiring.register(app)
