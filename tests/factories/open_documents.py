"""OpenDocument spreadsheets, written by hand: good ones as LibreOffice keeps them, and hostile ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
HIDDEN = (
    '<style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)
# What LibreOffice appends to reach the end of the sheet.
TAIL = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def cell(value: object, **attributes: object) -> str:
    """One cell; `attributes` of the table name space, such as `number_rows_spanned=2`."""
    more = "".join(f" table:{name.replace('_', '-')}={quoteattr(str(to))}" for name, to in attributes.items())
    if value is None:
        return f"<table:table-cell{more}/>"
    if isinstance(value, bool):
        kind, shown = f'boolean" office:boolean-value="{str(value).lower()}', str(value)
    elif isinstance(value, int | float):
        kind, shown = f'float" office:value="{value}', str(value)
    elif isinstance(value, date):  # a moment is one as well
        kind, shown = f'date" office:date-value="{value.isoformat()}', f"{value:%d/%m/%y}"
    else:
        kind, shown = "string", str(value)
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{more}>{paragraphs}</table:table-cell>'


COVERED = "<table:covered-table-cell/>"


def row(*cells: object, **attributes: object) -> str:
    """One row of values, or of cells that are made already."""
    more = "".join(f' table:{name.replace("_", "-")}="{to}"' for name, to in attributes.items())
    made = "".join(one if isinstance(one, str) and one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row{more}>{made}</table:table-row>"


def table(*rows: str, name: str = "Laporan", hidden: bool = False, tail: str = TAIL) -> str:
    """One sheet."""
    style = ' table:style-name="gone"' if hidden else ""
    return f'<table:table table:name="{name}"{style}>{"".join(rows)}{tail}</table:table>'


def content(*tables: str) -> str:
    """The document's content."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>'
        f"<office:automatic-styles>{HIDDEN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def ods(*tables: str, more: Mapping[str, str] | None = None, media_type: str = MEDIA_TYPE) -> bytes:
    """A whole file; `more` adds members or replaces them."""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    members = {
        "mimetype": media_type,
        "content.xml": content(*tables),
        "META-INF/manifest.xml": manifest,
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            # The media type comes first and as it is, so that it can be seen from outside.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, data, compress_type=how)
    return out.getvalue()


def plain_ods(rows: Sequence[Sequence[object]]) -> bytes:
    """One sheet of values."""
    return ods(table(*(row(*cells) for cells in rows)))


LOCKED = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
)
MOMENT = datetime(2021, 10, 5, 13, 53)  # noqa: DTZ001 - sheets know no zones
