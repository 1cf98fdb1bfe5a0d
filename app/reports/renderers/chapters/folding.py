"""Fewer, better tags: the engine's structure tree without what says nothing, before the file is written.

The engine gives every line of text an element of its own and wraps it once more where CSS made an anonymous box; a plan
of a regency has 90.000 of them. Here such elements are folded into the paragraph or cell they belong to, running heads
become artifacts, and a header cell says what it heads (`Scope`) instead of being named by each cell, since names would
have to differ between chapters that know nothing of each other.
"""

from collections.abc import Iterator
from typing import Any

PLAIN = ("/NonStruct", "/Span")  # without meaning of their own
HOLDERS = (
    *PLAIN,
    *("/P", "/H1", "/H2", "/H3", "/H4", "/TD", "/TH"),
    *("/LBody", "/Lbl", "/Link", "/Caption", "/Figure", "/BlockQuote"),
)
ROOMS = (
    "/Document",
    "/Sect",
    "/Art",
    "/Part",
    "/Div",
    "/Table",
    "/THead",
    "/TBody",
    "/TFoot",
    "/TR",
    "/L",
    "/LI",
)
NEEDED = ("/TD", "/TH")  # stay although they are empty


def fold(pdf: Any) -> None:
    """Change the engine's document in place; one without tags stays as it is."""
    root = pdf.catalog.get("StructTreeRoot")
    if root is not None:
        _Folding(pdf, _object(pdf, root)).run()


class _Folding:
    def __init__(self, pdf: Any, root: Any) -> None:
        self.pdf = pdf
        self.document = _object(pdf, root["K"][0])
        self.parents = _object(pdf, root["ParentTree"])["Nums"]
        self.heirs: dict[bytes, bytes] = {}  # of elements that were folded away
        self.seen: set[bytes] = set()

    def run(self) -> None:
        self.document["K"][:] = list(self._kids(self.document))
        self._hand_over()
        for number, element in enumerate(self.pdf.objects):
            if (
                _is_element(element)
                and f"{number} 0 R".encode() not in self.seen
                and element is not self.document
            ):
                element.clear()  # an empty object that nothing names; joining leaves it behind

    def _kids(self, element: Any, *, in_head: bool = False) -> Iterator[Any]:
        """What stands below an element once nothing meaningless stands between."""
        for kid in element["K"]:
            below = _object(self.pdf, kid) if isinstance(kid, bytes) else None
            if below is None or not _is_element(below):
                yield kid
                continue
            is_head = in_head or below["S"] == "/THead"
            kids = list(self._kids(below, in_head=is_head))
            if not kids and below["S"] not in NEEDED:
                self.heirs[kid] = element.reference
            elif self._says_nothing(element, below, kids):
                self.heirs[kid] = element.reference
                for one in kids:
                    child = _object(self.pdf, one) if isinstance(one, bytes) else None
                    if child is not None and _is_element(child):
                        child["P"] = element.reference
                yield from kids
            else:
                below["K"][:] = kids
                self.seen.add(kid)
                _say_scope(below, in_head=in_head)
                yield kid

    def _says_nothing(self, element: Any, below: Any, kids: list[Any]) -> bool:
        if below["S"] not in PLAIN or below.get("Pg") != element.get("Pg", below.get("Pg")):
            return False
        if element["S"] in HOLDERS:
            return True
        # A place for other elements is none for text.
        return element["S"] in ROOMS and all(isinstance(kid, bytes) for kid in kids)

    def _hand_over(self) -> None:
        """Who owns a piece of text now; what belongs to nobody (running heads) is an artifact."""
        streams = [_object(self.pdf, page["Contents"]) for page in self._pages()]
        for place, owners in enumerate(self.parents[1::2]):
            page = self.parents[2 * place]
            if isinstance(owners, bytes):  # the element of a link's annotation
                self.parents[2 * place + 1] = self._heir(owners)
                continue
            loose = set()
            for mcid, owner in enumerate(owners):
                heir = self._heir(owner)
                if heir in self.seen:
                    owners[mcid] = heir
                else:
                    owners[mcid] = "null"
                    loose.add(mcid)
            if loose:
                _make_artifacts(streams[page], loose)

    def _heir(self, owner: bytes) -> bytes:
        while owner in self.heirs:
            owner = self.heirs[owner]
        return owner

    def _pages(self) -> Iterator[Any]:
        for number in self.pdf.pages["Kids"][::3]:
            yield self.pdf.objects[number]


def _make_artifacts(stream: Any, loose: set[int]) -> None:
    """The engine writes "/Span", its properties and "BDC" as three pieces."""
    pieces = stream.stream
    for place, piece in enumerate(pieces):
        if isinstance(piece, dict) and piece.get("MCID") in loose and pieces[place + 1] == b"BDC":
            pieces[place - 1] = "/Artifact"
            del piece["MCID"]
            piece["Type"] = "/Pagination"


def _say_scope(cell: Any, *, in_head: bool) -> None:
    if cell["S"] not in NEEDED:
        return
    about = cell["A"]
    about.pop("Headers", None)
    cell.pop("ID", None)
    if cell["S"] == "/TH":
        about["Scope"] = "/Column" if in_head else "/Row"
    elif len(about) == 1:  # nothing but its owner
        del cell["A"]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split(b" ", 1)[0])]


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"
