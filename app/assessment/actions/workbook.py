"""Taking a workbook of an assessment over."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.access import Actor
from app.assessment.actions.answers import save_answer
from app.assessment.actions.evidence import add_link
from app.assessment.actions.steps import lock, take
from app.assessment.models import Assessment
from app.assessment.rules import Step
from app.assessment.rules.workbook import ChangedAnswer, ChangedCell, Part, SheetDifference
from app.assessment.workbook.questions import stored_answer
from app.audit import record
from app.db import db
from app.instrument.questionnaire import IndicatorSpec


class AnswersMoved(Exception):
    """The answers are no longer what the preview showed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many answers were changed, and how many cells that somebody else had changed were left as they are."""

    answers: int
    left: int


def take_workbook(
    actor: Actor,
    assessment: Assessment,
    difference_now: Callable[[], SheetDifference],
    specs: Mapping[str, IndicatorSpec],
    *,
    seal: str,
    overwrite: Collection[str],
    sha256: str,
    now: datetime,
) -> Taken:
    """Write what the workbook says, all of it in this transaction.

    The difference is made anew once the assessment is held; AnswersMoved unless it is the one of the preview (`seal`).
    A cell that somebody else changed meanwhile is only written if `overwrite` names it. Raises `ForbiddenStep` when
    nobody may write now.
    """
    assessment = lock(assessment)
    take(actor, assessment, Step.SAVE, now)
    db.session.expire_all()
    difference = difference_now()
    if difference.seal != seal:
        raise AnswersMoved
    changed = left = 0
    for item in difference.changed:
        wanted = [cell for cell in item.cells if not cell.is_conflict or item.key(cell) in overwrite]
        left += len(item.cells) - len(wanted)
        if wanted:
            _write(actor, assessment, specs[item.present.asked.id], item, wanted, now)
            changed += 1
    record(
        actor,
        "assessment.workbook_taken",
        assessment,
        government_id=assessment.government_id,
        after={"answers": changed, "left": left, "refused": len(difference.problems), "sha256": sha256},
    )
    return Taken(changed, left)


def _write(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    item: ChangedAnswer,
    cells: Iterable[ChangedCell],
    now: datetime,
) -> None:
    new = {cell.part: cell.after for cell in cells}
    present = item.present
    if new.keys() - {Part.LINK}:
        save_answer(
            actor,
            assessment,
            spec,
            value=stored_answer(spec, new.get(Part.ANSWER, present.answer)),
            reason=new.get(Part.REASON, present.reason),
            seen_version=present.version,
            now=now,
        )
    if Part.LINK in new:
        add_link(actor, assessment, spec, new[Part.LINK], now=now)
