"""The picture in the page is our own: small, upright, without a word of the file's own, or not there at all."""

import io
import shutil
import subprocess
import sys

import pytest
from PIL import Image

from app.files.preview.drawing import CHILD
from tests.unit.files import making

NORTH, ORIENTATION, MAKER = 6, 0x0112, 0x010F  # EXIF: turn by a quarter; who made the camera


def drawn(content: bytes, *wanted: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-I", str(CHILD), *wanted], input=content, capture_output=True, check=False, env={}
    )
    return done.stdout if done.returncode == 0 else b""


def photo(size: tuple[int, int]) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = NORTH, "Kamera Kantor"
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_comes_back_small_upright_and_without_its_story():
    source = photo((2000, 1000))
    assert b"Kamera Kantor" in source
    made = drawn(source, "image")
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (450, 900))
        assert not picture.getexif()
    assert b"Kamera Kantor" not in made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bukan gambar",
        making.claimed_png(20_000, 20_000),
        making.image("PNG", (8000, 5001), "1"),  # whole, but of more pixels than we open
        b"<svg onload='alert(1)'/>",
        making.pdf(),
    ],
    ids=["empty", "text", "bomb", "too large", "svg", "pdf"],
)
def test_whatever_is_no_picture_gives_none(content: bytes):
    assert drawn(content, "image") == b""


def test_a_transparent_picture_lies_on_white():
    made = drawn(making.image("PNG", (40, 40), "RGBA"), "image")
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_the_first_page_of_a_pdf():
    page = drawn(making.pdf(), "pdf", str(shutil.which("pdftoppm")))
    assert page.startswith(b"\x89PNG")
    with Image.open(io.BytesIO(drawn(page, "image"))) as picture:
        assert max(picture.size) == 900
    assert drawn(b"%PDF-1.4 rusak", "pdf", str(shutil.which("pdftoppm"))) == b""
