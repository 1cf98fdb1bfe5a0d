"""A chapter that was laid out: its pages as a PDF of their own, and what joining needs to know about them. Pure."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

HEAD = 8  # bytes that say how long the notes are


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where "Halaman x dari y" belongs: `x` (its `align` edge) and baseline `y` in points from the page's bottom left.

    `face` names a font of the chapter; `size` in points; `colour` red, green, blue from 0 to 1.
    """

    x: float
    y: float
    size: float
    align: str  # left | center | right
    face: str
    colour: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a chapter used it: how to ask for it in CSS, and the glyphs drawn, with the text each stands for."""

    family: str
    weight: int
    style: str  # normal | italic | oblique
    glyphs: dict[int, str]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `page` counts from 0 within the chapter, `x` and `y` in points."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of the pages besides the PDF itself. `rows`: those of a long table that stand on them."""

    pages: int
    rows: int = 0
    anchors: dict[str, tuple[int, float, float]] = field(default_factory=dict)  # page from 0, x, y in points
    bookmarks: tuple[Bookmark, ...] = ()
    stamps: tuple[Stamp | None, ...] = ()  # for each page
    faces: dict[str, Face] = field(default_factory=dict)
    links: bool = False  # some lead to other chapters


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished chapter."""

    pdf: bytes
    notes: Notes

    def packed(self) -> bytes:
        """As it is kept and sent."""
        notes = json.dumps(asdict(self.notes), ensure_ascii=False, separators=(",", ":")).encode()
        return len(notes).to_bytes(HEAD, "big") + notes + self.pdf

    @classmethod
    def unpacked(cls, content: bytes) -> "Rendered":
        """Raises `ValueError` for anything but what `packed` gave."""
        end = HEAD + int.from_bytes(content[:HEAD], "big")
        if len(content) <= end:
            raise ValueError("cut short")
        return cls(content[end:], _notes(json.loads(content[HEAD:end])))


def _notes(said: dict[str, Any]) -> Notes:
    return Notes(
        pages=said["pages"],
        rows=said["rows"],
        anchors={name: (place[0], place[1], place[2]) for name, place in said["anchors"].items()},
        bookmarks=tuple(Bookmark(**one) for one in said["bookmarks"]),
        stamps=tuple(
            Stamp(**{**one, "colour": tuple(one["colour"])}) if one else None for one in said["stamps"]
        ),
        faces={
            name: Face(**{**one, "glyphs": {int(glyph): text for glyph, text in one["glyphs"].items()}})
            for name, one in said["faces"].items()
        },
        links=said["links"],
    )
