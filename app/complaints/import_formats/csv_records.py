"""Records of delimited text, of which one with a broken quotation mark keeps none of the lines below it for itself."""

import csv
from collections.abc import Iterable, Iterator

from app.complaints.import_formats.fields import FileRefused, Misquoted, Trouble

# Every such mark is looked at with what follows it, so that without a bound a hostile file would cost its square.
MOST_UNCLOSED = 1_000
# A mark that is never closed would otherwise gather the rest of the file in memory.
MOST_LINES = 2_000


class _Lines:
    """The lines of a file; those of the present record are held, so that they can be given once more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.held.append(line)
        if len(self.held) > MOST_LINES:
            raise csv.Error
        return line

    def give_again(self, lines: list[str]) -> None:
        self._again += reversed(lines)


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Every record. Where a quotation mark is broken, the line it begins in is a record of its own (`Misquoted`).

    Raises `FileRefused` for a line of no end and for a file full of unclosed marks.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    unclosed = 0
    while True:
        source.held.clear()
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first, *swallowed = source.held
            is_open = bool(swallowed) or "end of data" in str(error)
            unclosed += is_open
            if unclosed > MOST_UNCLOSED:
                raise FileRefused(Trouble.QUOTES_EVERYWHERE, limit=str(MOST_UNCLOSED)) from None
            source.give_again(swallowed)
            yield Misquoted(_loosely(first, delimiter), is_open=is_open)


def _loosely(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        raise FileRefused(Trouble.DAMAGED) from None
