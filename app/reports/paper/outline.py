"""Headings, tables and figures of one part of a document, numbered within the part. Pure.

Numbers restart in each chapter ("Tabel 3.1"), so a part's text depends on its own data alone and can be laid out, kept
and joined without its neighbours. The contents pages are made from the outlines of all parts.
"""

import re
from dataclasses import dataclass, field
from html import unescape

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

_NUMBERED_TITLE = re.compile(r"^\s*BAB\s+[IVXLC\d]+\s*[.:–-]?\s*", re.IGNORECASE)
_HEADING = re.compile(r"<h3>(.*?)</h3>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the contents list: `label` as it is numbered ("BAB III", "Tabel 3.1"), `title` in plain text."""

    level: int
    label: str
    title: str
    anchor: str


@dataclass
class Outline:
    """Collects entries while a part is written. `part` begins every anchor, so anchors differ between parts."""

    part: str
    chapter: int | None = None
    headings: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    figures: list[Entry] = field(default_factory=list)
    sections: int = 0

    def title(self, title: str, label: str = "") -> Entry:
        """The heading of the part itself."""
        return self._keep(self.headings, Entry(1, label, title, self.part))

    def section(self, title: str) -> Entry:
        """A numbered section within the chapter: "3.2"."""
        self.sections += 1
        number = f"{self.chapter}.{self.sections}" if self.chapter else ""
        return self._keep(self.headings, Entry(2, number, title, f"{self.part}-{self.sections}"))

    def table(self, title: str, word: str) -> Entry:
        """A table; `word` is "Tabel #" in the document's language."""
        return self._numbered(self.tables, title, word, "t")

    def figure(self, title: str, word: str) -> Entry:
        """A figure; `word` is "Gambar #" in the document's language."""
        return self._numbered(self.figures, title, word, "g")

    def narrative(self, html: str) -> str:
        """The chapter's own text with its headings made sections of the document, numbered as the author wrote them."""

        def replacement(match: re.Match[str]) -> str:
            inner = match.group(1).strip()
            text = " ".join(unescape(_TAG.sub(" ", inner)).split())
            if not text:
                return ""
            self.sections += 1
            anchor = f"{self.part}-{self.sections}"
            number, rest = split_number(text)
            self.headings.append(Entry(2, number, rest, anchor))
            return f'<h2 id="{anchor}">{inner}</h2>'

        return _HEADING.sub(replacement, html)

    def _numbered(self, entries: list[Entry], title: str, word: str, kind: str) -> Entry:
        number = len(entries) + 1
        label = word.replace("#", f"{self.chapter}.{number}" if self.chapter else str(number))
        return self._keep(entries, Entry(1, label, title, f"{self.part}-{kind}{number}"))

    @staticmethod
    def _keep(entries: list[Entry], entry: Entry) -> Entry:
        entries.append(entry)
        return entry


def split_number(text: str) -> tuple[str, str]:
    """ "1.2 Landasan Hukum" → ("1.2", "Landasan Hukum"); without a number, ("", text)."""
    match = re.match(r"^(\d+(?:\.\d+)*)\.?\s+(.+)$", text, re.DOTALL)
    return (match[1], match[2]) if match else ("", text)


def without_number(title: str) -> str:
    """ "BAB III Hasil Asesmen" → "Hasil Asesmen": the document numbers its chapters itself."""
    return _NUMBERED_TITLE.sub("", title).strip() or title.strip()
