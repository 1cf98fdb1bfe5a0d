"""Reading PDF back, as its readers do."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest


def text_of(pdf: bytes, *, layout: bool = False, cells: bool = False) -> str:
    """The text of all pages, blanks joined; `layout` keeps lines, `cells` reads a table cell by cell."""
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    options = ["-layout"] if layout else ["-raw"] if cells else []
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    text = done.stdout.decode()
    return text if layout else " ".join(text.split())


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [" ".join(page.split()) for page in text_of(pdf, layout=True).split("\f")][:-1]


def words_outside(pdf: bytes, least_margin: float = 9.0) -> list[str]:
    """Words of the finished file that come closer than `least_margin` millimetres to an edge of their page."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    margin, found, width, height = least_margin * 72 / 25.4, [], 0.0, 0.0
    for line in done.stdout.decode().splitlines():
        sides = [float(side) for side in re.findall(r'="([\d.-]+)"', line)]
        if line.strip().startswith("<page"):
            width, height = sides
        elif line.strip().startswith("<word"):
            left, top, right, bottom = sides
            if left < margin or top < margin or right > width - margin or bottom > height - margin:
                found.append(line.strip())
    return found


def assert_sound(pdf: bytes, folder: Path) -> None:
    """`qpdf --check` has nothing to say."""
    if shutil.which("qpdf") is None:
        pytest.fail("qpdf is missing: apt-get install qpdf")
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def opened(pdf: bytes) -> pikepdf.Pdf:
    """The document's structure."""
    return pikepdf.open(io.BytesIO(pdf))
