"""The strands of a book in a file: in memory stands only where each begins.

The HTML of a plan of four hundred OPD is larger than everything else that whoever makes the document holds, and most of
it is wanted once, for a moment.
"""

import pickle
import tempfile
import threading
import weakref
from collections.abc import Iterable, Sequence
from typing import overload

from app.reports.renderers.chapters.cut import Strand


class Manuscript(Sequence[Strand]):
    """Strands in reading order, read anew whenever one is asked for; several threads may ask.

    The file has no name and is gone with the manuscript. Raises `OSError` where there is no room for it.
    """

    def __init__(self, strands: Iterable[Strand] = ()) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- it ends with the manuscript
        self._closing = weakref.finalize(self, self._file.close)
        self._places: list[tuple[int, int]] = []  # where each begins, and how long it is
        self._length = 0
        self._lock = threading.Lock()
        self.extend(strands)

    def extend(self, strands: Iterable[Strand]) -> None:
        """Write down what follows; each strand may be forgotten by whoever made it."""
        for strand in strands:
            written = pickle.dumps(strand)
            with self._lock:
                self._file.seek(self._length)
                self._file.write(written)
                self._places.append((self._length, len(written)))
                self._length += len(written)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Strand: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Strand]: ...
    def __getitem__(self, place: int | slice) -> Strand | Sequence[Strand]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        begin, length = self._places[place]
        with self._lock:
            self._file.seek(begin)
            written = self._file.read(length)
        found: Strand = pickle.loads(written)  # noqa: S301 -- nobody else can write into a file without a name
        return found
