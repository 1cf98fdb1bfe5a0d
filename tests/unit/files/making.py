"""Files of many kinds, good and hostile, made in memory."""

import io
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
import xlsxwriter
from PIL import Image

CONTENT_TYPES = "[Content_Types].xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSM_MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def pdf(**saving) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, **saving)


def saved(document: pikepdf.Pdf, **saving) -> bytes:
    out = io.BytesIO()
    # The same bytes each time: otherwise the file's id changes with the clock.
    document.save(out, static_id="encryption" not in saving, **saving)
    return out.getvalue()


def pdf_with(action: Mapping[str, object], *, compressed: bool = False) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(dict(action))
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    return saved(document, object_stream_mode=mode)


def pdf_with_nested_script() -> bytes:
    """The script hides in an annotation of a page, in a direct dictionary within an array."""
    document = pikepdf.new()
    document.add_blank_page()
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, AA=pikepdf.Dictionary(E=action))
    document.pages[0].obj.Annots = pikepdf.Array([annotation])
    return saved(document)


def image(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **saving)
    return out.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "Judul")
    book.close()
    return out.getvalue()


def archive(members: Mapping[str, bytes], first: str | None = CONTENT_TYPES) -> bytes:
    out = io.BytesIO()
    names = sorted(members, key=lambda name: name != first)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, members[name])
    return out.getvalue()


def content_types(main: str, part: str) -> bytes:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    ).encode()


def office(main: str, part: str, more: Mapping[str, bytes] | None = None) -> bytes:
    members = {CONTENT_TYPES: content_types(main, part), "_rels/.rels": b"<Relationships/>", part: b"<x/>"}
    return archive(members | dict(more or {}))


def docx(more: Mapping[str, bytes] | None = None) -> bytes:
    return office(DOCX_MAIN, "word/document.xml", more)


def lying_zip() -> bytes:
    """A member that declares ten bytes and inflates to far more."""
    big = 150 * 1024 * 1024
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(packed.compress(bytes(1024 * 1024)) for _ in range(big // (1024 * 1024))) + packed.flush()
    plain = docx({"word/media/a.bin": b"0123456789"})
    source = zipfile.ZipFile(io.BytesIO(plain))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            made.writestr(member.filename, source.read(member.filename))
    whole = bytearray(out.getvalue())
    info = source.getinfo("word/media/a.bin")
    return _with_member(bytes(whole), info.filename, data)


def _with_member(whole: bytes, name: str, packed: bytes) -> bytes:
    """Replace the packed bytes of a member without correcting the size it declares once inflated."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(whole))
    offsets: dict[str, int] = {}
    for member in source.infolist():
        content = packed if member.filename == name else _packed(source.read(member.filename))
        member.compress_size = len(content)
        offsets[member.filename] = out.tell()
        member.header_offset = out.tell()
        out.write(member.FileHeader(zip64=False))
        out.write(content)
    return out.getvalue() + _directory(source.infolist(), out.tell())


def _packed(data: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(data) + packing.flush()


def _directory(members: list[zipfile.ZipInfo], offset: int) -> bytes:
    import struct

    entries = b""
    for member in members:
        name = member.filename.encode()
        entries += (
            struct.pack(
                "<4s4B4HL2L5H2L",
                b"PK\x01\x02",
                20,
                3,
                20,
                0,
                0,
                zipfile.ZIP_DEFLATED,
                0,
                33,
                member.CRC,
                member.compress_size,
                member.file_size,
                len(name),
                0,
                0,
                0,
                0,
                0,
                member.header_offset,
            )
            + name
        )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(entries), offset, 0)
    return entries + end
