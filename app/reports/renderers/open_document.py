"""The same tables as an OpenDocument spreadsheet, for offices that work with LibreOffice."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.files.possible import possible
from app.reports.renderers.excel import EXACT, LONGEST, Table, Value, sheet_name

# What a number looks like: decimals, whether thousands are grouped, whether it is a share.
_NUMBERS = {
    "money": '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>',
    "number": (
        '<number:number number:decimal-places="2" number:min-decimal-places="0" number:min-integer-digits="1"'
        ' number:grouping="true"/>'
    ),
    "index": '<number:number number:decimal-places="2" number:min-integer-digits="1"/>',
    "share": (
        '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>'
    ),
}
_BORDER = "0.5pt solid #7d9099"


def render_ods(tables: Sequence[Table], *, title: str, author: str) -> bytes:
    """A spreadsheet with one sheet per table; text stays text, and sums are figures, as in the workbook."""
    import odfdo

    book = odfdo.Document("spreadsheet")
    book.body.clear()
    book.meta.title, book.meta.creator = possible(title), possible(author)
    _styles(book)
    taken: set[str] = set()
    for table in tables:
        book.body.append(_sheet(book, table, sheet_name(possible(table.name), taken)))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Any, table: Table, name: str) -> Any:
    import odfdo

    made = odfdo.Table(name)
    for column in table.columns:
        made.append(odfdo.Column(style=_width(book, column.width)))
    for number, note in enumerate(table.notes):
        _append(made, [_cell(note, "title" if number == 0 else "note")])
    if table.notes:
        _append(made, [])
    heads = odfdo.Element.from_tag("table:table-header-rows")
    made.append(heads)
    _append(heads, [_cell(column.heading, "head") for column in table.columns])
    for rows, suffix in ((table.rows, ""), (table.sums, "-sum")):
        for row in rows:
            kinds = [column.kind or "text" for column in table.columns]
            _append(made, [_cell(value, f"{kind}{suffix}") for value, kind in zip(row, kinds, strict=False)])
    return made


def _append(parent: Any, cells: Sequence[Any]) -> None:
    import odfdo

    row = odfdo.Row()
    for cell in cells:
        row.append(cell)
    parent.append(row)


def _cell(value: Value, look: str) -> Any:
    import odfdo

    if value is None:
        return odfdo.Cell(style=look)
    if isinstance(value, str):
        return odfdo.Cell(possible(value[:LONGEST]), cell_type="string", style=look)
    if isinstance(value, int) and abs(value) > EXACT:
        return odfdo.Cell(str(value), cell_type="string", style=look)
    kind = "percentage" if look.startswith("share") else "float"
    return odfdo.Cell(Decimal(str(value)), cell_type=kind, style=look)


def _styles(book: Any) -> None:
    import odfdo

    for kind, pattern in _NUMBERS.items():
        tag = "percentage-style" if kind == "share" else "number-style"
        element = odfdo.Element.from_tag(f'<number:{tag} style:name="n-{kind}">{pattern}</number:{tag}>')
        book.get_part("content").get_element("//office:automatic-styles").append(element)
    for name in ("title", "note", "head", "text", "text-sum"):
        _look(book, name)
    for kind in _NUMBERS:
        _look(book, kind, f"n-{kind}")
        _look(book, f"{kind}-sum", f"n-{kind}")


def _look(book: Any, name: str, number: str = "") -> None:
    import odfdo

    bold = name in ("title", "head") or name.endswith("-sum")
    in_table = name not in ("title", "note")
    fill = "#e4edf0" if name == "head" else "#f1f5f6" if name.endswith("-sum") else ""
    cell = f'fo:border="{_BORDER}" fo:wrap-option="wrap" style:vertical-align="top"' if in_table else ""
    if fill:
        cell += f' fo:background-color="{fill}"'
    letters = f'fo:font-size="{12 if name == "title" else 9}pt"' + (' fo:font-weight="bold"' if bold else "")
    data = f' style:data-style-name="{number}"' if number else ""
    element = odfdo.Element.from_tag(
        f'<style:style style:name="{name}" style:family="table-cell"{data}>'
        f"<style:table-cell-properties {cell}/><style:text-properties {letters}/></style:style>"
    )
    book.get_part("content").get_element("//office:automatic-styles").append(element)


def _width(book: Any, letters: float) -> str:
    """The style of a column so many letters wide; made once a width."""
    import odfdo

    name = f"w-{round(letters * 10)}"
    if book.get_style("table-column", name) is None:
        element = odfdo.Element.from_tag(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{letters * 0.2:.2f}cm"/></style:style>'
        )
        book.get_part("content").get_element("//office:automatic-styles").append(element)
    return name
