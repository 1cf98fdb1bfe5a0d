"""The same workbook as an OpenDocument spreadsheet, for offices that work with LibreOffice.

Written part by part as the format describes it: rules, locks, hidden columns and frozen panes are what the library for
tables of reports has no words for.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from app.files.possible import possible
from app.files.workbook.model import (
    LONGEST,
    OPEN_LOOKS,
    Book,
    BookCell,
    BookRule,
    BookSheet,
    Look,
    RuleKind,
    letters,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_NS}{name}"'
    for short, name in (
        ("office", "office:1.0"),
        ("table", "table:1.0"),
        ("text", "text:1.0"),
        ("style", "style:1.0"),
        ("number", "datastyle:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
        ("config", "config:1.0"),
        ("manifest", "manifest:1.0"),
        ("meta", "meta:1.0"),
        ("of", "of:1.2"),
    )
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FILLS = {Look.HEAD: "#e4edf0", Look.FIXED: "#f1f5f6", Look.NOTICE: "#fff4d6"}
_FORMATS = {
    Look.TEXT: '<number:text-style style:name="n-text"><number:text-content/></number:text-style>',
    Look.NUMBER: '<number:number-style style:name="n-number"><number:number number:decimal-places="4"'
    ' number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    Look.MONEY: '<number:number-style style:name="n-money"><number:number number:decimal-places="0"'
    ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
}
_LONGEST_MESSAGE = 255
_RUN = re.compile(r"^ +| {2,}| +$")  # blanks that a reader of XML would take for one, or for none


def render_ods(book: Book) -> bytes:
    """The bytes of the workbook."""
    sheets = book.all_sheets
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # The media type stands first and as it is, so that programs recognise the file by its first bytes.
        archive.writestr("mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _content(book, sheets))
        archive.writestr("styles.xml", _styles())
        archive.writestr("settings.xml", _settings(sheets))
        archive.writestr("meta.xml", _meta(book.title))
        archive.writestr("META-INF/manifest.xml", _manifest())
    return stream.getvalue()


def _content(book: Book, sheets: tuple[BookSheet, ...]) -> str:
    rules = [(sheet, rule) for sheet in sheets for rule in sheet.rules]
    names = {id(rule): f"v{number}" for number, (_sheet, rule) in enumerate(rules)}
    parts = [_HEAD, f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>']
    parts += [_FORMATS[look] for look in _FORMATS]
    parts += [_look(look) for look in Look]
    widths = sorted({column.width for sheet in sheets for column in sheet.columns})
    parts += [
        f'<style:style style:name="{_width(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.2:.2f}cm"/></style:style>'
        for width in widths
    ]
    parts.append(
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    )
    for name, shown in (("shown", "true"), ("hidden", "false")):
        parts.append(
            f'<style:style style:name="{name}" style:family="table" style:master-page-name="Default">'
            f'<style:table-properties table:display="{shown}"/></style:style>'
        )
    parts.append("</office:automatic-styles><office:body><office:spreadsheet>")
    if rules:
        parts.append("<table:content-validations>")
        parts += [_rule(book, sheet, rule, names[id(rule)]) for sheet, rule in rules]
        parts.append("</table:content-validations>")
    for sheet in sheets:
        parts += _sheet(sheet, names)
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    return "".join(parts)


def _look(look: Look) -> str:
    cell = 'fo:wrap-option="wrap" style:vertical-align="top"'
    cell += f' style:cell-protect="{"none" if look in OPEN_LOOKS else "protected"}"'
    if look is not Look.PLAIN:
        cell += ' fo:border="0.5pt solid #7d9099"'
    if look in _FILLS:
        cell += f' fo:background-color="{_FILLS[look]}"'
    bold = ' fo:font-weight="bold"' if look is Look.HEAD else ""
    data = f' style:data-style-name="n-{look.value}"' if look in _FORMATS else ""
    return (
        f'<style:style style:name="{look.value}" style:family="table-cell"'
        f' style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties {cell}/><style:text-properties fo:font-size="10pt"{bold}/></style:style>'
    )


def _width(width: float) -> str:
    return f"w{round(width * 10)}"


def _rule(book: Book, sheet: BookSheet, rule: BookRule, name: str) -> str:
    base = f"${sheet.name}.{letters(rule.column)}{rule.first + 1}"
    condition, choices, level = "", "", "stop"
    if rule.kind is RuleKind.LIST:
        column = letters(rule.source)
        last = book.choices(rule.source) + 1
        condition = f"of:cell-content-is-in-list([${book.lists_name}.${column}$2:.${column}${last}])"
        choices = ' table:display-list="unsorted"'
    elif rule.kind in (RuleKind.NUMBER, RuleKind.WHOLE):
        kind = "whole" if rule.kind is RuleKind.WHOLE else "decimal"
        condition = f"of:cell-content-is-{kind}-number() and cell-content()>=0"
        level = "warning"
    told = f" table:condition={quoteattr(condition)}" if condition else ""
    message = _paragraphs(rule.message[:_LONGEST_MESSAGE])
    inside = (
        f'<table:help-message table:display="true">{message}</table:help-message>'
        if rule.kind is RuleKind.HINT
        else f'<table:error-message table:message-type="{level}" table:display="true">{message}</table:error-message>'
    )
    return (
        f'<table:content-validation table:name="{name}"{told} table:allow-empty-cell="true"{choices}'
        f" table:base-cell-address={quoteattr(base)}>{inside}</table:content-validation>"
    )


def _sheet(sheet: BookSheet, names: dict[int, str]) -> Iterator[str]:
    style = "hidden" if sheet.hidden else "shown"
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{style}" table:protected="true">'
    yield (
        '<loext:table-protection loext:select-protected-cells="true" loext:select-unprotected-cells="true"/>'
    )
    for column in sheet.columns:
        shown = ' table:visibility="collapse"' if column.hidden else ""
        yield (
            f'<table:table-column table:style-name="{_width(column.width)}"{shown}'
            ' table:default-cell-style-name="plain"/>'
        )
    rules = {
        (row, rule.column): names[id(rule)]
        for rule in sheet.rules
        for row in range(rule.first, rule.last + 1)
    }
    for number, row in enumerate(sheet.rows):
        shown = ' table:visibility="collapse"' if number in sheet.hidden_rows else ""
        yield f'<table:table-row table:style-name="row"{shown}>'
        for place, cell in enumerate(row):
            yield _cell(cell, rules.get((number, place), ""))
        yield "</table:table-row>"
    yield "</table:table>"


def _cell(cell: BookCell, rule: str) -> str:
    told = f' table:style-name="{cell.look.value}"'
    if rule:
        told += f' table:content-validation-name="{rule}"'
    if cell.is_number and cell.number is not None:
        value = f"{cell.number:f}"
        return (
            f'<table:table-cell{told} office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    if not cell.text:
        return f"<table:table-cell{told}/>"
    text = _paragraphs(cell.text[:LONGEST])
    return f'<table:table-cell{told} office:value-type="string">{text}</table:table-cell>'


def _paragraphs(text: str) -> str:
    lines = possible(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in lines)


def _line(line: str) -> str:
    spaced = _RUN.sub(lambda run: f"\x00{len(run[0])}\x00", line)
    parts = spaced.split("\x00")
    return "".join(
        f'<text:s text:c="{part}"/>' if place % 2 else escape(part).replace("\t", "<text:tab/>")
        for place, part in enumerate(parts)
    )


def _styles() -> str:
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:styles>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles><office:automatic-styles>'
        '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm"'
        ' fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles>'
        "</office:document-styles>"
    )


def _settings(sheets: tuple[BookSheet, ...]) -> str:
    """Which rows and columns stay in view, and which sheet is shown first."""
    frozen = "".join(_frozen(sheet) for sheet in sheets if sheet.freeze != (0, 0))
    first = next((sheet.name for sheet in sheets if not sheet.hidden), "")
    return (
        f'{_HEAD}<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item config:name="ActiveTable" config:type="string">{escape(first)}</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{frozen}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _frozen(sheet: BookSheet) -> str:
    rows, columns = sheet.freeze
    values = {
        "HorizontalSplitMode": 2 if columns else 0,
        "VerticalSplitMode": 2 if rows else 0,
        "HorizontalSplitPosition": columns,
        "VerticalSplitPosition": rows,
        "ActiveSplitRange": 3 if columns and rows else 2 if rows else 1,
        "PositionLeft": 0,
        "PositionRight": columns,
        "PositionTop": 0,
        "PositionBottom": rows,
    }
    items = "".join(
        f'<config:config-item config:name="{name}"'
        f' config:type="{"short" if name.endswith(("Mode", "Range")) else "int"}">{value}</config:config-item>'
        for name, value in values.items()
    )
    name = quoteattr(sheet.name)
    return f"<config:config-item-map-entry config:name={name}>{items}</config:config-item-map-entry>"


def _meta(title: str) -> str:
    return (
        f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>Renaksi</meta:generator><dc:title>{escape(possible(title))}</dc:title>"
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    parts = ("content.xml", "styles.xml", "settings.xml", "meta.xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>' for part in parts
    )
    return (
        f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
        f"{entries}</manifest:manifest>"
    )
