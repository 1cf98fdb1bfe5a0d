"""The rows of a table of plain data: hundreds of cells on a page, dear to draw with a macro for each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from app.web.filters import UNKNOWN


def plain_rows(
    columns: Sequence[Any], rows: Iterable[Sequence[Any]], foot: Sequence[Any] | None = None
) -> Markup:
    """`rows` and `foot` as `<tr>`; the first value of each is its header. `columns` as for the macro `table`."""
    beginnings = [_beginning(column) for column in columns]
    return Markup("").join(_row(beginnings, row) for row in (*rows, *([foot] if foot else ())))


def _beginning(column: Any) -> str:
    """The start tag of a column's cells, which carry their label for the narrow screen."""
    label, number = (
        (column["label"], column.get("number")) if isinstance(column, Mapping) else (column, False)
    )
    said = f' data-label="{escape(label)}"' if label else ""
    kind = ' class="r-number"' if number else ""
    return f"<td{said}{kind}>"


def _row(beginnings: Sequence[str], row: Sequence[Any]) -> Markup:
    head, *values = row
    cells = [
        f"{beginning}{UNKNOWN if value is None else escape(value)}</td>"
        for beginning, value in zip(beginnings[1:], values, strict=False)
    ]
    return Markup(f'<tr><th scope="row">{escape(head)}</th>{"".join(cells)}</tr>')  # noqa: S704  # all escaped


def linked_cells(texts: Iterable[str], urls: Iterable[str | None]) -> list[Markup | str]:
    """Values that open what is behind them, where they have an address."""
    return [
        Markup(f'<a href="{escape(url)}">{escape(text)}</a>') if url else text  # noqa: S704  # escaped
        for text, url in zip(texts, urls, strict=True)
    ]
