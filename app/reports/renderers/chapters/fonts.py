"""One set of fonts for all chapters.

The engine keeps the numbers of glyphs when it cuts a font down, so a chapter can be read with a larger cut of the same
face. All characters of the document are laid out once in a chapter of their own, which is never printed; its fonts take
the place of those of every chapter. A chapter with a glyph that is missing there keeps its own font.
"""

import html
import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Object

from app.reports.renderers.chapters.assembly import Assembly
from app.reports.renderers.chapters.copying import Copying
from app.reports.renderers.chapters.rendered import Face, Notes, Rendered
from app.reports.renderers.chapters.shelf import Letters

USUAL = "".join(map(chr, range(0x21, 0x7F))) + "–—“”‘’…•·°×±²³½§©éèëüïçÉ"
OWN = "Renaksi "  # families of the package: they always hold the usual characters


@dataclass(frozen=True, slots=True)
class SharedFace:
    """A font of the document: the glyph of each text, and widths in thousandths of the size."""

    by_text: dict[str, int]
    widths: dict[int, float]

    def glyphs(self, text: str) -> list[int]:
        """Those of a short text, letter by letter; a letter that the face lacks is left out."""
        return [self.by_text[letter] for letter in text if letter in self.by_text]


def characters_html(letters: Letters) -> str:
    """The body of the chapter with every character that the others draw, face by face. Pure."""
    said = []
    for (family, weight, style), texts in sorted(letters.items()):
        wanted = texts | set(USUAL) if family.startswith(OWN) else texts
        text = html.escape(" ".join(sorted(one for one in wanted if one.strip())))
        said.append(
            f"<p style=\"font-family:'{_safe(family)}';font-weight:{weight};font-style:{style}\">{text}</p>"
        )
    return "".join(said)


class Faces:
    """The fonts of the document that is being joined."""

    def __init__(self, assembly: Assembly, characters: Rendered) -> None:
        self.known = characters.notes.faces
        self.shared: dict[str, int] = {}
        self._faces: dict[str, SharedFace] = {}
        with pikepdf.open(io.BytesIO(characters.pdf)) as source:
            copying = Copying(assembly, source)
            for name, font in source.pages[0].obj.Resources.Font.items():
                plain = name.removeprefix("/")
                self.shared[plain] = copying.number(font)
                self._faces[plain] = _shared_face(font, self.known[plain].glyphs)
            copying.finish()
        named = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in self.shared.items())
        self.all_shared = assembly.add(b"<< %s >>" % named)

    def give(self, copying: Copying, resources: Object, notes: Notes) -> dict[str, SharedFace]:
        """Let a chapter's pages (they share one dictionary of resources) use the fonts of the document.

        Its own are not copied, but for those with a glyph that is missing there. Answers its faces by name.
        """
        own = resources.get("/Font", Dictionary())
        kept = {name: own[f"/{name}"] for name, face in notes.faces.items() if not self._holds(name, face)}
        if not kept:
            if own.is_indirect:  # drawings of the chapter refer to it, too
                copying.stands_for(own, self.all_shared)
            else:
                resources.Font = copying.stand_in(self.all_shared)
            return self._faces
        fonts = {name: copying.stand_in(number) for name, number in self.shared.items()} | kept
        for name in list(own.keys()):
            del own[name]
        for name, font in fonts.items():
            own[f"/{name}"] = font
        resources.Font = own
        return self._faces | {
            name: _shared_face(font, notes.faces[name].glyphs) for name, font in kept.items()
        }

    def _holds(self, name: str, face: Face) -> bool:
        known = self.known.get(name)
        return known is not None and face.glyphs.keys() <= known.glyphs.keys()


def _shared_face(font: Object, glyphs: dict[int, str]) -> SharedFace:
    widths: dict[int, float] = {}
    listed = list(font.DescendantFonts[0].W)
    for first, several in zip(listed[::2], listed[1::2], strict=True):
        for place, width in enumerate(several):
            widths[int(first) + place] = float(width)
    return SharedFace({text: glyph for glyph, text in glyphs.items()}, widths)


def _safe(family: str) -> str:
    return "".join(sign for sign in family if sign.isalnum() or sign in " -_")
