"""Documents with running text: one HTML, laid out as PDF or handed on as Word."""

from collections.abc import Mapping

from app.reports.document import Format
from app.reports.paper.letterhead import Look
from app.reports.paper.painting import painted
from app.reports.renderers.pdf import Asset
from app.reports.workshop import printed


def render_prose(
    kind: Format,
    html: str,
    stylesheets: tuple[str, ...],
    look: Look,
    assets: Mapping[str, Asset] | None = None,
) -> bytes:
    """The finished file; Word takes the paper of `look`, and its own styles. `ValueError` for another format."""
    if kind is Format.DOCX:
        # Word's library and its templates are large, and most processes never write a Word file.
        from app.reports.renderers.word import render_docx

        return render_docx(html, assets=assets, paper=(look.paper.width, look.paper.height))
    if kind is Format.PDF:
        return printed(painted(html, look.accent), (*stylesheets, look.stylesheet), assets)
    raise ValueError(kind)
