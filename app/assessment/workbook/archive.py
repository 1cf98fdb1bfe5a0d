"""Many workbooks in one ZIP: taken apart with limits, put together with names that tell whose they are."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

MOST_FILES = 200  # a government has some forty to sixty OPD
LARGEST = 10 * 1024 * 1024  # bytes of one workbook
CHUNK = 64 * 1024
_ASIDE = ("__MACOSX", ".", "~$", "Thumbs.db")  # what programs leave beside the files of people


class TooMuch(Exception):
    """More files, or larger ones, than the workbooks of a government can be."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a ZIP: its full name there, and what people call it."""

    path: str
    name: str


def members_of(content: bytes) -> list[Member]:
    """The files of people in it, folders ignored. Raises `TooMuch`; `zipfile.BadZipFile` for a damaged one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [
            Member(info.filename, PurePosixPath(info.filename.replace("\\", "/")).name)
            for info in archive.infolist()
            if not info.is_dir() and not _is_aside(info.filename)
        ]
    if len(found) > MOST_FILES:
        raise TooMuch
    return found


def read_member(content: bytes, path: str) -> bytes:
    """The bytes of one file, counted while they inflate: what it declares is not believed. Raises `TooMuch`."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(path) as stream:
        while piece := stream.read(CHUNK):
            if kept.tell() + len(piece) > LARGEST:
                raise TooMuch
            kept.write(piece)
    return kept.getvalue()


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files; a name that comes twice is numbered."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for name, content in _numbered(files):
            archive.writestr(name, content)
    return stream.getvalue()


def _numbered(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    taken: set[str] = set()
    for name, content in files:
        stem, _dot, extension = name.rpartition(".")
        chosen, number = name, 2
        while chosen in taken:
            chosen, number = f"{stem}-{number}.{extension}", number + 1
        taken.add(chosen)
        yield chosen, content


def _is_aside(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any(part.startswith(_ASIDE) and part != ".." for part in parts)
