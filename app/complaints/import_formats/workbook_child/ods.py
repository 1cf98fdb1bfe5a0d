"""Rows of an OpenDocument spreadsheet (LibreOffice), read twice: to choose the sheet, to write it."""

import importlib
from typing import Any

shared = importlib.import_module("open_document")
bounds = importlib.import_module("bounds")


def read(data: bytes, within: Any, out: Any) -> None:
    """Write the rows of the visible sheet with the most cells."""
    sizes: dict[int, tuple[int, int]] = {}

    def measure(table: int, number: int, cells: list[Any]) -> None:
        sizes[table] = (number, max(len(cells), sizes.get(table, (0, 0))[1]))

    parser = shared.Parser(within, measure)
    shared.parse(data, parser)
    shown = [place for place, (_name, visible) in enumerate(parser.tables) if visible and place in sizes]
    if not shown:
        raise bounds.Refused("empty")
    chosen = max(shown, key=lambda place: sizes[place][0] * sizes[place][1])
    out.head([name for name, visible in parser.tables if visible], parser.tables[chosen][0])
    width = sizes[chosen][1]

    def write(table: int, number: int, cells: list[Any]) -> None:
        if table == chosen:
            out.row(number, cells + [""] * (width - len(cells)))

    shared.parse(data, shared.Parser(within, write))
