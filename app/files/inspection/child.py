"""Runs alone, in its own process: reads a file from standard input and answers in JSON what it is.

It imports nothing of the application, so that a parser which is taken over finds neither secrets nor a database. Before
a byte of the file is parsed the process gives up memory, time, files, children and the network.

Answers `{"kind": …}` or `{"refused": reason}`; the reasons are the values of `RefusalReason`. An exit status other than
0, or no answer, means that a limit or a fault ended it.
"""

import codecs
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from typing import Any, BinaryIO
from xml.parsers import expat

MEBIBYTE = 1024 * 1024
ADDRESS_SPACE = 256 * MEBIBYTE
CPU_SECONDS = 10
MAX_PIXELS = 40_000_000
MAX_MEMBERS = 1_000
MAX_INFLATED = 100 * MEBIBYTE
MAX_CONTENT_TYPES = 1 * MEBIBYTE
MAX_PAGES = 5_000
HEAD = 256 * 1024
ALPHABETS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp437")

CONTENT_TYPES = "[Content_Types].xml"
OPEN_DOCUMENT, MANIFEST = "mimetype", "META-INF/manifest.xml"
CONTENTS = (CONTENT_TYPES, OPEN_DOCUMENT, MANIFEST)
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
}
KINDS = {"application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png"}
PACKAGES = ("application/vnd.openxmlformats", "application/vnd.oasis.opendocument")
LEGACY = ("application/cdf", "application/vnd.ms-", "application/msword", "application/x-ole")
# Actions that run something, and forms whose scripts run when the file is opened.
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch"}
FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/XFA"}


class Refused(Exception):
    """Carries the reason."""


def main(accepted: set[str]) -> dict[str, str]:
    """Recognise the file on standard input."""
    _limit_memory_and_time()
    try:
        return {"kind": recognise(sys.stdin.buffer, accepted)}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "too_expensive"}
    except Exception:  # noqa: BLE001 -- parsers of hostile input raise whatever they like; all of it means "cannot be opened"
        return {"refused": "damaged"}


def recognise(stream: BinaryIO, accepted: set[str]) -> str:
    """The kind, after the file was really opened as that kind."""
    head = stream.read(HEAD)
    stream.seek(0)
    kind, check = _candidate(_sniff(head), head, accepted)
    found = check(stream)
    if (found or kind) not in accepted:
        raise Refused("type_not_allowed")
    return found or kind


def _sniff(head: bytes) -> str:
    import magic

    if not head:
        raise Refused("empty")
    return str(magic.from_buffer(head, mime=True)).lower()


def _candidate(media: str, head: bytes, accepted: set[str]) -> tuple[str, Callable[[BinaryIO], str | None]]:
    if media in ("image/heic", "image/heif") and "heic" in accepted:
        return "heic", lambda _stream: None  # whoever makes it a JPEG (`photos`) opens it
    if media in KINDS and KINDS[media] in accepted:
        return KINDS[media], check_pdf if media == "application/pdf" else check_image
    if media == "application/zip" or media.startswith(PACKAGES):
        return "zip", check_office
    if media.startswith(LEGACY):
        raise Refused("legacy_office")
    # libmagic calls some workbooks and some tables in an 8-bit alphabet "data"; opening them shows what they are.
    is_unnamed = media == "application/octet-stream"
    if is_unnamed and head.startswith(b"PK\x03\x04"):
        return "zip", check_office
    is_text = media == "application/csv" or media.startswith("text/")
    if "csv" in accepted and (is_text or is_unnamed):
        # libmagic calls every text a page that has a tag somewhere; a table has one in a complaint's words at most.
        if media in ("text/html", "text/xml") and _begins_with_tag(head):
            raise Refused("web_page")
        return "csv", check_text
    raise Refused("type_not_allowed")


def _begins_with_tag(head: bytes) -> bool:
    alphabet = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return head.decode(alphabet, errors="replace").lstrip().startswith("<")


def check_pdf(stream: BinaryIO) -> str | None:
    """Opens, has pages, is not locked, runs nothing by itself."""
    import pikepdf

    _open_random_source(pikepdf)
    _give_up_the_world()
    try:
        document = pikepdf.open(stream)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    with document:
        if document.is_encrypted:
            raise Refused("encrypted")
        if not 0 < len(document.pages) <= MAX_PAGES:
            raise Refused("damaged")
        for entry in document.objects:
            _refuse_actions(entry, pikepdf)
    return None


def _open_random_source(pikepdf: Any) -> None:
    # qpdf opens the system's random source when it first meets encryption; later it could not, and would call a locked
    # document damaged.
    page = pikepdf.new()
    page.add_blank_page()
    page.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="o", user="u"))


def _refuse_actions(entry: Any, pikepdf: Any) -> None:
    waiting = [entry]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(child for child in node if _is_direct_container(child, pikepdf))
        elif isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
            for key, value in node.items():
                if key in FORBIDDEN_KEYS or (key == "/S" and str(value) in FORBIDDEN_ACTIONS):
                    raise Refused("active_content")
                if _is_direct_container(value, pikepdf):
                    waiting.append(value)


def _is_direct_container(value: Any, pikepdf: Any) -> bool:
    # Indirect objects come by themselves in the walk over the whole file.
    return isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect


def check_image(stream: BinaryIO) -> str | None:
    """Has few enough pixels and is whole."""
    from PIL import Image, MpoImagePlugin

    Image.preinit()  # plug-ins are imported now (phones write the MPO flavour of JPEG): later no file can be opened
    del MpoImagePlugin
    _give_up_the_world()
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter, and Pillow's only warns
    with Image.open(stream, formats=["JPEG", "PNG"]) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise Refused("too_many_pixels")
        if image.format == "PNG":
            image.verify()  # every chunk against its checksum
        else:
            # decodes all of it into little memory
            image.draft("L", (max(1, width // 8), max(1, height // 8)))
            image.load()
    return None


def check_office(stream: BinaryIO) -> str | None:
    """A workbook or a text document, by what its own table of contents says; no macros, no bomb."""
    _give_up_the_world()
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        _refuse_odd_members(members)
        inflated, contents = 0, dict.fromkeys(CONTENTS, b"")
        for member in members:
            part, size = _inflate(archive, member, MAX_INFLATED - inflated)
            inflated += size
            if member.filename in contents:
                contents[member.filename] = part
        if not any(contents.values()):
            return None  # a ZIP of other files, each looked at when it is taken out
        if contents[CONTENT_TYPES]:
            return _main_part(contents[CONTENT_TYPES], {member.filename for member in members})
        return _open_document(contents[OPEN_DOCUMENT], contents[MANIFEST])


def _refuse_odd_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise Refused("too_many_members")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise Refused("damaged")  # two parts of one name: readers would disagree about what the file says
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("encrypted")
    if any(re.search(r"vbaproject|(^|/)activex/|^basic/|^scripts/", name.lower()) for name in names):
        raise Refused("macros")


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> tuple[bytes, int]:
    """Inflate a member in small pieces and count; the size it declares is not believed."""
    kept = io.BytesIO()
    size = 0
    with archive.open(member) as part:
        while piece := part.read(64 * 1024):
            size += len(piece)
            if size > room or (member.filename in CONTENTS and size > MAX_CONTENT_TYPES):
                raise Refused("inflates_too_large")
            if member.filename in CONTENTS:
                kept.write(piece)
    return kept.getvalue(), size


def _open_document(media: bytes, manifest: bytes) -> str:
    """A spreadsheet of LibreOffice, by the media type that it begins with."""
    if media.strip() != b"application/vnd.oasis.opendocument.spreadsheet":
        raise Refused("type_not_allowed")
    if b"encryption-data" in manifest:
        raise Refused("encrypted")
    return "ods"


def _main_part(contents: bytes, names: set[str]) -> str:
    types: list[tuple[str, str]] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in {"Override", "Default"}:
            types.append((attributes.get("PartName", ""), attributes.get("ContentType", "")))

    def doctype(*_: object) -> None:
        raise Refused("damaged")  # no office program writes one; entities are how XML bombs are built

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(contents, True)
    if any("macroenabled" in media.lower() or "vbaproject" in media.lower() for _part, media in types):
        raise Refused("macros")
    found = {MAIN_PARTS[media] for part, media in types if media in MAIN_PARTS and part.lstrip("/") in names}
    if len(found) != 1:
        raise Refused("type_not_allowed")
    return found.pop()


def check_text(stream: BinaryIO) -> str | None:
    """A table as text, in one of the alphabets that office programs write."""
    _give_up_the_world()
    raw = stream.read(MAX_INFLATED)
    text = _decoded(raw)
    if any(ord(c) < 0x20 and c not in "\t\r\n\f" for c in text):
        raise Refused("type_not_allowed")
    if not text.strip():
        raise Refused("empty")
    return "csv"


def _decoded(raw: bytes) -> str:
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("type_not_allowed")


def _limit_memory_and_time() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _give_up_the_world() -> None:
    """No new file, socket or child from here on: what is needed has been imported."""
    for alphabet in ALPHABETS:
        codecs.lookup(alphabet)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    sys.addaudithook(_refuse_events)


def _refuse_events(event: str, _arguments: object) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    answer = main(set(sys.argv[1].split(",")))
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
