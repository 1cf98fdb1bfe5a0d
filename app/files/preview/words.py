"""Runs alone, in its own process: reads a DOCX from standard input, writes its first paragraphs as JSON.

It imports nothing of the application. `{"words": [paragraph, …], "more": whether it goes on}`; an exit status other
than 0 means that nothing can be shown. Only text is taken: no fields, no pictures, nothing that was deleted.
"""

import codecs
import io
import json
import resource
import sys
import zipfile
from xml.parsers import expat

MEBIBYTE = 1024 * 1024
ADDRESS_SPACE = 256 * MEBIBYTE
CPU_SECONDS = 8
MOST_INFLATED = 30 * MEBIBYTE
PARAGRAPHS, LETTERS, LONGEST = 60, 6_000, 1_500
MAIN = "word/document.xml"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "


class Enough(Exception):
    """As much was read as is shown."""


class Refused(Exception):
    """Not a document that an office program wrote."""


class Words:
    """Collects the text of paragraphs; a cell of a table is a paragraph like any other."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.letters = 0
        self._parts: list[str] = []
        self._in_text = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.removeprefix(SPACE)
        if local == "t":
            self._in_text = True
        elif local in ("tab", "br", "cr"):
            self._parts.append(" ")

    def text(self, piece: str) -> None:
        """Letters inside an element."""
        if self._in_text and sum(map(len, self._parts)) < LONGEST:
            self._parts.append(piece)

    def end(self, name: str) -> None:
        """An element ends."""
        local = name.removeprefix(SPACE)
        if local == "t":
            self._in_text = False
        elif local == "p":
            line = " ".join("".join(self._parts).split())[:LONGEST]
            self._parts = []
            if not line:
                return
            if len(self.paragraphs) == PARAGRAPHS or self.letters + len(line) > LETTERS:
                raise Enough
            self.paragraphs.append(line)
            self.letters += len(line)


def read(content: bytes) -> dict[str, object]:
    """The first paragraphs."""
    words, more = Words(), False
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = words.start
    parser.EndElementHandler = words.end
    parser.CharacterDataHandler = words.text
    parser.StartDoctypeDeclHandler = _refuse
    inflated = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(MAIN) as part:
            while piece := part.read(64 * 1024):
                inflated += len(piece)
                if inflated > MOST_INFLATED:
                    raise Refused
                parser.Parse(piece)
            parser.Parse(b"", True)
    except Enough:
        more = True
    if not words.paragraphs:
        raise Refused
    return {"words": words.paragraphs, "more": more}


def _refuse(*_: object) -> None:
    raise Refused  # entities are how XML bombs are built; no office program writes a doctype


def main() -> None:
    """Give up what is not needed, read, write."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for alphabet in ("cp437", "utf-8", "utf-16"):
        codecs.lookup(alphabet)
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        told = read(content)
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is one refusal, never a trace
        sys.exit(1)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
