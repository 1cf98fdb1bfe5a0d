"""One assessment with all its questions and answers, as the pages of one unit show it."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries.scheme import instrument_of
from app.assessment.rules import (
    AnswerFacts,
    Filling,
    Gap,
    Progress,
    Verdict,
    blocking,
    filling,
    gaps,
    lagging,
    may_edit_answer,
    progress,
    verdict,
)
from app.assessment.scoring import (
    AnswerScores,
    Effective,
    Explanation,
    Scheme,
    Scope,
    UnitAnswers,
    effective_score,
    overall_index,
)
from app.assessment.states import AssessmentState, ReturnState
from app.db import db
from app.instrument.answer_types import AnswerType, answer_type
from app.instrument.questionnaire import CategorySpec, IndicatorSpec, Questionnaire


@dataclass(frozen=True)
class Line:
    """One question on the sheet with its answer, if there is one."""

    spec: IndicatorSpec
    answer: Answer | None
    facts: AnswerFacts
    editable: bool
    verdict_hidden: bool = False  # the coordinator is still at it, and the reader is the unit itself

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.facts)

    @property
    def blocking(self) -> tuple[Gap, ...]:
        return blocking(self.gaps)

    @property
    def complete(self) -> bool:
        return not self.blocking

    @property
    def verdict(self) -> Verdict:
        return verdict(self.facts)

    @property
    def kind(self) -> AnswerType:
        """The answer type: it turns the stored value into words and levels."""
        return answer_type(self.spec.answer_type)

    @property
    def shown(self) -> str:
        """The stored answer as people read it."""
        return "" if self.answer is None else self.kind.display(self.spec.parameters, self.answer.value)

    @property
    def scores(self) -> AnswerScores:
        """The three scores, kept apart."""
        if self.answer is None:
            return AnswerScores()
        verified = None if self.verdict_hidden else self.answer.verified_score
        return AnswerScores(self.answer.self_score, verified, self.answer.ministry_score)

    @property
    def effective(self) -> Effective:
        """The score that counts, and whose it is."""
        return effective_score(self.scores, measured=self.spec.is_measured)

    @property
    def stored(self) -> Answer:
        """The answer, for those who know that there is one; `LookupError` otherwise."""
        if self.answer is None:
            raise LookupError(self.spec.code)
        return self.answer

    @property
    def was_returned(self) -> bool:
        """Whether the unit sees a reason on this answer."""
        return self.facts.return_state in (ReturnState.RETURNED, ReturnState.CORRECTED)


@dataclass(frozen=True)
class Section:
    """The lines of one category."""

    category: CategorySpec
    lines: tuple[Line, ...]

    @property
    def progress(self) -> Progress:
        return progress(line.facts for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """An assessment laid out: sections in the order of the instrument."""

    assessment: Assessment
    questionnaire: Questionnaire
    scheme: Scheme
    sections: tuple[Section, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in the order in which they are answered."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def progress(self) -> Progress:
        return progress(line.facts for line in self.lines)

    @cached_property
    def filling(self) -> Filling:
        """How many are answered, proved, returned, left."""
        return filling(line.facts for line in self.lines)

    @property
    def lagging(self) -> Section | None:
        """The category furthest behind; `None` where none is."""
        key = lagging(
            [
                (section.category.code, filling(line.facts for line in section.lines))
                for section in self.sections
            ]
        )
        return next((section for section in self.sections if section.category.code == key), None)

    @cached_property
    def index(self) -> Explanation:
        """The overall index of this sheet as it stands; provisional until it is submitted."""
        given = {line.spec.id: line.scores for line in self.lines if line.answer is not None}
        unit = self.assessment.unit
        key, name = (unit.id, unit.name) if unit is not None else ("government", "")
        return overall_index(self.scheme, UnitAnswers(key, name, given), self.scope)

    @property
    def scope(self) -> Scope:
        return Scope.GOVERNMENT if self.assessment.is_government_scope else Scope.OPD

    def line(self, code: str) -> Line | None:
        """The line of an indicator by its code."""
        return next((line for line in self.lines if line.spec.code == code), None)

    def neighbours(self, line: Line) -> tuple[Line | None, Line | None]:
        """The lines before and after."""
        place = self.lines.index(line)
        before = self.lines[place - 1] if place else None
        after = self.lines[place + 1] if place + 1 < len(self.lines) else None
        return before, after

    def next_open(self, after: Line | None = None) -> Line | None:
        """The next line that still lacks something, starting behind `after` and going round."""
        return self._search(after, lambda line: line.editable and not line.complete)

    def next_returned(self, after: Line | None = None) -> Line | None:
        """The next line that came back and says the same as before."""
        return self._search(after, lambda line: line.facts.return_state is ReturnState.RETURNED)

    def next_undecided(self, after: Line | None = None, *, but: Container[str] = ()) -> Line | None:
        """The next line that waits for the coordinator's decision; `but`: ids of answers that cannot be decided yet."""
        return self._search(
            after,
            lambda line: (
                line.verdict is Verdict.UNDECIDED and (line.answer is None or line.answer.id not in but)
            ),
        )

    def _search(self, after: Line | None, wanted: Callable[[Line], bool]) -> Line | None:
        start = self.lines.index(after) + 1 if after is not None else 0
        turned = self.lines[start:] + self.lines[:start]
        return next((line for line in turned if line is not after and wanted(line)), None)


def load_sheet(
    assessment: Assessment,
    *,
    for_unit: bool = False,
    with_evidence: bool = False,
    only: str = "",
    among: Container[str] | None = None,
    writable: Container[str] | None = None,
) -> Sheet:
    """The sheet of one assessment in two queries, whatever the number of answers.

    `for_unit`: as the unit itself may see it; verdicts of a verification that is still under way are left out.
    `with_evidence`: for those who go through the evidence of all answers; else it is counted, and read when it is asked
    for. `only`: the line of this indicator alone; `among`: those of these indicators (ids); `writable`: only
    these can be edited, whatever else is shown.
    """
    hidden = for_unit and assessment.state is AssessmentState.SUBMITTED
    questionnaire, scheme = instrument_of(assessment.round.instrument_version_id)
    scope = "government" if assessment.is_government_scope else "opd"
    asked = [
        (category, [spec for spec in category.indicators if _is_asked(spec, scope, only, among)])
        for category in questionnaire.categories
    ]
    narrowed = bool(only) or among is not None
    wanted = [spec.id for _category, specs in asked for spec in specs] if narrowed else None
    answers = _answers(assessment.id, wanted, with_evidence=with_evidence)
    counts = (
        {indicator_id: len(answer.evidence) for indicator_id, answer in answers.items()}
        if with_evidence
        else _evidence_counts(assessment.id, wanted)
    )

    def line(spec: IndicatorSpec) -> Line:
        answer = answers.get(spec.id)
        facts = line_facts(spec, answer, counts.get(spec.id, 0))
        editable = may_edit_answer(
            facts, submitted_before=assessment.was_submitted, own=assessment.is_government_scope
        )
        return Line(spec, answer, facts, editable and (writable is None or spec.id in writable), hidden)

    sections = tuple(Section(category, tuple(map(line, specs))) for category, specs in asked if specs)
    return Sheet(assessment, questionnaire, scheme, sections)


def _is_asked(spec: IndicatorSpec, scope: str, only: str, among: Container[str] | None) -> bool:
    return (
        spec.scope.value == scope and (not only or spec.code == only) and (among is None or spec.id in among)
    )


def _answers(assessment_id: str, wanted: list[str] | None, *, with_evidence: bool) -> dict[str, Answer]:
    statement = (
        select(Answer).where(Answer.assessment_id == assessment_id).execution_options(populate_existing=True)
    )
    if wanted is not None:
        statement = statement.where(Answer.indicator_id.in_(wanted))
    if with_evidence:
        statement = statement.options(selectinload(Answer.evidence).options(joinedload(Evidence.file)))
    return {answer.indicator_id: answer for answer in db.session.scalars(statement)}


def _evidence_counts(assessment_id: str, wanted: list[str] | None) -> dict[str, int]:
    """Pieces of evidence by indicator."""
    statement = (
        select(Answer.indicator_id, func.count())
        .join(Evidence, Evidence.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment_id, Evidence.removed_at.is_(None))
        .group_by(Answer.indicator_id)
    )
    if wanted is not None:
        statement = statement.where(Answer.indicator_id.in_(wanted))
    return {row[0]: row[1] for row in db.session.execute(statement)}


def line_facts(spec: IndicatorSpec, answer: Answer | None, evidence_count: int | None = None) -> AnswerFacts:
    """One answer as the rules see it; its evidence is counted here unless somebody has."""
    if answer is None:
        return AnswerFacts(spec.id, spec.code, spec.category, spec.is_measured)
    return AnswerFacts(
        indicator_id=spec.id,
        code=spec.code,
        category=spec.category,
        measured=spec.is_measured,
        self_score=answer.self_score,
        has_reason=bool(answer.self_reason.strip()),
        evidence_count=len(answer.evidence) if evidence_count is None else evidence_count,
        needs_review=answer.needs_review,
        verified_score=answer.verified_score,
        return_state=answer.return_state,
    )
