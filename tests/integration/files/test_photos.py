"""A photo as iPhones make them is kept as a JPEG; one that cannot be read is refused in words that help."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.access import SYSTEM
from app.db import unit_of_work
from app.files import Purpose, RefusalReason, RefusedFile, read, store
from tests.integration.files.keeping import give, rows

# 640 × 480, to be turned by a quarter (`irot`, as phones write it), red above left before that; by "Kamera Kantor".
SAMPLE = Path(__file__).parents[2] / "samples" / "files" / "iphone.heic"


def test_a_photo_becomes_a_jpeg_upright_and_without_its_camera(home):
    content = SAMPLE.read_bytes()
    assert b"Kamera Kantor" in content
    with unit_of_work():
        give(home, content, "IMG_0042.HEIC")
    (row,) = rows()
    assert (row.original_name, row.media_type) == ("IMG_0042.jpg", "image/jpeg")
    kept = read(row)
    assert b"Kamera Kantor" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (480, 640)
        assert not picture.getexif()
        assert _colour(picture, (400, 100)) == "red"  # it went to the right
        assert _colour(picture, (100, 500)) == "blue"


def test_its_content_decides_whatever_it_is_called(home):
    with unit_of_work():
        give(home, SAMPLE.read_bytes(), "foto.jpg")
    (row,) = rows()
    assert row.original_name == "foto.jpg"
    assert read(row).startswith(b"\xff\xd8")


def _colour(picture: Image.Image, place: tuple[int, int]) -> str:
    bands = [band.getpixel(place) for band in picture.convert("RGB").split()]
    return ("red", "green", "blue")[bands.index(max(bands))]  # type: ignore[type-var]


@pytest.mark.parametrize("cut", [400, 900])
def test_a_damaged_one_is_refused_with_the_setting_of_the_phone(home, cut):
    with pytest.raises(RefusedFile) as refused, unit_of_work():
        give(home, SAMPLE.read_bytes()[:cut], "IMG_0042.HEIC")
    assert refused.value.reason_code is RefusalReason.PHOTO_FORMAT
    assert "Paling Kompatibel" in refused.value.message
    assert not rows()


def test_a_coat_of_arms_and_a_table_take_none(home):
    for purpose in (Purpose.LOGO, Purpose.COMPLAINTS):
        with pytest.raises(RefusedFile) as refused, unit_of_work():
            store(SYSTEM, home, io.BytesIO(SAMPLE.read_bytes()), "foto.heic", purpose)
        assert refused.value.reason_code is RefusalReason.TYPE_NOT_ALLOWED
