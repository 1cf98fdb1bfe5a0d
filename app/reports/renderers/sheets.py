"""Tables as a spreadsheet, in either of the two formats."""

from collections.abc import Callable, Sequence

from app.reports.document import Format
from app.reports.renderers.excel import Table, render_xlsx
from app.reports.renderers.open_document import render_ods

_RENDERERS: dict[Format, Callable[..., bytes]] = {Format.XLSX: render_xlsx, Format.ODS: render_ods}


def is_sheet(kind: Format) -> bool:
    """Whether a format is a spreadsheet."""
    return kind in _RENDERERS


def render_sheets(kind: Format, tables: Sequence[Table], *, title: str, author: str) -> bytes:
    """The finished file. `KeyError` for a format that is no spreadsheet."""
    return _RENDERERS[kind](tables, title=title, author=author)
