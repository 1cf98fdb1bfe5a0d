"""The narrative: which markup a chapter may carry."""

import re

import nh3

MAX_BODY = 200_000  # characters; a chapter of a hundred pages
KEPT_STATES = 200  # of a chapter, the newest; older ones are let go of when it is saved again

# What the editor produces and a document can print. Everything else is removed on saving.
ALLOWED_TAGS = frozenset({"a", "blockquote", "br", "del", "div", "em", "h1", "li", "ol", "p", "strong", "ul"})
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

# What word processors and hand-written markup use for the same thing.
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"} | {f"h{level}": "h1" for level in range(2, 7)}
_OTHERWISE = re.compile(rf"<(/?)({'|'.join(_SAME)})(?=[\s/>])", re.IGNORECASE)

_HEADING = re.compile(r"<(/?)h1>")
# The editor's blocks hold no blocks; what somebody typed by hand otherwise stays as it is.
_BLOCK = re.compile(r"<div>((?:(?!</?(?:blockquote|div|h1|h3|li|ol|p|ul)\b).)*?)</div>", re.DOTALL)
_BLANK_LINE = re.compile(r"(?:<br>\s*){2,}")
_EMPTY = re.compile(r"<(div|p)>(\s|&nbsp;|<br>)*</\1>")


def sanitised(html: str) -> str:
    """The chapter without anything that could act or reach out: only the allowed tags, links to http(s) and mail."""
    return nh3.clean(
        _OTHERWISE.sub(lambda tag: f"<{tag.group(1)}{_SAME[tag.group(2).casefold()]}", html[:MAX_BODY]),
        tags=set(ALLOWED_TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel="noopener noreferrer",
    )


def as_printed(html: str) -> str:
    """The chapter as it stands under its own title: the editor's one heading becomes a third-level heading, its blocks
    and blank lines become paragraphs.
    """
    return _EMPTY.sub("", _BLOCK.sub(_paragraphs, _HEADING.sub(r"<\1h3>", html)))


def _paragraphs(block: re.Match[str]) -> str:
    parts = [part.strip() for part in _BLANK_LINE.split(block.group(1))]
    return "".join(f"<p>{part}</p>" for part in parts if part)
