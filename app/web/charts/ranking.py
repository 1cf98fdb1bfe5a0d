"""Which bars a ranking shows: the largest, in groups of like volume, and one for all others. Pure arithmetic."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# From this many on, a group of its own; what is below the last is small, and says so.
VOLUME_GROUPS = (1000, 100, 10)


def ranked(
    items: Sequence[Mapping[str, Any]],
    note: Callable[[float | None], str],
    most: int = 12,
    rest: Callable[[int], str] | None = None,
    groups: Callable[[int | None, int | None], str] | None = None,
) -> list[dict[str, Any]]:
    """Bars for `items` ([{"label", "value", …}], counts) by value, each with its share of the whole as a note.

    `rest(n)` names the bar of the n items beyond `most` (a single one too many is shown itself); without it all are
    shown. `groups(lower, upper)` names a volume group from `lower` to `upper` complaints (None: open); without it, or
    when all are of one group, nothing is grouped. Items without a value count as 0.
    """
    ordered = sorted(items, key=lambda item: (-(item["value"] or 0), str(item["label"])))
    total = sum(item["value"] or 0 for item in ordered)
    shown, others = (
        (ordered[: most - 1], ordered[most - 1 :])
        if rest is not None and len(ordered) > most
        else (ordered, [])
    )
    found = [
        dict(item, note=note(item["value"] / total if total and item["value"] is not None else None))
        for item in shown
    ]
    if groups is not None:
        _head(found, groups)
    if rest is not None and others:
        value = sum(item["value"] or 0 for item in others)
        found.append(
            {
                "label": rest(len(others)),
                "value": value,
                "note": note(value / total if total else None),
                "is_rest": True,
            }
        )
    return found


def volume_group(volume: float) -> int:
    """The place of the group that a volume belongs to: 0 for the largest, one more for each below."""
    return sum(1 for lower in VOLUME_GROUPS if volume < lower)


def _head(found: list[dict[str, Any]], groups: Callable[[int | None, int | None], str]) -> None:
    """Put a heading over the first bar of each volume group."""
    places = [volume_group(item["value"] or 0) for item in found]
    if len(set(places)) < 2:
        return
    before = None
    for item, place in zip(found, places, strict=True):
        if place != before:
            lower = VOLUME_GROUPS[place] if place < len(VOLUME_GROUPS) else None
            upper = VOLUME_GROUPS[place - 1] - 1 if place else None
            item["heading"] = groups(lower, upper)
        before = place
