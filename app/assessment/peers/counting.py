"""Counting the bands of a year anew, government by government, from verified assessments alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.assessment.models import Assessment, Round
from app.assessment.peers.models import PeerBand, PeerSubject
from app.assessment.queries.answers import index_of, scores_of_round
from app.assessment.rules.peers import Size, band, mean, size_of, speaks_for_government
from app.assessment.scoring import Explanation
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government, GovernmentKind

OVERALL = ""
LOOKED_AT = timedelta(days=400)  # rounds that closed longer ago no longer change


class Group(NamedTuple):
    """Who is compared with whom, in which index."""

    version_id: str
    subject: PeerSubject
    kind: str
    government_kind: GovernmentKind
    size: Size
    category: str


class Member(NamedTuple):
    """The index of one peer, and since when it is known; the id puts equals in an order."""

    since: datetime
    id: str
    value: Fraction


@dataclass
class Collected:
    """The members of all groups of a year."""

    groups: dict[Group, list[Member]] = field(default_factory=lambda: defaultdict(list))

    def add(self, round_: Round, government: Government) -> None:
        """Take in what is verified in one round."""
        assessments = db.session.scalars(
            select(Assessment)
            .where(Assessment.round_id == round_.id, Assessment.unit_id.is_not(None))
            .options(joinedload(Assessment.unit))
        ).all()
        size = size_of(len(assessments))
        verified = [each for each in assessments if each.state is AssessmentState.VERIFIED]
        if not verified:
            return
        answers = scores_of_round(round_.id)
        trees = []
        for each in verified:
            if each.unit is None or each.verified_at is None:
                continue
            tree = index_of(round_.instrument_version_id, "", "", answers[each.id])
            trees.append(tree)
            for category, value in indices(tree):
                group = Group(
                    round_.instrument_version_id,
                    PeerSubject.UNIT,
                    each.unit.kind.value,
                    government.kind,
                    size,
                    category,
                )
                self.groups[group].append(Member(each.verified_at, each.id, value))
        if speaks_for_government(len(verified), len(assessments)):
            since = max(each.verified_at for each in verified if each.verified_at)
            for category, value in mean_indices(trees):
                group = Group(
                    round_.instrument_version_id,
                    PeerSubject.GOVERNMENT,
                    "",
                    government.kind,
                    size,
                    category,
                )
                self.groups[group].append(Member(since, round_.id, value))

    def bands(self, year: int, day: date) -> Iterator[PeerBand]:
        """A row for each group that is large enough."""
        for group, members in self.groups.items():
            found = band([member.value for member in sorted(members)])
            if found is not None:
                yield PeerBand(
                    year=year,
                    instrument_version_id=group.version_id,
                    subject=group.subject,
                    kind=group.kind,
                    government_kind=group.government_kind,
                    size=group.size,
                    category=group.category,
                    count=found.count,
                    lower=found.lower,
                    median=found.median,
                    upper=found.upper,
                    counted_on=day,
                )


def indices(tree: Explanation) -> Iterator[tuple[str, Fraction]]:
    """The overall index and those of the categories, where they are known, by category code."""
    for code, value in ((OVERALL, tree.value), *((part.key, part.value) for part in tree.children)):
        if value is not None:
            yield code, value


def mean_indices(trees: Sequence[Explanation]) -> Iterator[tuple[str, Fraction]]:
    """The means of some OPD, as `indices`."""
    found: dict[str, list[Fraction]] = defaultdict(list)
    for tree in trees:
        for code, value in indices(tree):
            found[code].append(value)
    for code, values in found.items():
        average = mean(values)
        if average is not None:
            yield code, average


def rounds_to_count(now: datetime) -> Sequence[Round]:
    """The rounds of the years that may still change."""
    years = select(Round.year).where(Round.closes_at >= now - LOOKED_AT).distinct()
    return db.session.scalars(select(Round).where(Round.year.in_(years)).order_by(Round.year, Round.id)).all()


def keep(year: int, found: Iterable[PeerBand]) -> int:
    """Put these bands in the place of those of the year; returns how many there are."""
    db.session.execute(delete(PeerBand).where(PeerBand.year == year))
    rows = list(found)
    db.session.add_all(rows)
    db.session.flush()
    return len(rows)
