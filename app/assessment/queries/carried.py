"""What an assessment brought along from the round before, and what its questions have become since."""

from dataclasses import dataclass

from app.assessment.models import Assessment, Round
from app.assessment.queries.rounds import previous_round
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.sheet import Line, Sheet
from app.assessment.rules import Gap
from app.instrument.comparing import Change, Compared, Comparison, compare


@dataclass(frozen=True)
class Carried:
    """The lines of a sheet that wait to be looked at again, by what became of their questions."""

    earlier: Round
    comparison: Comparison
    lines: tuple[Line, ...]
    added: tuple[Line, ...]  # questions of the newer version without an answer yet

    @property
    def confirmable(self) -> tuple[Line, ...]:
        """Complete answers to questions that are asked as before: somebody may say of all that they still hold."""
        return tuple(
            line
            for line in self.lines
            if self.comparison.still_answered(line.spec.code) and set(line.blocking) == {Gap.NEEDS_REVIEW}
        )

    @property
    def changed(self) -> tuple[Line, ...]:
        """Answers to questions that are worded otherwise now: to be read one by one."""
        return tuple(line for line in self.lines if not self.comparison.still_answered(line.spec.code))


def carried_of(sheet: Sheet) -> Carried | None:
    """What came along into this sheet; None where there was no round before, or nothing is left to look at."""
    earlier = previous_round(sheet.assessment.round)
    if earlier is None:
        return None
    comparison = _comparison(sheet.assessment, earlier)
    waiting = tuple(line for line in sheet.lines if line.facts.needs_review)
    added = tuple(
        line
        for line in sheet.lines
        if line.answer is None and not line.spec.is_measured and _is_new(comparison, line.spec.code)
    )
    return Carried(earlier, comparison, waiting, added) if waiting or added else None


def change_since(assessment: Assessment, code: str) -> Compared | None:
    """What became of one question since the round before; None without one."""
    earlier = previous_round(assessment.round)
    return None if earlier is None else _comparison(assessment, earlier).by_code.get(code)


def _comparison(assessment: Assessment, earlier: Round) -> Comparison:
    new = instrument_of(assessment.round.instrument_version_id)[0]
    return compare(instrument_of(earlier.instrument_version_id)[0], new)


def _is_new(comparison: Comparison, code: str) -> bool:
    return comparison.by_code[code].change in (Change.ADDED, Change.ASKED_OTHERWISE)
