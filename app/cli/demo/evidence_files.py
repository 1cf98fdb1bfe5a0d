"""Small real files that stand in for evidence: one-page PDFs and a picture, marked as demonstration."""

import io

import pikepdf
from PIL import Image, ImageDraw


def pdf_page(lines: list[str]) -> bytes:
    """A one-page PDF with a few lines of plain text (Latin characters)."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = [
        f"BT /F1 12 Tf 72 {770 - 24 * place} Td ({_plain(line)}) Tj ET" for place, line in enumerate(lines)
    ]
    page.Contents = pdf.make_stream("\n".join(shown).encode("latin-1", "replace"))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def picture(text: str) -> bytes:
    """A PNG with one line of text, as a screenshot would be."""
    image = Image.new("RGB", (900, 420), "#e6f1f4")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 900, 54), fill="#083f4e")
    draw.text((24, 20), "DATA DEMONSTRASI", fill="#ffffff")
    draw.text((24, 90), text, fill="#17262c")
    for place, height in enumerate((120, 180, 90, 220, 160, 200)):
        draw.rectangle((60 + place * 130, 390 - height, 140 + place * 130, 390), fill="#0b5a6e")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def emblem() -> bytes:
    """A neutral emblem for letterheads of the demonstration: a shield with a wave, nobody's coat of arms."""
    image = Image.new("RGB", (480, 560), "#ffffff")
    draw = ImageDraw.Draw(image)
    outline = [(40, 40), (440, 40), (440, 300), (240, 520), (40, 300)]
    draw.polygon(outline, fill="#0b5a6e", outline="#083f4e", width=10)
    for place, colour in enumerate(("#e6f1f4", "#a9cdd7", "#e6f1f4")):
        top = 170 + place * 62
        draw.arc((80, top, 240, top + 80), 180, 360, fill=colour, width=16)
        draw.arc((240, top, 400, top + 80), 0, 180, fill=colour, width=16)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
