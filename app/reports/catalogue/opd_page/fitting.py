"""Making something fit on one page: steps of size and of length, tried one after another. Pure."""

import textwrap
from dataclasses import dataclass

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Fit:
    """How dense a page is set: the class of its body, and after how many characters texts are cut (0: never)."""

    name: str
    text: int = 0
    label: int = 0

    def cut(self, text: str) -> str:
        """A text of a cell, cut at a word where it is too long."""
        return shortened(text, self.text)

    def cut_name(self, text: str) -> str:
        """A name (of an OPD, a category, a round), cut likewise."""
        return shortened(text, self.label)

    @property
    def is_cut(self) -> bool:
        """Whether something may be missing."""
        return bool(self.text)


# From the usual one to the one that holds whatever people typed.
FITS = (
    Fit("roomy"),
    Fit("close"),
    Fit("tight", 180, 120),
    Fit("tight", 120, 80),
    Fit("tightest", 80, 60),
    Fit("tightest", 40, 40),
)


def shortened(text: str, most: int) -> str:
    """At most `most` characters with an ellipsis at the end of what was cut; 0: as it is."""
    plain = " ".join(text.split())
    if not most or len(plain) <= most:
        return plain
    found = textwrap.shorten(plain, most, placeholder=f" {ELLIPSIS}")
    # A single word longer than the room is cut within.
    return found if len(found) > most // 2 else plain[: most - 1] + ELLIPSIS
