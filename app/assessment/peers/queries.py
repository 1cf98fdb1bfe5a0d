"""What a page says of peers: from the bands alone, beside the reader's own index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import select

from app.assessment.models import Round
from app.assessment.peers.counting import OVERALL, indices, mean_indices
from app.assessment.peers.models import PeerBand, PeerSubject
from app.assessment.queries.scores import RoundScores, UnitResult
from app.assessment.rules.peers import Band, Place, Size, place, size_of, speaks_for_government
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government, GovernmentKind, Unit, UnitKind


@dataclass(frozen=True)
class Compared:
    """One index beside those of the peers. `place` is None where the own index is not known."""

    category: str  # its code; empty: the overall index
    label: str
    own: Fraction | None
    band: Band
    place: Place | None


@dataclass(frozen=True)
class Comparison:
    """Who the peers are, and where one stands among them. Without `rows` there are too few to say anything."""

    subject: PeerSubject
    government_kind: GovernmentKind
    size: Size
    kind: UnitKind | None = None
    rows: tuple[Compared, ...] = ()
    counted_on: date | None = None
    is_provisional: bool = False  # the own index is not verified

    @property
    def count(self) -> int:
        """How many peers there are, the own one among them once it is verified; of the overall index."""
        return self.rows[0].band.count if self.rows else 0


def unit_comparison(
    scores: RoundScores, unit: UnitResult, round_: Round, government: Government
) -> Comparison:
    """One OPD beside OPD of the same kind, in governments of the same kind and size."""
    kind = db.session.get_one(Unit, unit.unit_id).kind
    size = size_of(len(scores.units))
    bands = _bands(round_, PeerSubject.UNIT, kind.value, government.kind, size)
    return Comparison(
        subject=PeerSubject.UNIT,
        government_kind=government.kind,
        size=size,
        kind=kind,
        rows=_rows(scores, bands, indices(unit.explanation)),
        counted_on=_day(bands),
        is_provisional=unit.state is not AssessmentState.VERIFIED,
    )


def government_comparison(scores: RoundScores, round_: Round, government: Government) -> Comparison:
    """A government beside governments of the same kind and size: means over their verified OPD."""
    verified = [unit for unit in scores.units if unit.state is AssessmentState.VERIFIED]
    size = size_of(len(scores.units))
    bands = _bands(round_, PeerSubject.GOVERNMENT, "", government.kind, size)
    own = mean_indices([unit.explanation for unit in verified])
    return Comparison(
        subject=PeerSubject.GOVERNMENT,
        government_kind=government.kind,
        size=size,
        rows=_rows(scores, bands, own),
        counted_on=_day(bands),
        is_provisional=not speaks_for_government(len(verified), len(scores.units)),
    )


def _bands(
    round_: Round, subject: PeerSubject, kind: str, government_kind: GovernmentKind, size: Size
) -> Mapping[str, PeerBand]:
    found = db.session.scalars(
        select(PeerBand).where(
            PeerBand.year == round_.year,
            PeerBand.instrument_version_id == round_.instrument_version_id,
            PeerBand.subject == subject,
            PeerBand.kind == kind,
            PeerBand.government_kind == government_kind,
            PeerBand.size == size,
        )
    )
    return {each.category: each for each in found}


def _rows(
    scores: RoundScores, bands: Mapping[str, PeerBand], own: Iterable[tuple[str, Fraction]]
) -> tuple[Compared, ...]:
    known = dict(own)
    names: Sequence[tuple[str, str]] = [
        (OVERALL, ""),
        *((category.code, category.name) for category in scores.questionnaire.categories),
    ]
    return tuple(
        Compared(
            category=code,
            label=name,
            own=known.get(code),
            band=bands[code].band,
            place=place(known[code], bands[code].band) if code in known else None,
        )
        for code, name in names
        if code in bands
    )


def _day(bands: Mapping[str, PeerBand]) -> date | None:
    return max((each.counted_on for each in bands.values()), default=None)
