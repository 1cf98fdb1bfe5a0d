"""Which simple mistakes would make parts and whole fit."""

from collections.abc import Iterator, Sequence

from app.complaints.published.figures import Mistake, Part, Reason

# Almost any number is one digit away from one that differs by less than this, so such a misprint explains nothing.
TELLING = 10


def explanations(whole: int, parts: Sequence[Part]) -> Iterator[Reason]:
    """What would explain that the counts of `parts` are not together `whole`, the most telling first."""
    missing = whole - sum(part.count or 0 for part in parts)
    own = [_own_parts(part, missing) for part in parts]
    yield from (reason for reason in own if reason is not None)
    if abs(missing) >= TELLING:
        numbers = list(_readings(whole, parts, missing))
        yield from (Reason(Mistake.ONE_DIGIT, *each) for each in numbers if one_digit(*each[1:]))
        yield from (Reason(Mistake.SWAPPED_DIGITS, *each) for each in numbers if swapped(*each[1:]))
    yield from (
        Reason(Mistake.PART_WITHIN_PART, part.label)
        for part in parts
        if missing < 0 and part.count == -missing
    )
    yield Reason(Mistake.UNNAMED_PART if missing > 0 else Mistake.COUNTED_TWICE)


def _own_parts(part: Part, missing: int) -> Reason | None:
    counts = [each.count for each in part.parts if each.count is not None]
    if part.count is None or not counts or len(counts) < len(part.parts):
        return None
    fitting = sum(counts)
    if fitting != part.count + missing:
        return None
    return Reason(Mistake.OWN_PARTS, part.label, part.count, fitting)


def _readings(whole: int, parts: Sequence[Part], missing: int) -> Iterator[tuple[str, int, int]]:
    """(label, as printed, as it would fit) of every number that alone may be misread."""
    yield "", whole, whole - missing
    for part in parts:
        if part.count is not None and part.count + missing >= 0:
            yield part.label, part.count, part.count + missing


def one_digit(printed: int, fitting: int) -> bool:
    """Whether exactly one digit tells two numbers apart: 365 and 395."""
    one, other = str(printed), str(fitting)
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def swapped(printed: int, fitting: int) -> bool:
    """Whether two neighbouring digits changed places: 846 and 864."""
    one, other = str(printed), str(fitting)
    if len(one) != len(other):
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and (one[places[0]], one[places[1]]) == (other[places[1]], other[places[0]])
    )
