"""What a complaint is, derived from its times: its status, its public colour, whether anything is owed.

Nothing here is typed by a person. The six statuses are those of the admin page of LAPOR!; the three colours
are the public ones of 2018 (merah: belum ditindaklanjuti, kuning: proses, hijau: selesai).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Klass(StrEnum):
    """The classification that decides how long resolving may take."""

    SUPERVISORY = "supervisory"
    NON_SUPERVISORY = "non_supervisory"
    INFORMATION = "information"
    ASPIRATION = "aspiration"


class Status(StrEnum):
    """The six statuses of the admin page."""

    UNVERIFIED = "unverified"
    DISPOSED = "disposed"
    IN_PROCESS = "in_process"
    FINISHED = "finished"
    POSTPONED = "postponed"
    ARCHIVED = "archived"


class Colour(StrEnum):
    """The three public colours, and none for what was archived without an answer."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NONE = "none"


class Origin(StrEnum):
    """How a complaint came into the register, and so who keeps its times: the source of an import, or we ourselves."""

    IMPORT = "import"
    ENTRY = "entry"  # walk-in, letter, SMS, telephone: written down by an official
    CHANNEL = "channel"  # pushed by a local channel's application


HANDLED_HERE = frozenset({Origin.ENTRY, Origin.CHANNEL})
FOLLOWED_UP = frozenset({Status.IN_PROCESS, Status.FINISHED})
OPEN = frozenset({Status.UNVERIFIED, Status.DISPOSED, Status.IN_PROCESS, Status.POSTPONED})


@dataclass(frozen=True, slots=True)
class Times:
    """When things happened to one complaint; aware moments, None when they did not happen or were not recorded.

    `resolved` is the end of the agency's work: the last answer when the system closed the complaint by itself
    after the reporter stayed silent (that silence is not the agency's time), else the closing. `pauses` are
    the spans of waiting for the reporter; the last may be open.
    """

    received: datetime
    verified: datetime | None = None
    first_follow_up: datetime | None = None
    closed: datetime | None = None
    archived: datetime | None = None
    resolved: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def reached(self) -> int:
        """How far the recorded times prove that it came: 0 received, 1 forwarded, 2 followed up, 3 closed."""
        if self.closed is not None:
            return 3
        if self.first_follow_up is not None:
            return 2
        return 1 if self.verified is not None else 0


def resolved_at(
    closed: datetime | None,
    closed_automatically: bool,
    last_follow_up: datetime | None,
    first_follow_up: datetime | None,
) -> datetime | None:
    """When the agency's work ended (see `Times.resolved`)."""
    if closed is None or not closed_automatically:
        return closed
    return last_follow_up or first_follow_up or closed


def derive_status(times: Times, reported: Status | None = None) -> Status:
    """The status that the times prove.

    `reported` is what the source's own status column said. It only speaks where times are missing: a file
    without a column for the follow-up may still say "Sedang Diproses". It never takes back what a recorded
    time proves.
    """
    if times.closed is not None:
        return Status.FINISHED
    if times.archived is not None:
        return Status.ARCHIVED
    if times.is_paused:
        return Status.POSTPONED
    proven = (Status.UNVERIFIED, Status.DISPOSED, Status.IN_PROCESS)[times.reached]
    if reported is None:
        return proven
    if reported in (Status.POSTPONED, Status.ARCHIVED):
        return reported
    order = list(Status)
    return max(proven, reported, key=order.index)


def derive_colour(times: Times, status: Status) -> Colour:
    """Green when done, yellow once somebody followed up, red before; nothing for an archived one without an answer."""
    if status is Status.FINISHED:
        return Colour.GREEN
    if status in FOLLOWED_UP or times.first_follow_up is not None:
        return Colour.YELLOW
    return Colour.NONE if status is Status.ARCHIVED else Colour.RED


def is_followed_up(times: Times, status: Status) -> bool:
    """Whether the agency ever answered: the numerator of "tindak lanjut"."""
    return status in FOLLOWED_UP or times.first_follow_up is not None
