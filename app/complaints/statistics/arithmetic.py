"""Shares, means and percentiles of whole numbers that were counted."""

from collections.abc import Mapping

# Below this many complaints a share jumps by whole percents with every single one, and comparing units by it
# misleads.
SMALL_VOLUME = 10


def share(part: int, whole: int) -> float | None:
    """A fraction from 0 to 1, or None when there is nothing to divide by."""
    return part / whole if whole else None


def mean(days: Mapping[int, int]) -> float | None:
    """The mean of a histogram (value → how often); None if it is empty."""
    total = sum(days.values())
    return sum(value * n for value, n in days.items()) / total if total else None


def median(days: Mapping[int, int]) -> float | None:
    """The median of a histogram: of an even number of values, the middle between the two in the middle."""
    total = sum(days.values())
    if not total:
        return None
    return (_ranked(days, (total + 1) // 2) + _ranked(days, total // 2 + 1)) / 2


def percentile(days: Mapping[int, int], fraction: float) -> float | None:
    """The nearest-rank percentile: the smallest value that at least `fraction` of all do not exceed."""
    total = sum(days.values())
    if not total:
        return None
    # 0.9 × 10 is 9.000000000000001 in floating point for some totals; a tenth of a millionth keeps the rank
    # whole.
    return float(_ranked(days, max(1, -int(-(fraction * total - 1e-7) // 1))))


def _ranked(days: Mapping[int, int], rank: int) -> int:
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen >= rank:
            return value
    raise ValueError("rank beyond the histogram")
