"""Where a part's HTML may be cut: comments that its template wrote. Pure.

`<!--strand name|title-->` begins a strand, `<!--row id-->` a row of a long table or list, `<!--end-->` ends the rows.
`<!--strand name 180|title-->` says how many of its rows are to be laid out at a time. What people typed cannot look
like one: templates escape it.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from app.reports.renderers.chapters.cut import Look, Strand
from app.reports.renderers.pdf import Asset

_MARK = re.compile(
    r"<!--(?:strand (?P<name>[\w-]+)(?: (?P<run>\d+))?\|(?P<title>.*?)|row (?P<row>[\w-]+)|end)-->", re.DOTALL
)
_COMMENT_ENDS = "-->"
# What a table or list says only where it begins: the heading above it, and the name that the contents lead to.
_ONCE = re.compile(r"<h([12])\b.*?</h\1>|<p class=\"caption\".*?</p>|(?<=<table) id=\"[^\"]*\"", re.DOTALL)


@dataclass(slots=True)
class _Draft:
    """A strand while it is read; `row` is the id of the row that is being read, "" outside the rows."""

    name: str
    title: str
    run: int | None = None
    opening: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    closing: str = ""
    row: str = ""

    def add(self, html: str) -> None:
        if self.row:
            self.rows.append((self.row, html))
        elif self.rows:
            self.closing += html
        else:
            self.opening += html


def strands_of(
    pieces: Iterable[str],
    name: str,
    title: str,
    look: Look,
    finish: Callable[[str], str] = str,
    assets: Mapping[str, Asset] | None = None,
) -> Iterator[Strand]:
    """The strands of one part as it is written, one in memory at a time; `name` and `title` are those of the first.

    `finish` is the last hand that is laid on what stands between two marks.
    """
    draft = _Draft(name, title)
    for html, mark in _cut(pieces):
        draft.add(finish(html))
        if mark is None or mark["name"]:
            yield from _strand(draft, look, assets or {})
        if mark is not None and mark["name"]:
            draft = _Draft(mark["name"], unescape(mark["title"]), int(mark["run"]) if mark["run"] else None)
        elif mark is not None:
            draft.row = mark["row"] or ""


def _strand(draft: _Draft, look: Look, assets: Mapping[str, Asset]) -> Iterator[Strand]:
    if not draft.opening.strip():
        return
    yield Strand(
        draft.name,
        draft.title,
        look,
        draft.opening,
        again=_ONCE.sub("", draft.opening) if draft.rows else "",
        rows=tuple(draft.rows),
        closing=draft.closing,
        assets=assets,
        run=draft.run,
    )


def _cut(pieces: Iterable[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    """What stands before each mark, with the mark; the rest without one. A mark may come in several pieces."""
    done, pending = io.StringIO(), ""
    for piece in pieces:
        pending += piece
        while _COMMENT_ENDS in pending and (found := _MARK.search(pending)) is not None:
            done.write(pending[: found.start()])
            yield done.getvalue(), found
            done, pending = io.StringIO(), pending[found.end() :]
        settled = _settled(pending)
        done.write(pending[:settled])
        pending = pending[settled:]
    done.write(pending)
    yield done.getvalue(), None


def _settled(text: str) -> int:
    """How much of a text cannot belong to a comment that goes on in the next piece."""
    begun = text.rfind("<!")
    if begun >= 0 and _COMMENT_ENDS not in text[begun:]:
        return begun
    return len(text) - text.endswith("<")
