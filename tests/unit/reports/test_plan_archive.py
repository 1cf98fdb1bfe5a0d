"""The plan as PDF/A-3u: what archives ask of a file, and the data inside, read back."""

import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Iterator

import pikepdf
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from app.plans.canonical import from_json, to_json
from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.paper.html import speaking
from app.reports.renderers.verification import reference_in, stamp
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, text_of

REFERENCE = "aB3_-" + "y" * 17
PLAN = plan_document(units=2, lines=6)


@pytest.fixture(scope="module")
def archived(paper_app: Flask) -> bytes:
    """As it leaves: with the code of its record."""
    zone = PLAN.government.time_zone
    with paper_app.app_context(), speaking("id", zone):
        made = DOCUMENTS["plan_archive"].make(Content(PLAN, zone, original=to_json(PLAN)), Format.PDF)
    return stamp(made, "https://renaksi.contoh.go.id/publik/verifikasi/x", REFERENCE)


@pytest.fixture
def opened(archived: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(archived)) as pdf:
        yield pdf


def test_it_says_what_it_was_produced_as(opened):
    with opened.open_metadata() as said:
        assert said.pdfa_status == "3U"
        assert said["dc:title"] == str(opened.docinfo.Title)
    (intent,) = opened.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 1000


def test_nothing_stands_in_it_that_archives_refuse(opened):
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/JS", "/JavaScript", "/Launch", "/OpenAction"} & set(thing.keys())
            assert "/LZWDecode" not in str(thing.get("/Filter", ""))
            if thing.get("/Type") == "/Annot":
                assert int(thing.F) & 4  # printed
    fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
    assert len(fonts) >= 5
    used = [font for page in opened.pages for font in page.Resources.Font.values()]
    assert all("/ToUnicode" in font for font in used)


def test_the_data_are_inside_word_for_word(opened):
    data = opened.attachments["rencana-aksi.json"].get_file()
    text = data.read_bytes().decode()
    assert data.mime_type == "application/json"
    assert from_json(text) == PLAN
    assert hashlib.sha256(text.encode()).hexdigest() == hashlib.sha256(to_json(PLAN).encode()).hexdigest()
    assert json.loads(text)["format"] == 1


def test_the_matrix_is_inside_as_a_workbook(opened):
    book = opened.attachments["matriks.xlsx"].get_file().read_bytes()
    rows = [
        row
        for name in CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
        for row in CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name).to_python()
    ]
    said = " ".join(str(cell) for row in rows for cell in row)
    for category in PLAN.categories:
        for line in category.lines:
            assert line.activity in said


def test_the_files_belong_to_the_document(opened):
    related = {str(one.UF): str(one.AFRelationship) for one in opened.Root.AF}
    assert related == {"rencana-aksi.json": "/Source", "matriks.xlsx": "/Data"}
    for one in opened.Root.AF:
        kept = one.EF.F
        content = kept.read_bytes()
        assert int(kept.Params.Size) == len(content)
        assert bytes(kept.Params.CheckSum) == hashlib.md5(content, usedforsecurity=False).digest()
        assert one.F == one.UF
        assert str(one.Desc)


def test_pages_say_what_the_action_plan_says(archived, make_plan):
    assert text_of(archived) == text_of(make_plan(PLAN))


def test_it_is_sound_and_carries_its_reference(archived, tmp_path):
    assert_sound(archived, tmp_path)
    assert reference_in(archived) == REFERENCE


def test_the_same_plan_gives_the_same_bytes(paper_app):
    zone = PLAN.government.time_zone
    with paper_app.app_context(), speaking("id", zone):
        content = Content(PLAN, zone, original=to_json(PLAN))
        one, other = (DOCUMENTS["plan_archive"].make(content, Format.PDF) for _ in range(2))
    assert one == other


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not on this machine")
def test_a_validator_has_nothing_to_say(archived, tmp_path):
    path = tmp_path / "archive.pdf"
    path.write_bytes(archived)
    done = subprocess.run(
        ["verapdf", "--flavour", "3u", "--format", "text", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("PASS"), done.stdout
