"""What the HTML of a document says about itself and its parts."""

from typing import Any

from app.files.possible import possible
from app.reports.renderers.word.fields import Listed

LONGEST_PROPERTY = 255  # letters, by the standard
_BLOCKS = set("p div table ul ol h1 h2 h3 h4 section article figure svg blockquote".split())


def classes_of(element: Any) -> set[str]:
    """The names of its classes."""
    return set((element.get("class") or "").split())


def title_of(tree: Any) -> str:
    """The document's title, as long as a property may be."""
    return possible(tree.findtext(".//title") or "")[:LONGEST_PROPERTY]


def described(tree: Any, name: str) -> str:
    """What a `meta` of the head says; empty without it."""
    found = tree.find(f".//meta[@name='{name}']")
    return possible(found.get("content", ""))[:LONGEST_PROPERTY] if found is not None else ""


def is_text(element: Any) -> bool:
    """Whether an element holds letters and no blocks: a paragraph of the editor."""
    return bool("".join(element.itertext()).strip()) and not any(
        child.tag in _BLOCKS for child in element.iterdescendants()
    )


def is_contents(element: Any) -> bool:
    """Whether a list is one of headings, tables or figures."""
    return "toc" in classes_of(element)


def entries_of(contents: Any) -> list[Listed]:
    """The lines of such a list, with the places that they lead to."""
    return [
        Listed(possible(" ".join(line.text_content().split())), line.find("a").get("href").removeprefix("#"))
        for line in contents
    ]
