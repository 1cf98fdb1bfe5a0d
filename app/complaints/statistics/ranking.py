"""Units (or governments) side by side, honestly: ranked only among those with about as many complaints.

With three complaints every single one moves a share by a third. So groups are formed by volume and ranks are given
within a group; the smallest is not ranked at all. The borders are this project's own rule, and no regulation's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.complaints.statistics.groups import GroupFigures


@dataclass(frozen=True, slots=True)
class VolumeClass:
    """From `low` to `high` complaints (None: and more)."""

    low: int
    high: int | None
    ranked: bool


VOLUME_CLASSES = (
    VolumeClass(100, None, ranked=True),
    VolumeClass(30, 99, ranked=True),
    VolumeClass(10, 29, ranked=True),
    VolumeClass(1, 9, ranked=False),
    VolumeClass(0, 0, ranked=False),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place among those of its volume; equal values share a place. None: not ranked, or unknown."""

    group: GroupFigures
    value: float | None
    place: int | None


@dataclass(frozen=True, slots=True)
class VolumeGroup:
    """The units of one volume, the best first and those of which nothing is known last."""

    volumes: VolumeClass
    placed: tuple[Placed, ...]


Measure = Callable[[GroupFigures], float | None]
MEASURES: dict[str, Measure] = {
    "followed_up": lambda group: group.followed_up_share,
    "closed": lambda group: group.closed_share,
    "verify": lambda group: group.stages["verify"].in_time_share,
    "follow_up": lambda group: group.stages["follow_up"].in_time_share,
    "resolve": lambda group: group.stages["resolve"].in_time_share,
}


def rank(groups: Iterable[GroupFigures], measure: Measure) -> tuple[VolumeGroup, ...]:
    """Groups by volume, the largest first; within each by the measure, the highest first. Empty groups are left out."""
    by_class: dict[VolumeClass, list[GroupFigures]] = {volumes: [] for volumes in VOLUME_CLASSES}
    for group in groups:
        by_class[volume_class(group.incoming)].append(group)
    return tuple(
        VolumeGroup(volumes, _placed(members, measure, volumes))
        for volumes, members in by_class.items()
        if members
    )


def volume_class(incoming: int) -> VolumeClass:
    """The class that a number of complaints belongs to."""
    return next(one for one in VOLUME_CLASSES if incoming >= one.low)


def _placed(groups: list[GroupFigures], measure: Measure, volumes: VolumeClass) -> tuple[Placed, ...]:
    known = sorted(
        groups,
        key=lambda group: (measure(group) is None, -(measure(group) or 0.0), -group.incoming, group.name),
    )
    found: list[Placed] = []
    for number, group in enumerate(known, start=1):
        value = measure(group)
        place: int | None = number
        if value is None or not volumes.ranked:
            place = None
        elif found and found[-1].value == value:
            place = found[-1].place
        found.append(Placed(group, value, place))
    return tuple(found)
