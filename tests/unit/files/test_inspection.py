"""Every kind of file is what its content says, or is refused with a reason; nothing else ever comes out."""

import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.files.inspection import CHILD, inspect
from app.files.kinds import ACCEPTED, FileKind, Purpose
from app.files.labels import REASONS
from app.files.refusal import RefusalReason, RefusedFile
from tests.factories import open_documents
from tests.unit.files import making

MIB = 1024 * 1024


def verdict(folder: Path, content: bytes, purpose: Purpose = Purpose.EVIDENCE) -> str:
    path = folder / "file"
    path.write_bytes(content)
    try:
        return inspect(path, ACCEPTED[purpose]).value
    except RefusedFile as refusal:
        return f"refused: {refusal.reason_code.value}" if refusal.message else "no message"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (making.pdf, "pdf"),
        (lambda: making.image("JPEG"), "jpeg"),
        (lambda: making.image("JPEG", (3000, 2000), progressive=True), "jpeg"),
        (lambda: making.image("PNG"), "png"),
        (lambda: making.image("PNG", (7000, 5700), "RGBA"), "png"),
        (making.xlsx, "xlsx"),
        (making.docx, "docx"),
        (lambda: making.office(making.XLSX_MAIN, "xl/workbook.xml"), "xlsx"),
        (
            lambda: making.archive(
                {
                    making.CONTENT_TYPES: making.content_types(making.DOCX_MAIN, "word/document.xml"),
                    "word/document.xml": b"<x/>",
                },
                first="word/document.xml",
            ),
            "docx",
        ),
    ],
    ids=[
        "pdf",
        "jpeg",
        "progressive-jpeg",
        "png",
        "large-png",
        "xlsx",
        "docx",
        "xlsx-minimal",
        "docx-odd-order",
    ],
)
def test_good_files_are_recognised(tmp_path, content, kind):
    assert verdict(tmp_path, content()) == kind


SCRIPT = {"/S": pikepdf.Name("/JavaScript"), "/JS": "app.alert(1)"}
LAUNCH = {"/S": pikepdf.Name("/Launch"), "/F": "cmd.exe"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"", "empty"),
        (lambda: b"MZ" + bytes(4000), "type_not_allowed"),
        (lambda: b"\x7fELF" + bytes(4000), "type_not_allowed"),
        (lambda: b"<html><script>alert(1)</script></html>", "type_not_allowed"),
        (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "type_not_allowed"),
        (lambda: b"GIF89a" + bytes(100), "type_not_allowed"),
        (lambda: b"No;Judul\n1;Jalan rusak\n", "type_not_allowed"),
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), "legacy_office"),
        (lambda: making.pdf(encryption=pikepdf.Encryption(owner="a", user="")), "encrypted"),
        (lambda: making.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
        (lambda: making.pdf_with(SCRIPT), "active_content"),
        (lambda: making.pdf_with(SCRIPT, compressed=True), "active_content"),
        (lambda: making.pdf_with(LAUNCH), "active_content"),
        (making.pdf_with_nested_script, "active_content"),
        (lambda: b"%PDF-1.7\n" + b"garbage " * 500, "damaged"),
        (lambda: making.image("JPEG", (600, 400), quality=95)[:1500], "damaged"),
        (lambda: making.image("PNG", (300, 200))[:200], "damaged"),
        (lambda: making.claimed_png(9000, 9000), "too_many_pixels"),
        (lambda: making.archive({"a.txt": b"a"}), "type_not_allowed"),
        (lambda: making.office("application/x-other", "x/y.xml"), "type_not_allowed"),
        (lambda: making.office(making.XLSX_MAIN, "xl/workbook.xml", {"xl/vbaProject.bin": b"x"}), "macros"),
        (lambda: making.office(making.XLSM_MAIN, "xl/workbook.xml"), "macros"),
        (lambda: making.docx({"word/activeX/activeX1.bin": b"x"}), "macros"),
        (lambda: making.docx({f"word/media/{n}.bin": b"x" for n in range(1001)}), "too_many_members"),
        (lambda: making.docx({"word/media/a.bin": bytes(101 * MIB)}), "inflates_too_large"),
        (lambda: making.docx({f"word/media/{n}.bin": bytes(21 * MIB) for n in range(5)}), "inflates_too_large"),
        (lambda: making.docx()[:300], "damaged"),
        (lambda: making.archive({making.CONTENT_TYPES: b'<!DOCTYPE x [<!ENTITY a "b">]><Types/>'}), "damaged"),
    ],
    ids=[
        "empty", "exe", "elf", "html", "svg", "gif", "csv-as-evidence", "legacy-office", "pdf-owner-password",
        "pdf-password", "pdf-script", "pdf-script-compressed", "pdf-launch", "pdf-nested-script", "pdf-garbage",
        "jpeg-cut", "png-cut", "png-81-megapixel", "zip", "other-office", "xlsx-vba", "xlsm", "docx-activex",
        "too-many-members", "one-bomb", "many-small-bombs", "zip-cut", "doctype",
    ],
)  # fmt: skip
def test_other_files_are_refused_with_the_right_reason(tmp_path, content, reason):
    assert verdict(tmp_path, content()) == f"refused: {reason}"


def test_a_member_that_lies_about_its_size_is_stopped(tmp_path):
    content = making.lying_zip()
    assert zipfile.ZipFile(BytesIO(content)).getinfo("word/media/a.bin").file_size == 10
    assert verdict(tmp_path, content) in {"refused: damaged", "refused: inflates_too_large"}


def test_two_members_of_one_name_are_refused(tmp_path):
    out = BytesIO(making.docx())
    with zipfile.ZipFile(out, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("word/document.xml", b"<other/>")
    assert verdict(tmp_path, out.getvalue()) == "refused: damaged"


@pytest.mark.parametrize(
    "content",
    [
        b"No;Judul\n1;Jalan rusak\n",
        "No;Judul\n1;Lampu – “padam”\n".encode("cp1252"),
        "No;Judul\n1;Lampu\n".encode("utf-16"),
        "\ufeffNo,Judul\n1,Air\n".encode(),
        b"No;Judul\n1;Situs dinas berisi <script>alert(1)</script>\n",
        b"No;Judul\n1;<html><body>Halaman rusak</body></html>\n",
        "No;Judul\n1;<html>\n".encode("utf-16"),
    ],
    ids=["utf-8", "cp1252", "utf-16", "bom", "script-in-a-cell", "page-in-a-cell", "tag-in-utf-16"],
)
def test_tables_are_accepted_for_import(tmp_path, content):
    assert verdict(tmp_path, content, Purpose.IMPORT) == "csv"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html><body>1;2</body></html>", "web_page"),
        (b"No;Judul\n1;a\x00b\n", "type_not_allowed"),
        (b"%PDF-1.4\n", "type_not_allowed"),
        (b"   \n\n  ", "empty"),
    ],
    ids=["html", "html-behind-a-mark", "nul", "pdf", "blank"],
)
def test_what_is_no_table_is_refused_for_import(tmp_path, content, reason):
    assert verdict(tmp_path, content, Purpose.IMPORT) == f"refused: {reason}"


def test_a_file_that_is_not_what_its_name_says_is_told_so(tmp_path):
    path = tmp_path / "file"
    path.write_text("Ini hanya teks.\n")
    with pytest.raises(RefusedFile) as refusal:
        inspect(path, ACCEPTED[Purpose.EVIDENCE], "Surat tugas.PDF")
    assert refusal.value.reason_code is RefusalReason.NOT_AS_NAMED
    assert "bukan PDF, walau namanya berakhiran .pdf" in refusal.value.message
    with pytest.raises(RefusedFile) as refusal:
        inspect(path, ACCEPTED[Purpose.EVIDENCE], "catatan.txt")
    assert refusal.value.reason_code is RefusalReason.TYPE_NOT_ALLOWED


LOCKED = {"META-INF/manifest.xml": open_documents.LOCKED}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (open_documents.plain_ods([["No", "Judul"]]), "ods"),
        (open_documents.ods(more=LOCKED), "refused: encrypted"),
        (open_documents.ods(more={"Basic/Standard/script-lb.xml": "<x/>"}), "refused: macros"),
        (
            open_documents.ods(media_type="application/vnd.oasis.opendocument.text"),
            "refused: type_not_allowed",
        ),
        (open_documents.ods(more={"Pictures/a.png": "x" * 101 * MIB}), "refused: inflates_too_large"),
    ],
    ids=["ods", "locked", "macros", "odt", "bomb"],
)
def test_open_documents(tmp_path, content, found):
    assert verdict(tmp_path, content, Purpose.COMPLAINTS) == found


def test_only_complaints_are_taken_from_open_documents(tmp_path):
    content = open_documents.plain_ods([["No", "Judul"]])
    for purpose in (Purpose.IMPORT, Purpose.EVIDENCE):
        assert verdict(tmp_path, content, purpose) == "refused: type_not_allowed"


def test_a_logo_is_a_picture(tmp_path):
    assert verdict(tmp_path, making.image("PNG"), Purpose.LOGO) == "png"
    assert verdict(tmp_path, making.pdf(), Purpose.LOGO) == "refused: type_not_allowed"


def test_the_child_has_no_way_out(tmp_path, monkeypatch):
    """What a parser that was taken over could reach: no network, no file, no child, little memory."""
    probe = tmp_path / "child.py"
    source = CHILD.read_text()
    attempts = """
    for attempt in (
        lambda: socket.socket(),
        lambda: open("/etc/passwd"),
        lambda: os.open("/tmp/x", os.O_CREAT | os.O_WRONLY),
        lambda: os.system("true"),
        lambda: os.fork(),
        lambda: bytearray(400 * 1024 * 1024),
    ):
        try:
            attempt()
        except (OSError, MemoryError, PermissionError):
            continue
        return "pdf"
    raise Refused("infected")
"""
    source = source.replace("import codecs", "import codecs, os, socket")
    probe.write_text(source.replace('    if not text.strip():\n        raise Refused("empty")', attempts))
    monkeypatch.setattr("app.files.inspection.CHILD", probe)
    path = tmp_path / "table"
    path.write_bytes(b"No;Judul\n1;a\n")
    with pytest.raises(RefusedFile) as caught:
        inspect(path, ACCEPTED[Purpose.IMPORT])
    assert caught.value.reason_code is RefusalReason.INFECTED


@pytest.mark.parametrize("fault", ["import os; os.abort()", "while True: pass", "raise SystemExit(3)"])
def test_a_child_that_dies_refuses_the_file(tmp_path, monkeypatch, fault):
    probe = tmp_path / "child.py"
    probe.write_text(fault)
    monkeypatch.setattr("app.files.inspection.CHILD", probe)
    monkeypatch.setattr("app.files.inspection.WALL_SECONDS", 1)
    path = tmp_path / "file"
    path.write_bytes(making.pdf())
    with pytest.raises(RefusedFile) as caught:
        inspect(path, {FileKind.PDF})
    assert caught.value.reason_code is RefusalReason.TOO_EXPENSIVE


def test_every_reason_has_its_words():
    assert set(REASONS) == {reason.value for reason in RefusalReason}
