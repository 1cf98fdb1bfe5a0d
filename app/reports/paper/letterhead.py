"""Letterhead, signatory and look of a document as plain data, for whatever renders it: PDF today, Word as well. Pure.

`asset:document/logo` is where the renderers find the coat of arms; `Letterhead.logo` says whether there is one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.organisations.rules.colours import DEFAULT_ACCENT, NotAColourError, accent, tint

_LOOK = "look-"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a letter, line by line; empty lines are not printed. `owner` names whose coat of arms it is."""

    owner: str
    name: str  # as printed, such as "Pemerintah Kabupaten Sinjai"
    office: str = ""
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()  # telephone, mail, site; printed on one line
    logo: bool = False


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs and where; empty parts are not printed, but for the name, which then is a line to write on."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    place: str = ""


class PaperSize(StrEnum):
    """What a document is printed on; millimetres: (width, height)."""

    A4 = "a4"
    F4 = "f4"

    @property
    def width(self) -> int:
        """Of the upright page, in mm."""
        return 215 if self is PaperSize.F4 else 210

    @property
    def height(self) -> int:
        """Of the upright page, in mm."""
        return 330 if self is PaperSize.F4 else 297


class UnknownLookError(ValueError):
    """Neither a size of paper and a colour that are allowed, nor the name of such a look."""


@dataclass(frozen=True, slots=True)
class Look:
    """Paper and accent colour. Nothing but an enumeration's value and six hexadecimal digits can be in here."""

    paper: PaperSize = PaperSize.A4
    accent: str = DEFAULT_ACCENT

    def __post_init__(self) -> None:
        try:
            valid = self.paper in tuple(PaperSize) and accent(self.accent) == self.accent
        except NotAColourError:
            valid = False
        if not valid:
            raise UnknownLookError(f"{self.paper} {self.accent}")

    @property
    def stylesheet(self) -> str:
        """The name under which renderers ask for it: "look-f4-0b5a6e"."""
        return f"{_LOOK}{self.paper.value}-{self.accent.removeprefix('#')}"


@dataclass(frozen=True, slots=True)
class Stationery:
    """Everything that a government sets for its documents."""

    letterhead: Letterhead
    signatory: Signatory = field(default_factory=Signatory)
    knows: Signatory | None = None  # beside the signatory, under "Mengetahui"
    look: Look = field(default_factory=Look)
    number: str = ""  # of this document


def is_look(stylesheet: str) -> bool:
    """Whether a stylesheet's name is that of a look rather than of a file."""
    return stylesheet.startswith(_LOOK)


def accent_of(stylesheets: Iterable[str]) -> str:
    """The accent of the look among stylesheets, "#rrggbb"; the house's own without one."""
    digits = [name.rpartition("-")[2] for name in stylesheets if is_look(name)]
    return f"#{digits[-1]}" if digits else DEFAULT_ACCENT


def look_css(stylesheet: str) -> str:
    """The rules of a look. `UnknownLookError` for a name that no valid look has: no other text becomes a rule."""
    paper, _sep, digits = stylesheet.removeprefix(_LOOK).partition("-")
    if paper not in tuple(PaperSize):
        raise UnknownLookError(stylesheet)
    look = Look(PaperSize(paper), f"#{digits}")
    width, height = look.paper.width, look.paper.height
    text = width - 47  # between the margins of paper.css
    return (
        f":root {{ --accent: {look.accent}; --tint: {tint(look.accent, 0.11)}; "
        f"--pale: {tint(look.accent, 0.058)}; }}\n"
        f"@page {{ size: {width}mm {height}mm; }}\n"
        f"@page matrix {{ size: {height}mm {width}mm; }}\n"
        f".cover {{ height: {height - 62}mm; }}\n"
        f".tiles {{ width: {text + 6}mm; }}\n"
        f".r-chart__wide {{ width: {text}mm; }}\n"
    )


def nip_text(number: str) -> str:
    """A civil servant's number in its usual groups: birth, appointment, sex, sequence; anything else stays as it is.

    >>> nip_text("197001011995031001")
    '19700101 199503 1 001'
    """
    digits = number.replace(" ", "")
    if len(digits) != 18 or not digits.isdecimal():
        return number
    return " ".join((digits[:8], digits[8:14], digits[14], digits[15:]))
