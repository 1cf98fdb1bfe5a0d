"""Taking a workbook of the matrix over."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.lines import add_line, edit_line
from app.plans.models import Plan, PlanLine
from app.plans.rules.workbook import MatrixDifference


class MatrixMoved(Exception):
    """The plan is no longer what the preview showed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many lines were changed and added, and how many cells were left because somebody else had changed them."""

    changed: int
    added: int
    left: int


def take_workbook(
    actor: Actor,
    plan: Plan,
    difference_now: Callable[[], MatrixDifference],
    *,
    seal: str,
    overwrite: Collection[str],
    category_codes: Collection[str],
    sha256: str,
) -> Taken:
    """Change and add what the workbook says, all of it in this transaction.

    The difference is made anew once the plan is held; MatrixMoved unless it is the one of the preview (`seal`). A cell
    that somebody else changed after the workbook was handed out is only written if `overwrite` names it ("line id.key
    of the cell"). Nothing is deleted.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    db.session.expire_all()
    difference = difference_now()
    if difference.seal != seal:
        raise MatrixMoved
    codes = tuple(category_codes)
    changed = left = 0
    for item in difference.changed:
        wanted = item.wanted(overwrite)
        left += len(item.cells) - len(wanted)
        fields = item.with_cells(wanted)
        if fields != item.line.fields:
            edit_line(actor, plan, db.session.get_one(PlanLine, item.line.id), fields, codes)
            changed += 1
    for new in difference.added:
        add_line(actor, plan, new.fields, codes)
    taken = Taken(changed, len(difference.added), left)
    record(
        actor,
        "plan.workbook_taken",
        plan,
        government_id=plan.government_id,
        after={"changed": taken.changed, "added": taken.added, "left": taken.left, "sha256": sha256},
    )
    return taken
