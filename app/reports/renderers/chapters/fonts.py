"""One set of fonts for all chapters.

The engine keeps the numbers of glyphs when it cuts a font down, so a chapter can be read with a larger cut of the same
face. All characters of the document are laid out once in a chapter of their own, which is never printed; its fonts take
the place of those of every chapter. A chapter with a glyph that is missing there keeps its own font.
"""

import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Object, Pdf

from app.reports.renderers.chapters.rendered import Face, Notes, Rendered

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


def characters_html(notes: Iterable[Notes]) -> str:
    """The body of the chapter with every character that the others draw, face by face. Pure."""
    wanted: dict[tuple[str, int, str], set[str]] = {}
    for note in notes:
        for face in note.faces.values():
            texts = wanted.setdefault((face.family, face.weight, face.style), set())
            texts.update(face.glyphs.values())
    said = []
    for (family, weight, style), texts in sorted(wanted.items()):
        if family.startswith(OWN):
            texts |= set(USUAL)
        text = html.escape(" ".join(sorted(one for one in texts if one.strip())))
        said.append(
            f"<p style=\"font-family:'{_safe(family)}';font-weight:{weight};font-style:{style}\">{text}</p>"
        )
    return "".join(said)


class Faces:
    """The fonts of the document that is being joined."""

    def __init__(self, made: Pdf, characters: Rendered | None) -> None:
        self.made = made
        self.known: dict[str, Face] = characters.notes.faces if characters else {}
        self.shared: dict[str, Object] = {}
        self.cache: dict[str, SharedFace] = {}
        if characters is not None:
            self.source = pikepdf.open(io.BytesIO(characters.pdf))
            for name, font in self.source.pages[0].obj.Resources.Font.items():
                self.shared[name.removeprefix("/")] = made.copy_foreign(font)
        self.all_shared = made.make_indirect(
            Dictionary({f"/{name}": font for name, font in self.shared.items()})
        )

    def take(self, source: Pdf, notes: Notes) -> list[str]:
        """Take its fonts away from a chapter, so that they are not copied; answers those it has to keep."""
        resources = source.pages[0].obj.Resources
        kept = [name for name, face in notes.faces.items() if not self._holds(name, face)]
        if "/Font" in resources:
            for name in list(resources.Font.keys()):
                if name.removeprefix("/") not in kept:
                    del resources.Font[name]
        return kept

    def give(self, pages: Sequence[Object], kept: list[str]) -> None:
        """Give the copied pages (they share one dictionary of resources) the fonts of the document."""
        resources = pages[0].Resources
        if not kept:
            resources.Font = self.all_shared
            return
        for name, font in self.shared.items():
            if name not in kept:
                resources.Font[f"/{name}"] = font
        for name in kept:
            self.cache.setdefault(name, _shared_face(resources.Font[f"/{name}"], {}))

    def face(self, name: str) -> SharedFace:
        """For writing with it."""
        if name not in self.cache:
            glyphs = self.known[name].glyphs if name in self.known else {}
            self.cache[name] = _shared_face(self.shared[name], glyphs)
        return self.cache[name]

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
