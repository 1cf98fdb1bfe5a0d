"""The styles of a Word document. An office changes the look here, in the styles, and not paragraph by paragraph."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SERIF, SANS = "Bookman Old Style", "Arial"
INK, MUTED, RED = RGBColor(0x17, 0x26, 0x2C), RGBColor(0x4A, 0x5C, 0x64), RGBColor(0x9A, 0x1B, 0x1B)

TEXT = "Body Text"
COVER, LETTERHEAD, LETTER_TITLE = "Renaksi Cover", "Renaksi Letterhead", "Renaksi Letter Title"
TABLE_CAPTION, FIGURE_CAPTION = "Renaksi Table Caption", "Renaksi Figure Caption"
CELL, CELL_HEAD, NOTE, NOTICE, SIGNATURE, HASH = (
    "Renaksi Cell",
    "Renaksi Cell Head",
    "Renaksi Note",
    "Renaksi Notice",
    "Renaksi Signature",
    "Renaksi Hash",
)
UNLISTED = "Renaksi Unlisted Heading"  # looks like a chapter's heading and stays out of the contents


def set_styles(document: Any, language: str) -> None:
    """Give a new document all styles that the body uses."""
    normal = document.styles["Normal"]
    _font(normal, SERIF, 10.5)
    normal.element.rPr.append(_language(language))
    _space(normal, after=Mm(2.5), line=1.15)
    for name in ("Header", "Footer"):
        stops = document.styles[name].element.pPr.find(qn("w:tabs"))
        if stops is not None:
            stops.getparent().remove(stops)  # in the middle and at the right of a narrower page
    _heading(document, 1, 14, align=ALIGN.CENTER, before=Mm(0), after=Mm(8), new_page=True, caps=True)
    _heading(document, 2, 11.5, before=Mm(6), after=Mm(2))
    _heading(document, 3, 10, before=Mm(4), after=Mm(1.5), face=SANS)
    text = document.styles[TEXT]
    text.paragraph_format.alignment = ALIGN.JUSTIFY
    _space(text, after=Mm(2.5), line=1.15)
    _new(document, COVER, SERIF, 15, align=ALIGN.CENTER, after=Mm(6), bold=True)
    _new(document, LETTERHEAD, SERIF, 10, align=ALIGN.CENTER, after=Mm(0))
    _new(document, LETTER_TITLE, SERIF, 13, align=ALIGN.CENTER, after=Mm(4), bold=True)
    _new(document, UNLISTED, SERIF, 14, align=ALIGN.CENTER, after=Mm(8), bold=True)
    for name in (TABLE_CAPTION, FIGURE_CAPTION):
        _new(document, name, SANS, 9, after=Mm(1.5), keep=name == TABLE_CAPTION)
    document.styles[FIGURE_CAPTION].paragraph_format.alignment = ALIGN.CENTER
    _new(document, CELL, SANS, 8, after=Mm(0))
    _new(document, CELL_HEAD, SANS, 8, after=Mm(0), bold=True)
    note = _new(document, NOTE, SANS, 7.5, after=Mm(3))
    note.font.color.rgb = MUTED
    _new(document, NOTICE, SANS, 9, after=Mm(1), keep=True)
    _new(document, HASH, "Consolas", 8, after=Mm(1))
    signature = _new(document, SIGNATURE, SERIF, 10.5, align=ALIGN.CENTER, after=Mm(0), keep=True)
    signature.paragraph_format.left_indent = Mm(85)


def _new(
    document: Any,
    name: str,
    face: str,
    size: float,
    *,
    after: Any,
    align: Any = None,
    bold: bool = False,
    keep: bool = False,
) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _font(style, face, size)
    style.font.bold = bold
    style.paragraph_format.alignment = align
    style.paragraph_format.keep_with_next = keep
    _space(style, after=after, line=1.1)
    return style


def _heading(
    document: Any,
    level: int,
    size: float,
    *,
    before: Any,
    after: Any,
    align: Any = None,
    face: str = SERIF,
    new_page: bool = False,
    caps: bool = False,
) -> None:
    style = document.styles[f"Heading {level}"]
    _font(style, face, size)
    style.font.bold, style.font.italic, style.font.all_caps = True, False, caps
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, before, after
    form.keep_with_next, form.page_break_before = True, new_page


def _font(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the named one
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def _space(style: Any, *, after: Any, line: float) -> None:
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = after, line


def _language(language: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement("w:lang")
    element.set(qn("w:val"), {"id": "id-ID", "en": "en-GB"}[language])
    return element
