"""The coordinator's board: every unit of a round by category, from a constant number of queries."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessment.models import Assessment, Round
from app.assessment.queries.answers import (
    REMEMBERED,
    AnswerRow,
    answers_of_round,
    facts_of,
    index_of,
)
from app.assessment.queries.changes import changes_of_round
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.standing import zone_of
from app.assessment.rules import (
    AnswerFacts,
    Filling,
    Floor,
    Progress,
    Verdict,
    days_left,
    deadline,
    filling,
    is_late,
    last_change,
    progress,
    verdict,
)
from app.assessment.scoring import Scheme, Scope
from app.assessment.states import AssessmentState
from app.db import db
from app.instrument.questionnaire import CategorySpec, Questionnaire
from app.organisations.models import Unit, UnitKind


@dataclass(frozen=True)
class BoardCell:
    """One unit in one category: how far, and the index as it stands."""

    progress: Progress
    index: float | None


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board."""

    assessment: Assessment
    unit: Unit
    progress: Progress
    filling: Filling
    cells: Mapping[str, BoardCell]
    overall: float | None
    deadline: datetime
    days_left: int
    is_late: bool
    undecided: int
    to_return: int
    changed_at: datetime | None = None  # by the unit: an answer, a piece of evidence, the submission

    @property
    def state(self) -> AssessmentState:
        return self.assessment.state

    @property
    def begun(self) -> bool:
        """Whether the unit has answered anything, or sent it."""
        return self.filling.begun or self.assessment.was_submitted


@dataclass(frozen=True)
class BoardFilter:
    """What the coordinator wants to see; empty fields do not filter."""

    state: AssessmentState | None = None
    kind: UnitKind | None = None
    late: bool = False
    untouched: bool = False  # nothing answered yet
    words: str = ""
    order: str = (
        ""  # a key of `ORDERS`, "-" in front for the other direction; empty: as the government has them
    )

    def admits(self, row: BoardRow) -> bool:
        """Whether a row is shown."""
        wanted = self.words.casefold().split()
        name = f"{row.unit.name} {row.unit.short_name}".casefold()
        return (
            (self.state is None or row.state is self.state)
            and (self.kind is None or row.unit.kind is self.kind)
            and (not self.late or row.is_late)
            and (not self.untouched or not row.begun)
            and all(word in name for word in wanted)
        )

    def arrange(self, rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
        """The admitted rows in the wanted order."""
        shown = [row for row in rows if self.admits(row)]
        key = ORDERS.get(self.order.removeprefix("-"))
        if key is not None:
            shown.sort(key=key, reverse=self.order.startswith("-"))
        return tuple(shown)


_STEPS = tuple(AssessmentState)  # as they follow each other; of equals the nearest deadline first
_NEVER = datetime.min.replace(tzinfo=UTC)
ORDERS: Mapping[str, Callable[[BoardRow], Any]] = {
    "opd": lambda row: row.unit.name.casefold(),
    "terisi": lambda row: (row.filling.share or 0.0, row.filling.complete),
    "ubah": lambda row: row.changed_at or _NEVER,
    "status": lambda row: (_STEPS.index(row.state), row.deadline),
}


@dataclass(frozen=True)
class Board:
    """All units of a round, with those that the filter admits."""

    round: Round
    questionnaire: Questionnaire
    scheme: Scheme
    categories: tuple[CategorySpec, ...]
    all_rows: tuple[BoardRow, ...]
    rows: tuple[BoardRow, ...]
    government: Assessment | None
    government_progress: Progress | None

    def count(self, state: AssessmentState) -> int:
        """How many units are in this state."""
        return sum(row.state == state for row in self.all_rows)

    @property
    def late(self) -> tuple[BoardRow, ...]:
        return tuple(row for row in self.all_rows if row.is_late)

    @property
    def submitted(self) -> int:
        """Units that submitted at least once: the coverage."""
        return sum(row.assessment.was_submitted for row in self.all_rows)

    @property
    def floor(self) -> Floor:
        """All units counted together, as `queries.floors` counts them for those above."""
        return Floor(
            units=len(self.all_rows),
            begun=sum(row.begun for row in self.all_rows),
            submitted=self.submitted,
            verified=self.count(AssessmentState.VERIFIED),
            late=len(self.late),
        )


@dataclass(frozen=True)
class _Answered:
    """What follows from the answers of one assessment alone."""

    progress: Progress
    filling: Filling
    cells: Mapping[str, BoardCell]
    overall: float | None
    undecided: int
    to_return: int


def load_board(round_: Round, wanted: BoardFilter, now: datetime) -> Board:
    """The board of a round at a moment: six queries, however many units and answers there are."""
    questionnaire, scheme = instrument_of(round_.instrument_version_id)
    answers = answers_of_round(round_.id)
    changes = changes_of_round(round_.id)
    zone = zone_of(round_.government_id)
    assessments = db.session.scalars(
        select(Assessment).where(Assessment.round_id == round_.id).options(joinedload(Assessment.unit))
    ).all()
    rows = []
    government, government_progress = None, None
    for assessment in assessments:
        given = answers[assessment.id]
        if assessment.unit is None:
            government = assessment
            government_progress = progress(
                fact for each in _facts(questionnaire, given, Scope.GOVERNMENT).values() for fact in each
            )
        else:
            answered = _answered(round_.instrument_version_id, given)
            rows.append(_row(assessment, assessment.unit, answered, now, zone, changes.get(assessment.id)))
    rows.sort(key=lambda row: (row.unit.position, row.unit.name))
    categories = tuple(
        category
        for category in questionnaire.categories
        if any(spec.scope.value == Scope.OPD.value for spec in category.indicators)
    )
    return Board(
        round_,
        questionnaire,
        scheme,
        categories,
        tuple(rows),
        wanted.arrange(rows),
        government,
        government_progress,
    )


@lru_cache(maxsize=REMEMBERED)
def _answered(version_id: str, given: tuple[AnswerRow, ...]) -> _Answered:
    """Remembered by the answers themselves, see `answers`."""
    questionnaire, _ = instrument_of(version_id)
    index = index_of(version_id, "", "", tuple(row.scored for row in given))
    by_category = _facts(questionnaire, given, Scope.OPD)
    cells = {
        code: BoardCell(progress(facts), index.child(code).number if _begun(facts) else None)
        for code, facts in by_category.items()
    }
    everything = [fact for facts in by_category.values() for fact in facts]
    verdicts = [verdict(fact) for fact in everything]
    return _Answered(
        progress=progress(everything),
        filling=filling(everything),
        cells=cells,
        overall=index.number if _begun(everything) else None,
        undecided=verdicts.count(Verdict.UNDECIDED),
        to_return=verdicts.count(Verdict.TO_RETURN),
    )


def _facts(
    questionnaire: Questionnaire, given: Iterable[AnswerRow], scope: Scope
) -> dict[str, list[AnswerFacts]]:
    """What is known of each indicator of this scope, by the categories that have one."""
    rows = {row.scored.indicator_id: row for row in given}
    found = {
        category.code: [
            facts_of(spec, rows.get(spec.id))
            for spec in category.indicators
            if spec.scope.value == scope.value
        ]
        for category in questionnaire.categories
    }
    return {code: facts for code, facts in found.items() if facts}


def _begun(facts: Iterable[AnswerFacts]) -> bool:
    return any(fact.self_score is not None for fact in facts)


def _row(
    assessment: Assessment,
    unit: Unit,
    answered: _Answered,
    now: datetime,
    zone: str,
    changed_at: datetime | None,
) -> BoardRow:
    until = deadline(assessment.round.closes_at, assessment.extended_until)
    return BoardRow(
        assessment=assessment,
        unit=unit,
        progress=answered.progress,
        filling=answered.filling,
        cells=answered.cells,
        overall=answered.overall,
        deadline=until,
        days_left=days_left(now, until, zone),
        is_late=is_late(assessment.state, now, until),
        undecided=answered.undecided,
        to_return=answered.to_return,
        changed_at=last_change(changed_at, assessment.submitted_at),
    )
