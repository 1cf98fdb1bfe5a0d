"""What every paper document needs: numbered headings, tables and figures, and HTML in the document's own language."""

from flask import Flask

from app.reports.paper.letterhead import nip_text
from app.reports.paper.money import breakable


def register(app: Flask) -> None:
    """Make the filters of paper known to templates."""
    app.jinja_env.filters["breakable"] = breakable
    app.jinja_env.filters["nip"] = nip_text
