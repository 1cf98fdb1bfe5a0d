"""Which figure of the register a published number means, and how far the two are apart."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.complaints.published.figures import Part, percent_of
from app.complaints.rules import Status
from app.complaints.statistics import GroupFigures


class Says(StrEnum):
    """The figures of the register that a part may mean, by names that are stored."""

    FOLLOWED_UP = "followed_up"
    NOT_FOLLOWED_UP = "not_followed_up"
    OPEN = "open"
    OVERDUE = "overdue"
    UNVERIFIED = "unverified"
    DISPOSED = "disposed"
    IN_PROCESS = "in_process"
    FINISHED = "finished"
    POSTPONED = "postponed"
    ARCHIVED = "archived"

    @property
    def status(self) -> Status | None:
        """The one status that it counts, if it counts one."""
        return Status(self.value) if self.value in tuple(Status) else None


def counted(says: Says, group: GroupFigures) -> int:
    """What the register counts under this name."""
    if says.status is not None:
        return group.by_status[says.status.value]
    return {
        Says.FOLLOWED_UP: group.followed_up,
        Says.NOT_FOLLOWED_UP: group.incoming - group.followed_up,
        Says.OPEN: group.open,
        Says.OVERDUE: group.overdue,
    }[says]


@dataclass(frozen=True, slots=True)
class Beside:
    """A published number held against the register; None where one of the two says nothing.

    `difference` is what was published less what the register counts; `points` are percentage points, and only told
    where no count was published.
    """

    number: int | None = None
    share: float | None = None
    difference: int | None = None
    points: Decimal | None = None


def beside(part: Part, says: Says | None, group: GroupFigures) -> Beside:
    """A published part beside the figure of the register that it means; of an empty register nothing is known."""
    if says is None or not group.incoming:
        return Beside()
    number = counted(says, group)
    share = number / group.incoming
    if part.count is not None:
        return Beside(number, share, part.count - number)
    if part.percent is None:
        return Beside(number, share)
    return Beside(number, share, points=part.percent - percent_of(number, group.incoming))
