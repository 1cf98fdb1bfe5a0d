"""Where a part's HTML may be cut: comments that its template wrote. Pure.

`<!--strand name|title-->` begins a strand, `<!--row id-->` a row of a long table, `<!--end-->` ends the rows. What
people typed cannot look like one: templates escape it.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from app.reports.renderers.chapters.cut import Look, Strand
from app.reports.renderers.pdf import Asset

_STRAND = re.compile(r"<!--strand ([\w-]+)\|(.*?)-->", re.DOTALL)
_ROW = re.compile(r"<!--row ([\w-]+)-->")
_END = "<!--end-->"
# What a table says only where it begins: the heading above it, and the name that the contents lead to.
_ONCE = re.compile(r"<h2\b.*?</h2>|(?<=<table) id=\"[^\"]*\"", re.DOTALL)


def strands_of(
    html: str, name: str, title: str, look: Look, assets: Mapping[str, Asset] | None = None
) -> Iterator[Strand]:
    """The strands of one part; `name` and `title` are those of the first."""
    pieces = _STRAND.split(html)
    for place in range(0, len(pieces), 3):
        if place:
            name, title = pieces[place - 2], unescape(pieces[place - 1])
        if pieces[place].strip():
            yield _strand(pieces[place], name, title, look, assets or {})


def _strand(html: str, name: str, title: str, look: Look, assets: Mapping[str, Asset]) -> Strand:
    opening, *rest = _ROW.split(html)
    if not rest:
        return Strand(name, title, look, html, assets=assets)
    rest[-1], _end, closing = rest[-1].partition(_END)
    return Strand(
        name,
        title,
        look,
        opening=opening,
        again=_ONCE.sub("", opening),
        rows=tuple(zip(rest[::2], rest[1::2], strict=True)),
        closing=closing,
        assets=assets,
    )
