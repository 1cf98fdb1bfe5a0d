"""Names of files are harmless and fit the content."""

import pytest

from app.files.kinds import FileKind
from app.files.rules import MAX_NAME, display_name


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("SK Tim.pdf", FileKind.PDF, "SK Tim.pdf"),
        ("SK Tim.PDF", FileKind.PDF, "SK Tim.pdf"),
        ("foto.jpeg", FileKind.JPEG, "foto.jpeg"),
        ("foto.png", FileKind.JPEG, "foto.jpg"),
        ("virus.pdf.exe", FileKind.PDF, "virus.pdf.pdf"),
        ("C:\\Dokumen\\SK.docx", FileKind.DOCX, "SK.docx"),
        ("../../etc/passwd", FileKind.PDF, "passwd.pdf"),
        ("", FileKind.XLSX, "berkas.xlsx"),
        (".pdf", FileKind.PDF, "berkas.pdf"),
        ("a\r\nSet-Cookie: x.pdf", FileKind.PDF, "aSet-Cookie: x.pdf"),
        ("foto\u202egpj.exe", FileKind.JPEG, "fotogpj.jpg"),
        ("Perbup No. 12 Tahun 2021", FileKind.PDF, "Perbup No. 12 Tahun 2021.pdf"),
        ("laporan   akhir .pdf", FileKind.PDF, "laporan akhir.pdf"),
    ],
)
def test_names_are_kept_where_they_are_harmless(given, kind, kept):
    assert display_name(given, kind) == kept


def test_long_names_are_cut_before_the_extension():
    kept = display_name("a" * 500 + ".pdf", FileKind.PDF)
    assert len(kept) == MAX_NAME
    assert kept.endswith("a.pdf")
