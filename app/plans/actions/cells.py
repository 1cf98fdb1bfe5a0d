"""Changing many cells of a plan at once, each judged by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission, check
from app.db import db
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.lines import edit_line
from app.plans.compile import LineFields
from app.plans.models import Plan, PlanLine
from app.plans.queries.compiling import fields_of
from app.plans.rules import Fault
from app.plans.rules.cells import (
    Cell,
    CellRefused,
    CellWords,
    cells_of,
    read_cell,
    show_cell,
    with_cell,
    within_years,
)


class Outcome(StrEnum):
    """What became of one cell."""

    ACCEPTED = "accepted"  # it stands so now, whether this change or an earlier one put it there
    REFUSED = "refused"  # the text is not what the cell may hold
    CONFLICT = "conflict"  # somebody else changed the same cell meanwhile
    GONE = "gone"  # the line was taken out


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What a person wrote into a cell: the version of the line they saw, and what the cell said then."""

    line_id: str
    version: int
    key: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """The outcome, the text that stands in the cell now, and why it was refused."""

    edit: CellEdit
    outcome: Outcome
    text: str = ""
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class CellAnswers:
    """One answer for each edit, in their order, and the versions of the lines as they are now.

    `renewed` has the texts of the lines that somebody else had changed before, by line and cell.
    """

    answers: tuple[CellAnswer, ...]
    versions: dict[str, int]
    renewed: dict[str, dict[str, str]]


def edit_cells(actor: Actor, plan: Plan, edits: Sequence[CellEdit], words: CellWords) -> CellAnswers:
    """Change the cells that may be changed. WrongState unless the plan may be edited now.

    A cell is changed if the line is still as the person saw it, or if only other cells of it changed since. What
    already stands as wanted is accepted without a change: sending the same twice is harmless.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    lines = _lines(plan, {edit.line_id for edit in edits})
    cells = {cell.key: cell for cell in cells_of(words.years)}
    stale = {
        edit.line_id
        for edit in edits
        if edit.line_id in lines and lines[edit.line_id].version != edit.version
    }
    answers: dict[int, CellAnswer] = {}
    for line_id in dict.fromkeys(edit.line_id for edit in edits):
        mine = [(place, edit) for place, edit in enumerate(edits) if edit.line_id == line_id]
        line = lines.get(line_id)
        if line is None:
            answers |= {place: CellAnswer(edit, Outcome.GONE) for place, edit in mine}
            continue
        answers |= _edit(actor, plan, line, mine, cells, words)
    db.session.flush()
    return CellAnswers(
        tuple(answers[place] for place in range(len(edits))),
        {line_id: line.version for line_id, line in lines.items()},
        {
            line_id: {key: show_cell(fields_of(lines[line_id]), cell, words) for key, cell in cells.items()}
            for line_id in sorted(stale)
        },
    )


def _lines(plan: Plan, wanted: Iterable[str]) -> dict[str, PlanLine]:
    """The living ones, read anew: whoever writes them holds the plan first, and this transaction holds it."""
    found = db.session.scalars(
        select(PlanLine)
        .where(PlanLine.plan_id == plan.id, PlanLine.id.in_(sorted(wanted)), PlanLine.deleted_at.is_(None))
        .options(selectinload(PlanLine.supporting))
        .execution_options(populate_existing=True)
    )
    return {line.id: line for line in found}


def _edit(
    actor: Actor,
    plan: Plan,
    line: PlanLine,
    edits: Sequence[tuple[int, CellEdit]],
    cells: dict[str, Cell],
    words: CellWords,
) -> dict[int, CellAnswer]:
    stored = within_years(fields_of(line), words.years)
    wanted, answers = stored, {}
    for place, edit in edits:
        wanted, answers[place] = _judge(edit, line.version, stored, wanted, cells.get(edit.key), words)
    if wanted != stored:
        edit_line(actor, plan, line, wanted, tuple(words.categories))
    return answers


def _judge(
    edit: CellEdit, version: int, stored: LineFields, wanted: LineFields, cell: Cell | None, words: CellWords
) -> tuple[LineFields, CellAnswer]:
    """The line with the edit in it, or as it was, and the answer."""
    if cell is None:
        return wanted, CellAnswer(edit, Outcome.REFUSED, fault=Fault.FOREIGN_YEAR)
    there = show_cell(stored, cell, words)
    try:
        value = read_cell(cell, edit.text, words)
    except CellRefused as refused:
        return wanted, CellAnswer(edit, Outcome.REFUSED, there, refused.fault)
    changed = with_cell(wanted, cell, value)
    shown = show_cell(changed, cell, words)
    if shown != there and edit.version != version and edit.seen != there:
        return wanted, CellAnswer(edit, Outcome.CONFLICT, there)
    return changed, CellAnswer(edit, Outcome.ACCEPTED, shown)
