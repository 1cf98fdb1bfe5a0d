"""The words that complaints of a register are sorted by, for filters and suggestions."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from app.complaints.models import Complaint, ComplaintTally
from app.complaints.statistics import Dimension
from app.complaints.statistics.cells import ALL_UNITS
from app.db import db

# So many of the latest complaints are looked at: what has just come in may not be counted ahead yet.
LATEST = 2_000
_YEAR, _MONTH = len("2021"), len("2021-10")
_COLUMNS = {
    Dimension.CATEGORY: Complaint.category,
    Dimension.CHANNEL: Complaint.channel,
    Dimension.AREA: Complaint.area,
    Dimension.SOURCE: Complaint.source,
}
Words = defaultdict[Dimension, set[str]]


@dataclass(frozen=True)
class Choices:
    """What stands in a register, each in the alphabet."""

    categories: list[str]
    channels: list[str]
    areas: list[str]
    sources: list[str]


def choices_of(government_id: str) -> Choices:
    """The words of a register. A very rare one may be missing for as long as it is neither counted ahead nor recent.

    All complaints are never read for it: of a million that would take longer than to show the list.
    """
    words: Words = defaultdict(set)
    _counted_ahead(government_id, words)
    _in_the_latest(government_id, words)
    found = {dimension: sorted(words[dimension] - {""}) for dimension in _COLUMNS}
    return Choices(
        found[Dimension.CATEGORY], found[Dimension.CHANNEL], found[Dimension.AREA], found[Dimension.SOURCE]
    )


def _counted_ahead(government_id: str, words: Words) -> None:
    """From the tallies of figures, as they are: whatever they lack by now, their words did come in."""
    tallies = select(ComplaintTally.dimension, ComplaintTally.counts).where(
        ComplaintTally.government_id == government_id,
        ComplaintTally.subject == ALL_UNITS,
        ComplaintTally.dimension.in_(sorted(_COLUMNS)),
        ComplaintTally.period.in_(_periods(government_id)),
    )
    for dimension, counts in db.session.execute(tallies):
        words[Dimension(dimension)].update(counts)


def _periods(government_id: str) -> list[str]:
    """Whole years, and the months of the others."""
    found = db.session.scalars(
        select(ComplaintTally.period).where(
            ComplaintTally.government_id == government_id,
            ComplaintTally.subject == ALL_UNITS,
            ComplaintTally.dimension == Dimension.SOURCE,
            func.length(ComplaintTally.period) <= _MONTH,
        )
    ).all()
    years = {period for period in found if len(period) == _YEAR}
    return sorted(period for period in found if period in years or period[:_YEAR] not in years)


def _in_the_latest(government_id: str, words: Words) -> None:
    latest = (
        select(*_COLUMNS.values())
        .where(Complaint.government_id == government_id)
        .order_by(Complaint.received_on.desc())
        .limit(LATEST)
        .subquery()
    )
    for row in db.session.execute(select(latest).distinct()):
        for dimension, word in zip(_COLUMNS, row, strict=True):
            words[dimension].add(word)
