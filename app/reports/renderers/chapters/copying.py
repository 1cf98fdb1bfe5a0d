"""Objects of a chapter's PDF on their way into the document: each once, under a new number.

What is copied is what can be reached from what is asked for. Some objects of the chapter stand for ones that the
document has already (its fonts, its first page tree, its root of tags): they are named before, and never copied.
"""

import re
from collections.abc import Iterable

from pikepdf import Dictionary, Object, Pdf, Stream

from app.reports.renderers.chapters.assembly import Assembly

# A text is passed over as a whole: what looks like a reference in it is none.
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>|\b(\d+) 0 R\b", re.DOTALL)
_LENGTH = re.compile(rb"/Length \d+(?: 0 R)? ?")


class Copying:
    """The copying of one chapter."""

    def __init__(self, assembly: Assembly, source: Pdf) -> None:
        self.assembly = assembly
        self.source = source
        self._numbers: dict[int, int] = {}
        self._waiting: list[int] = []

    def stands_for(self, thing: Object, number: int) -> None:
        """`thing` of the chapter is `number` of the document."""
        self._numbers[thing.objgen[0]] = number

    def stand_in(self, number: int) -> Object:
        """Something in the chapter that may be referred to, and is `number` of the document."""
        thing = self.source.make_indirect(Dictionary())
        self.stands_for(thing, number)
        return thing

    def number(self, thing: Object) -> int:
        """The number of an object in the document; it is copied with the next `finish`."""
        return self._number(thing.objgen[0])

    def text(self, thing: Object) -> bytes:
        """A value as the document would write it."""
        if thing.is_indirect:
            return b"%d 0 R" % self.number(thing)
        return self._renumbered(thing.unparse(resolved=True))

    def copy(self, things: Iterable[Object]) -> list[int]:
        """Copy them and all that they lead to; answers their numbers."""
        numbers = [self.number(thing) for thing in things]
        self.finish()
        return numbers

    def finish(self) -> None:
        """Copy what has been asked for until now."""
        place = 0
        while place < len(self._waiting):
            own = self._waiting[place]
            place += 1
            thing = self.source.get_object(own, 0)
            if isinstance(thing, Stream):
                head = self._renumbered(_LENGTH.sub(b"", thing.stream_dict.unparse(resolved=True)))
                head = head.strip().removeprefix(b"<<").removesuffix(b">>").strip()
                self.assembly.put_stream(self._numbers[own], head, thing.read_raw_bytes())
            else:
                self.assembly.put(self._numbers[own], self._renumbered(thing.unparse(resolved=True)))
        self._waiting.clear()

    def _number(self, own: int) -> int:
        found = self._numbers.get(own)
        if found is None:
            found = self._numbers[own] = self.assembly.reserve()
            self._waiting.append(own)
        return found

    def _renumbered(self, text: bytes) -> bytes:
        return _REFERENCE.sub(self._swapped, text)

    def _swapped(self, found: "re.Match[bytes]") -> bytes:
        return b"%d 0 R" % self._number(int(found[1])) if found[1] is not None else found[0]
