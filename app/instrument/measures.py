"""Figures of the complaint register that an indicator may be scored by.

The register sits above this package, so it registers its providers here; whoever scores asks `measure` and need
not know where the figure comes from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """A figure with what it rests on. `value` None means unknown: no complaints, and never taken for perfect.

    `volume` are the complaints that came in, `base` those of them that a share or a mean is of (None: not told).
    """

    value: float | None
    volume: int
    cut_off: datetime | None
    source: str
    base: int | None = None


# (government id, unit id or None for the whole government, first day, last day) → the figure
Provider = Callable[[str, str | None, date, date], Measured]
# The same for several measures at once, which share one reading of the register.
ManyProvider = Callable[[Sequence[MeasureName], str, str | None, date, date], Mapping[MeasureName, Measured]]


class UnknownMeasure(LookupError):
    """No package has registered a provider for this measure."""


_providers: dict[MeasureName, ManyProvider] = {}

# (government id, unit id or None, first day, last day) → the address of the list of complaints that were counted
Address = Callable[[str, str | None, date, date], str]
_addresses: dict[str, Address] = {}


def register_measure(name: str, provider: Provider) -> None:
    """Let `provider` compute the measure `name`; a later registration replaces an earlier one.

    Raises `ValueError` for a name that no instrument can use.
    """
    wanted = MeasureName(name)
    _providers[wanted] = lambda _names, *place: {wanted: provider(*place)}


def register_measures(names: Iterable[MeasureName], provider: ManyProvider) -> None:
    """Let `provider` compute several measures; it is asked once for all that are wanted together."""
    _providers.update(dict.fromkeys(names, provider))


def register_address(address: Address) -> None:
    """Let a page lead from a figure to the complaints behind it; a later registration replaces an earlier one."""
    _addresses["register"] = address


def complaints_behind(government_id: str, unit_id: str | None, start: date, end: date) -> str | None:
    """The address of the complaints received in a period; None in an installation without a register."""
    address = _addresses.get("register")
    return None if address is None else address(government_id, unit_id, start, end)


def registered_measures() -> frozenset[MeasureName]:
    """The measures that can be computed at present."""
    return frozenset(_providers)


def measure(name: str, government_id: str, unit_id: str | None, start: date, end: date) -> Measured:
    """The figure for the complaints received from `start` to `end`, both included.

    Raises `UnknownMeasure` if nobody provides it.
    """
    wanted = MeasureName(name)
    found = measures([wanted], government_id, unit_id, start, end)
    if wanted not in found:
        raise UnknownMeasure(name)
    return found[wanted]


def measures(
    names: Sequence[MeasureName], government_id: str, unit_id: str | None, start: date, end: date
) -> dict[MeasureName, Measured]:
    """Several figures of the same complaints; those that nobody provides are left out."""
    wanted: dict[ManyProvider, list[MeasureName]] = {}
    for name in names:
        if name in _providers:
            wanted.setdefault(_providers[name], []).append(name)
    found: dict[MeasureName, Measured] = {}
    for provider, together in wanted.items():
        found.update(provider(together, government_id, unit_id, start, end))
    return found
