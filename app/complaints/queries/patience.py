"""Pages that would rather show what was counted last than wait until very much is counted.

After a change in bulk (an import of many thousands) months wait to be counted anew. Usually whoever asks counts them
along the way. A page does not if they hold too many complaints: it shows what was counted last, and says of which
months. Documents, plans and measures are made at leisure and always count.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import func, or_, select

from app.complaints.models import Complaint
from app.complaints.queries.counting import received_between
from app.complaints.statistics.months import first_day, following, last_day
from app.db import db

# So many complaints a page counts one by one: about half a second.
PATIENCE = 2_000

_behind: ContextVar[set[str] | None] = ContextVar("months_behind", default=None)


@contextmanager
def last_counted() -> Iterator[None]:
    """Within it figures may be those that were counted last; `months_behind` tells. A decorator as well."""
    token = _behind.set(set())
    try:
        yield
    finally:
        _behind.reset(token)


def months_behind() -> list[str]:
    """The months ("2021-10") of which what was read since `last_counted` is not what the complaints say now."""
    return sorted(_behind.get() or ())


def is_asked() -> bool:
    """Whether the reader would rather not wait."""
    return _behind.get() is not None


def note_behind(months: Collection[str]) -> None:
    """These months are read as they were counted last."""
    noted = _behind.get()
    if noted is not None:
        noted.update(months)


def takes_long(government_id: str, months: Collection[str]) -> bool:
    """Whether these months hold more complaints than a page counts one by one."""
    return bool(months) and _complaints_of(government_id, months) > PATIENCE


def _complaints_of(government_id: str, months: Collection[str]) -> int:
    """How many there are, counted no further than `PATIENCE` and one."""
    some = (
        select(Complaint.received_on)
        .where(
            Complaint.government_id == government_id,
            or_(*(received_between(first_day(first), last_day(last)) for first, last in _runs(months))),
        )
        .limit(PATIENCE + 1)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _runs(months: Collection[str]) -> Sequence[tuple[str, str]]:
    """Months that follow each other, as first and last."""
    found: list[tuple[str, str]] = []
    for month in sorted(months):
        if found and following(found[-1][1]) == month:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found
