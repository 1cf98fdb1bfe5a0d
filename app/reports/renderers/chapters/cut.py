"""What a chapter is before it is laid out: HTML that depends on its own data alone. Pure.

A document is a list of strands in reading order. A strand begins a page and is laid out from its beginning; most are
one chunk. A long table is a strand of many: nobody knows how many rows fill a page before they are laid out, so each
chunk takes more rows than needed, gives back those on its last page, and the next chunk begins with them. The pages are
those of the table in one piece, and a changed row costs its own chunk, for page ends meet again after a few pages.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain

from app.reports.renderers.pdf import Asset

FORMAT = "1"  # of what is kept; a higher number forgets everything kept so far
ELSEWHERE = "renaksi:"  # begins the address of a link into another chapter
RUN = 36  # rows of one chunk of a long table: about six pages


@dataclass(frozen=True, slots=True)
class Look:
    """What all chapters of one document share. `styles` are names of stylesheets; `digest` is their content's hash."""

    language: str
    styles: tuple[str, ...]
    digest: str  # of the stylesheets and of the engine's version
    variant: str | None
    page_word: str  # "Halaman"
    of_word: str  # "dari"
    number: str = ""  # stands on each page
    concept: str = ""  # the word that marks a draft, on each page


@dataclass(frozen=True, slots=True)
class Words:
    """ "Halaman" and "dari", as they stand between the numbers on each page."""

    page: str
    of: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that the document carries inside, for machines; `relation` is "Data", "Source" or "Supplement"."""

    name: str
    media_type: str
    about: str  # for people, in a list of enclosed files
    relation: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of HTML to be laid out, beginning a page.

    `row_ids`: the ids of the rows of a long table, in order. `more`: rows follow in another chunk, which is to begin
    with the rows of this one's last page.
    """

    name: str
    title: str  # for people: what is being laid out, what failed
    html: str
    look: Look
    row_ids: tuple[str, ...] = ()
    more: bool = False
    assets: Mapping[str, Asset] = field(default_factory=dict)

    def key(self, tenant: str) -> str:
        """SHA-256 of all that its pages depend on; `tenant` keeps what is kept of two governments apart."""
        look = self.look
        said = [FORMAT, tenant, look.language, look.styles, look.digest, look.variant, self.html, self.more]
        said += [(name, asset.media_type) for name, asset in sorted(self.assets.items())]
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode())
        for _name, asset in sorted(self.assets.items()):
            digest.update(hashlib.sha256(asset.content).digest())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Strand:
    """Pages that follow each other: `rows` between `opening` and `closing`, or `opening` alone.

    Every row has an id; `again` is the opening of a chunk that goes on with the table.
    """

    name: str
    title: str
    look: Look
    opening: str
    again: str = ""
    rows: tuple[tuple[str, str], ...] = ()  # (id, HTML)
    closing: str = ""
    head: str = ""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    run: int | None = None  # rows of one chunk, where so many as usual would not fill pages

    def chunk(self, start: int = 0, size: int = RUN) -> Chunk:
        """The chunk that begins with row `start`."""
        rows = self.rows[start : start + size]
        more = start + size < len(self.rows)
        opening = self.again if start else self.opening
        body = "".join((opening, *(html for _id, html in rows), self.closing))
        return Chunk(
            name=f"{self.name}-{start}" if self.rows else self.name,
            title=self.title,
            html=page_html(self.look, body, self.head),
            look=self.look,
            row_ids=tuple(row_id for row_id, _html in rows),
            more=more,
            assets=self.assets,
        )

    def weight(self, start: int = 0) -> int:
        """How much is left to lay out, in characters."""
        return len(self.opening) + sum(len(html) for _id, html in self.rows[start:])

    def said(self) -> list[object]:
        """All that its pages depend on, besides the look."""
        assets = [
            (name, asset.media_type, hashlib.sha256(asset.content).hexdigest())
            for name, asset in self.assets.items()
        ]
        return [self.name, self.head, self.opening, self.again, self.rows, self.closing, assets]

    @property
    def chunks(self) -> int:
        """About how many chunks it will take."""
        return 1 + len(self.rows) // (self.run or RUN)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole document before it is laid out.

    The first `front` strands stand before the contents; `contents` makes these from the page of each anchor, and
    `contents_pages` guesses how many pages they take. `excuse` makes the page that stands in for a strand which failed
    (the kind of the failure: "time", "memory", "pages" or "error").
    """

    look: Look
    strands: Sequence[Strand]
    front: int
    contents: Callable[[Mapping[str, int]], Sequence[Strand]]
    contents_pages: int
    excuse: Callable[[Strand, str], Strand]
    enclosures: tuple[Enclosure, ...] = ()

    def key(self, tenant: str) -> str:
        """SHA-256 of all that the document depends on."""
        digest = hashlib.sha256()
        # One after another: all of a large document at once would be its size once more in memory.
        for said in (FORMAT, tenant, astuple(self.look), self.front):
            digest.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        for strand in chain(self.strands, self.contents({})):
            digest.update(json.dumps(strand.said(), ensure_ascii=False).encode() + b"\n")
        for one in self.enclosures:
            digest.update(json.dumps([one.name, one.media_type, one.about, one.relation]).encode() + b"\n")
            digest.update(hashlib.sha256(one.content).digest())
        return digest.hexdigest()


def page_html(look: Look, body: str, head: str = "") -> str:
    """A whole HTML document around `body`. `head` and `body` are markup; the words of `look` are escaped here."""
    said = {"number": look.number, "page": look.page_word, "of": look.of_word, "concept": look.concept}
    attributes = "".join(f' data-{name}="{_escaped(text)}"' for name, text in said.items())
    concept = ' class="concept"' if look.concept else ""
    return (
        f'<!DOCTYPE html><html lang="{look.language}"><head><meta charset="utf-8">{head}</head>'
        f"<body{concept}{attributes}>{body}</body></html>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
