"""Finds words that people read and that stand outside the catalogues: in templates, in Python, in scripts.

It reads the sources, so that it also sees pages, mails and documents that no test happens to render. What a running
page shows is looked at by `tests/access/test_words_of_pages.py`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
TRANSLATES = {"_", "_l", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "npgettext", "pgettext"}
READ_ALOUD = {"title", "alt", "aria-label", "placeholder", "label", "summary", "aria-description"}
HOLE = "\x00"  # where an expression stands
WORD = re.compile(r"[^\W\d_]{2,}")
# Words that no sentence of Indonesian does without, and that no sentence of English has.
INDONESIAN = re.compile(
    r"\b(yang|dan|tidak|untuk|dari|pada|dengan|belum|sudah|atau|ini|itu|oleh|akan|dapat|harus|bila|jika|sebagai"
    r"|karena|agar|anda|semua|setiap|dalam|lebih|bukan|ada|saja|sampai|tanpa|masih|jawaban|pengaduan|berkas|rencana"
    r"|isi|tahun|nilai|baris|daftar|kolom|tanggal|putaran|penilaian|perangkat|daerah)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """Words outside the catalogues: the file (from the repository's root), the line, and what stands there."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words!r}"


def in_templates(text: str, name: str) -> Iterator[Found]:
    """Words between and inside the tags of a template, and those that its expressions write out as they are."""
    environment = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)
    written = "".join(
        value if kind == "data" else "\n" * value.count("\n") + (HOLE if kind == "variable_begin" else "")
        for _line, kind, value in environment.lex(text)
    )
    reader = _Reader(name)
    named = re.sub(rf"(</?){HOLE}", r"\1x", written)  # an element whose name is chosen
    reader.feed(re.sub(rf"(<\w+){HOLE}", r"\1 ", named))  # an attribute that may be there
    reader.close()
    yield from reader.found
    yield from _constants(environment.parse(text), name)


class _Reader(HTMLParser):
    """Collects what a person reads or hears of an HTML text."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._silent = 0
        self.found: list[Found] = []

    def _note(self, words: str | None) -> None:
        for part in (words or "").split(HOLE):
            if WORD.search(part):
                self.found.append(Found(self._name, self.getpos()[0], " ".join(part.split())))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("code", "script", "style", "kbd"):  # what is typed into a machine as it is
            self._silent += 1
        for key, value in attrs:
            shown = tag == "input" and key == "value" and ("type", "submit") in attrs
            if key in READ_ALOUD or shown or key.startswith("data-text"):
                self._note(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("code", "script", "style", "kbd"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)


# Parts of an expression whose words are never written out.
UNREAD = (
    nodes.Compare,
    nodes.Getitem,
    nodes.Test,
    nodes.Import,
    nodes.FromImport,
    nodes.Include,
    nodes.Extends,
)


def _constants(tree: nodes.Template, name: str) -> Iterator[Found]:
    """Words inside `{{ … }}` and `{% set … %}` that do not go through a catalogue."""

    def look(node: nodes.Node) -> Iterator[Found]:
        if (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in TRANSLATES
        ):
            for argument in node.kwargs:
                yield from look(argument)
            return
        if isinstance(node, UNREAD) or _calls(node, {"code"}):  # what is typed into a machine as it is
            return
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and _is_prose(node.value):
            yield Found(name, node.lineno, node.value)
        for child in node.iter_child_nodes():
            yield from look(child)

    yield from look(tree)


def _calls(node: nodes.Node, names: set[str]) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in names


def _is_prose(text: str) -> bool:
    """Whether a text looks like something for people: it begins with a capital, or several words are Indonesian."""
    bare = text.strip()
    return bool(re.match(r"[A-Z][a-z]{2,}", bare)) or bool(
        re.search(r"\w \w", bare) and INDONESIAN.search(bare)
    )


def in_python(source: str, name: str, said: Callable[[str], bool]) -> Iterator[Found]:
    """Text of a module that is Indonesian, or that equals a sentence of the catalogue, and is not looked up in it.

    `said` tells whether the catalogue has a sentence. Docstrings and annotations are not looked at.
    """
    tree = ast.parse(source)
    spared = _spared(tree)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in spared:
            continue
        text = node.value.strip()
        several = bool(re.search(r"\w \w", text))
        if (several and INDONESIAN.search(text)) or (re.match(r"[A-Z][a-z]", text) and said(text)):
            yield Found(name, node.lineno, " ".join(text.split()))


def _spared(tree: ast.Module) -> set[int]:
    """The constants that are no text of the interface, or that a catalogue translates."""
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in TRANSLATES:
                spared |= {id(each) for argument in node.args for each in ast.walk(argument)}
        elif isinstance(node, ast.Expr):  # docstrings
            spared.add(id(node.value))
    return spared


# A JavaScript string or template, or a comment, whichever begins first; what stands in ${…} is code.
_SCRIPT = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL
)


def in_script(source: str, name: str) -> Iterator[Found]:
    """Strings of a script that are for people."""
    for match in _SCRIPT.finditer(source):
        text = next((group for group in match.groups() if group is not None), "")
        if text and _is_prose(re.sub(r"\$\{[^}]*\}", " ", text)):
            yield Found(name, source.count("\n", 0, match.start()) + 1, text)
