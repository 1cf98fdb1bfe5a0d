"""The words that complaints of a register are sorted by, for filters and suggestions."""

from dataclasses import dataclass

from app.complaints.queries.tallies import count
from app.complaints.statistics import Dimension

_SORTED = (Dimension.CATEGORY, Dimension.CHANNEL, Dimension.AREA)


@dataclass(frozen=True)
class Choices:
    """What stands in a register: in the alphabet, sources the largest first."""

    categories: list[str]
    channels: list[str]
    areas: list[str]
    sources: list[str]


def choices_of(government_id: str) -> Choices:
    """Read from the tallies of the figures, in one go: asking the complaints themselves would read them all."""
    found = count(government_id, None, None, None, (*_SORTED, Dimension.SOURCE)).groups
    categories, channels, areas = (sorted(key for key in found[dimension] if key) for dimension in _SORTED)
    volume = {key: tally.incoming for key, tally in found[Dimension.SOURCE].items() if key}
    return Choices(categories, channels, areas, sorted(volume, key=lambda key: (-volume[key], key)))
