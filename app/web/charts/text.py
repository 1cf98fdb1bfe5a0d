"""How much room text takes: estimates from Noto Sans, good enough to wrap a label (drawings cannot measure)."""

# Average advance widths in em, from the font's own tables; anything else counts as an average letter.
_NARROW = frozenset("iljI.,:;'|!()[] ft-/")
_WIDE = frozenset("mwMW@%")
AVERAGE, NARROW, WIDE, CAPITAL = 0.565, 0.32, 0.89, 0.66


def width_of(text: str, size: float) -> float:
    """Estimated width of one line, in the unit of `size`."""
    total = 0.0
    for letter in text:
        if letter in _NARROW:
            total += NARROW
        elif letter in _WIDE:
            total += WIDE
        elif letter.isupper():
            total += CAPITAL
        else:
            total += AVERAGE
    return total * size


def wrap(text: str, width: float, size: float, most: int = 2) -> list[str]:
    """Break `text` into at most `most` lines of `width`; what does not fit ends in an ellipsis.

    A word longer than a line is cut. Always returns at least one line.
    """
    lines: list[str] = []
    current = ""
    for word in text.split() or [""]:
        candidate = f"{current} {word}".strip()
        if not current or width_of(candidate, size) <= width:
            current = candidate
        else:
            lines.append(current)
            current = word
    lines.append(current)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size)]
    return [shorten(line, width, size) for line in lines]


def shorten(text: str, width: float, size: float) -> str:
    """`text` cut to `width`, with an ellipsis when something is missing."""
    if width_of(text, size) <= width:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
