"""Figures of the complaint register that an indicator may be scored by.

The register sits above this package, so it registers its providers here; whoever scores asks `measure` and need
not know where the figure comes from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MeasureName(StrEnum):
    """The figures an instrument can name. Shares are fractions (0 to 1), the rating 1 to 5, the volume a count."""

    FOLLOWED_UP_SHARE = "followed_up_share"
    CLOSED_SHARE = "closed_share"
    VERIFY_IN_TIME_SHARE = "verify_in_time_share"
    FOLLOW_UP_IN_TIME_SHARE = "follow_up_in_time_share"
    RESOLVE_IN_TIME_SHARE = "resolve_in_time_share"
    RATING_MEAN = "rating_mean"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with what it rests on. `value` None means unknown: no complaints, and never taken for perfect."""

    value: float | None
    volume: int
    cut_off: datetime | None
    source: str


# (government id, unit id or None for the whole government, first day, last day) → the figure
Provider = Callable[[str, str | None, date, date], Measured]


class UnknownMeasure(LookupError):
    """No package has registered a provider for this measure."""


_providers: dict[MeasureName, Provider] = {}


def register_measure(name: str, provider: Provider) -> None:
    """Let `provider` compute the measure `name`; a later registration replaces an earlier one.

    Raises `ValueError` for a name that no instrument can use.
    """
    _providers[MeasureName(name)] = provider


def registered_measures() -> frozenset[MeasureName]:
    """The measures that can be computed at present."""
    return frozenset(_providers)


def measure(name: str, government_id: str, unit_id: str | None, start: date, end: date) -> Measured:
    """The figure for the complaints received from `start` to `end`, both included.

    Raises `UnknownMeasure` if nobody provides it.
    """
    provider = _providers.get(MeasureName(name))
    if provider is None:
        raise UnknownMeasure(name)
    return provider(government_id, unit_id, start, end)
