"""The code on each page, and the reference that survives an edit."""

import io
import subprocess
from typing import Any

import pikepdf
import pytest

from app.reports.renderers.verification import _runs, reference_in, stamp
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, text_of

REFERENCE = "aB3_-" + "x" * 17
ADDRESS = f"https://renaksi.contoh.go.id/publik/verifikasi/{REFERENCE}"


@pytest.fixture(scope="module")
def plan(make_plan) -> bytes:
    made: bytes = make_plan(plan_document(units=1, lines=3))
    return made


@pytest.fixture(scope="module")
def stamped(plan) -> bytes:
    return stamp(plan, ADDRESS, REFERENCE)


def test_neighbouring_modules_are_one_rectangle():
    assert _runs([1, 1, 0, 1, 0, 0, 1, 1, 1]) == [(0, 2), (3, 1), (6, 3)]
    assert _runs([0, 0]) == []


def test_every_page_carries_it_as_an_artifact(stamped):
    with pikepdf.open(io.BytesIO(stamped)) as document:
        for page in document.pages:
            operators = [str(each.operator) for each in pikepdf.parse_content_stream(page)]
            assert operators.count("q") == operators.count("Q")
            assert b"/RenaksiVerification Do" in b"".join(
                each.read_bytes() for each in page.Contents.as_list()
            )


def test_the_code_says_the_address(stamped, tmp_path):
    """Read by eye: the drawing is compared with the library's own matrix, cell by cell, on a rendered page."""
    import segno
    from PIL import Image

    (tmp_path / "a.pdf").write_bytes(stamped)
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "600",
            "-f",
            "3",
            "-l",
            "3",
            "-gray",
            "-png",
            str(tmp_path / "a.pdf"),
            str(tmp_path / "p"),
        ],
        check=True,
    )
    (picture,) = tmp_path.glob("p*.png")
    image = Image.open(picture).convert("L")
    matrix = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    dots = 600 / 25.4
    module = 12.0 * dots / (len(matrix) + 4)
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            spot = (12.0 * dots + (2.5 + across) * module, 4.5 * dots + (2.5 + down) * module)
            shade: Any = image.getpixel((round(spot[0]), round(spot[1])))
            assert (shade < 128) is bool(dark), (across, down)


def test_nothing_else_changes(plan, stamped, tmp_path):
    assert_sound(stamped, tmp_path)
    assert text_of(stamped) == text_of(plan)
    with pikepdf.open(io.BytesIO(plan)) as before, pikepdf.open(io.BytesIO(stamped)) as after:
        assert len(before.pages) == len(after.pages)
        assert after.Root.MarkInfo.Marked
        assert str(before.Root.Lang) == str(after.Root.Lang)
        with before.open_outline() as old, after.open_outline() as new:
            assert [each.title for each in old.root] == [each.title for each in new.root]
    assert len(stamped) < len(plan) * 1.1 + 4000


def test_the_reference_can_be_read_without_taking_the_file_apart(plan, stamped):
    assert reference_in(stamped) == REFERENCE
    assert reference_in(plan) is None
    assert reference_in(b"") is None
    assert reference_in(b"/ID [<zz>") is None


def test_the_reference_survives_what_an_editor_does(stamped):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(stamped)) as document:
        document.pages[0].contents_add(b"BT ET")
        document.save(target)
    assert target.getvalue() != stamped
    assert reference_in(target.getvalue()) == REFERENCE


def test_a_flipped_byte_is_another_file_with_the_same_reference(stamped):
    place = len(stamped) // 2
    flipped = stamped[:place] + bytes([stamped[place] ^ 1]) + stamped[place + 1 :]
    assert reference_in(flipped) == REFERENCE
