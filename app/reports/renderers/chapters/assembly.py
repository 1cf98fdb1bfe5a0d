"""A PDF that is written while it is put together.

What has been written is forgotten but for its place, so that a document of a thousand pages takes no more memory than
one of ten; a library would keep all of its objects until the end. Small objects stand in compressed streams of many, in
the order in which they come: tags of one page follow each other and compress well.

One object, the one under `CODE`, is there to be replaced once the document is finished (`with_code`).
"""

import hashlib
import re
import zlib
from array import array
from operator import sub
from typing import BinaryIO

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CODE = 1  # number of the drawing that stands on every page and may be given later
EMPTY_DRAWING = b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]"
LEVEL = 6  # of compression: the highest takes a quarter of the time of joining, for three thousandths of the bytes
TOGETHER = 2_000  # objects in one stream: more would compress little better and be slow to read
ROW = 7  # bytes: 1 for the kind, 4 for the place, 2 for the index
IN_FILE, IN_STREAM = 1, 2
TAIL = 1_024  # bytes at the end among which the last table's place stands
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER = re.compile(rb"\d+ 0 obj\n<< /Type /XRef /Size (\d+) (/Root \d+ 0 R /Info \d+ 0 R) ")


class Assembly:
    """The file on its way; `target` is written from its beginning to its end and never read."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.length = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        # Of each number: where it stands in the file, or the number of the stream that holds it, and its index there.
        self._kinds, self._places, self._indexes = bytearray(1), array("Q", [0]), array("H", [0xFFFF])
        self._waiting: list[tuple[int, bytes]] = []
        self._write(HEADER)
        if self.reserve() != CODE:
            raise AssertionError("the first number is that of the code")
        self.put_stream(CODE, EMPTY_DRAWING, b"")

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._kinds.append(0)
        self._places.append(0)
        self._indexes.append(0)
        return len(self._kinds) - 1

    def put(self, number: int, text: bytes) -> None:
        """Write an object that is no stream."""
        self._waiting.append((number, text))
        if len(self._waiting) == TOGETHER:
            self._flush()

    def add(self, text: bytes) -> int:
        """Write an object under a new number."""
        number = self.reserve()
        self.put(number, text)
        return number

    def put_stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a stream; `head` is its dictionary without brackets and length."""
        self._note(number, IN_FILE, self.length, 0)
        self._write(_stream(number, head, data))

    def end(self, root: int, info: int) -> None:
        """Write where everything stands; `root` is the number of the catalogue, `info` of what is known of it."""
        self._flush()
        start, number = self.length, self.reserve()
        self._note(number, IN_FILE, start, 0)
        identity = self._digest.hexdigest().encode()
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in zip(self._kinds, self._places, self._indexes, strict=True)
        )
        head = (
            b"/Type /XRef /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] /W [1 4 2] /Filter /FlateDecode "
            b"/DecodeParms << /Predictor 12 /Columns %d >>"
            % (len(self._kinds), root, info, identity, identity, ROW)
        )
        self._write(_stream(number, head, zlib.compress(_predicted(rows), 9)))
        self._write(_foot(start))

    def _flush(self) -> None:
        if not self._waiting:
            return
        number = self.reserve()
        heads, bodies, place = [], [], 0
        for index, (one, text) in enumerate(self._waiting):
            self._note(one, IN_STREAM, number, index)
            heads.append(b"%d %d" % (one, place))
            bodies.append(text)
            place += len(text) + 1
        first = b" ".join(heads) + b"\n"
        head = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(heads), len(first))
        self._waiting.clear()
        self.put_stream(number, head, zlib.compress(first + b"\n".join(bodies), LEVEL))

    def _note(self, number: int, kind: int, place: int, index: int) -> None:
        self._kinds[number], self._places[number], self._indexes[number] = kind, place, index

    def _write(self, data: bytes) -> None:
        self.target.write(data)
        self._digest.update(data)
        self.length += len(data)


def with_code(pdf: bytes, head: bytes, drawing: bytes, identity: bytes) -> bytes | None:
    """The document with a drawing in the place that was kept for it on every page, and `identity` as the file's own.

    The drawing is added behind the end, as a later change of the file: nothing before it is read or changed. `head` is
    the dictionary of the drawing without brackets. None for a file that no `Assembly` wrote.
    """
    start = _START.search(pdf, max(0, len(pdf) - TAIL))
    trailer = _TRAILER.match(pdf, int(start[1])) if start and pdf.startswith(HEADER) else None
    if start is None or trailer is None or not pdf.startswith(b"%d 0 obj\n" % CODE, len(HEADER)):
        return None
    size, known = int(trailer[1]), trailer[2]
    before = b"" if pdf.endswith(b"\n") else b"\n"
    added = _stream(CODE, head, drawing)
    at = len(pdf) + len(before)
    table = at + len(added)
    rows = b"".join(IN_FILE.to_bytes(1, "big") + place.to_bytes(4, "big") + b"\0\0" for place in (at, table))
    name = identity.hex().encode()
    about = b"/Type /XRef /Size %d %s /Prev %d /ID [<%s> <%s>] /W [1 4 2] /Index [%d 1 %d 1]" % (
        size + 1,
        known,
        int(start[1]),
        name,
        name,
        CODE,
        size,
    )
    return b"".join((pdf, before, added, _stream(size, about, rows), _foot(table)))


def _stream(number: int, head: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, head, len(data), data)


def _foot(start: int) -> bytes:
    return b"startxref\n%d\n%%%%EOF\n" % start


def _predicted(rows: bytes) -> bytes:
    """Each row as what differs from the one above: most are one more than that."""
    differences = bytes(value & 255 for value in map(sub, rows, bytes(ROW) + rows))
    return b"".join(b"\x02" + differences[at : at + ROW] for at in range(0, len(differences), ROW))
