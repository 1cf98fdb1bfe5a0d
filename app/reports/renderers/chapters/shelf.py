"""Finished chapters of one document until they are joined: their pages in a file, only their notes in memory.

A document of four hundred OPD would otherwise be in memory twice, once in pieces and once as a whole.
"""

import tempfile
from dataclasses import dataclass, replace
from types import TracebackType

from app.reports.renderers.chapters.rendered import Notes, Rendered

IN_MEMORY = 8 * 1024 * 1024  # bytes; the file begins beyond that

Letters = dict[tuple[str, int, str], set[str]]  # texts of glyphs by family, weight and style


@dataclass(frozen=True, slots=True)
class Laid:
    """A chapter on the shelf; its `notes` are without fonts, which `Shelf.letters` has of all."""

    notes: Notes
    place: int  # in the file
    length: int  # bytes


class Shelf:
    """The chapters; for one thread at a time. The file has no name and is gone with the process at the latest."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- it ends with the shelf
        self._length = 0
        self.letters: Letters = {}

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, rendered: Rendered) -> Laid:
        """Keep a chapter. Raises `OSError` where there is no room for it."""
        for face in rendered.notes.faces.values():
            texts = self.letters.setdefault((face.family, face.weight, face.style), set())
            texts.update(face.glyphs.values())
        packed = rendered.packed()
        self._file.seek(self._length)
        self._file.write(packed)
        laid = Laid(replace(rendered.notes, faces={}), self._length, len(packed))
        self._length += len(packed)
        return laid

    def packed(self, laid: Laid) -> bytes:
        """The chapter as it is sent, with its fonts."""
        self._file.seek(laid.place)
        return self._file.read(laid.length)
