"""One drawing for all pages that show it: the engine draws the mark of a concept anew on each."""

import hashlib
import re

from pikepdf import Object, Stream

from app.reports.renderers.chapters.copying import Copying

# What a drawing takes from the resources of its own chapter by a counted name: another chapter's are others.
_BORROWS = re.compile(rb"\b(?:Do|sh|scn|SCN|Tf)\b")


class Drawings:
    """The drawings of the document that is being joined, by their content: the number of each."""

    def __init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def share(self, copying: Copying, resources: Object) -> None:
        """Let names of a chapter's resources mean the drawing that is there already, where it is the same."""
        named = resources.get("/XObject")
        if named is None:
            return
        for name in list(named.keys()):
            drawing = named[name]
            if not isinstance(drawing, Stream) or drawing.get("/Subtype") != "/Form":
                continue
            content = drawing.read_bytes()
            if _BORROWS.search(content):
                continue
            digest = hashlib.sha256(content + repr(drawing.get("/BBox")).encode()).digest()
            if digest in self._known:
                named[name] = copying.stand_in(self._known[digest])
            else:
                self._known[digest] = copying.number(drawing)
