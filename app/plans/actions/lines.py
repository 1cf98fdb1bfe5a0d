"""Writing lines by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.adoption_ties import hand_over_origins
from app.plans.actions.fields import new_line, set_fields, set_origins
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.problem_ties import release_problems_of, take_up_problems_of
from app.plans.compile import LineFields, joined_fields
from app.plans.models import Plan, PlanLine
from app.plans.queries.compiling import existing_line, fields_of
from app.plans.rules import InvalidLine, ReasonMissing, Step, line_faults
from app.plans.stored import fields_from_json, fields_to_json

Value = TypeVar("Value")


def add_line(actor: Actor, plan: Plan, fields: LineFields, category_codes: Sequence[str]) -> PlanLine:
    """Add a person's own line at the end. Raises InvalidLine with every fault."""
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    _require_valid(plan, fields, category_codes)
    line = new_line(plan, _last_position(plan) + 1, fields)
    line.edited_by = actor.user_id
    db.session.add(line)
    db.session.flush()
    record(
        actor, "plan.line_added", line, government_id=line.government_id, after={"activity": line.activity}
    )
    return line


def edit_line(
    actor: Actor, plan: Plan, line: PlanLine, fields: LineFields, category_codes: Sequence[str]
) -> None:
    """Change a line; the log keeps the fields that changed. Raises InvalidLine with every fault."""
    check(actor, Permission.PLAN_EDIT, line.government_id)
    hold_for_editing(plan)
    _require_valid(plan, fields, category_codes)
    before = fields_of(line)
    fields = _keeping_other_years(plan, before, fields)
    names = [name for name in fields.__slots__ if getattr(before, name) != getattr(fields, name)]
    set_fields(line, fields)
    line.edited_by = actor.user_id
    db.session.flush()
    record(
        actor,
        "plan.line_edited",
        line,
        government_id=line.government_id,
        before={name: getattr(before, name) for name in names},
        after={name: getattr(fields, name) for name in names},
    )


def move_line(
    actor: Actor, plan: Plan, line: PlanLine, places: int = 0, *, to_place: int | None = None
) -> None:
    """Move a line up (negative) or down within its category, or to a place counted from 1; it stops at the ends."""
    check(actor, Permission.PLAN_EDIT, line.government_id)
    hold_for_editing(plan)
    neighbours = list(
        db.session.scalars(
            select(PlanLine)
            .where(
                PlanLine.plan_id == plan.id,
                PlanLine.category_code == line.category_code,
                PlanLine.deleted_at.is_(None),
            )
            .order_by(PlanLine.position, PlanLine.id)
        )
    )
    positions = sorted(row.position for row in neighbours)
    old = neighbours.index(line)
    wanted = old + places if to_place is None else to_place - 1
    new = min(max(wanted, 0), len(neighbours) - 1)
    neighbours.insert(new, neighbours.pop(old))
    for row, position in zip(neighbours, positions, strict=True):
        row.position = position
    db.session.flush()
    record(
        actor,
        "plan.line_moved",
        line,
        government_id=line.government_id,
        before={"place": old + 1},
        after={"place": new + 1},
    )


def delete_line(actor: Actor, plan: Plan, line: PlanLine, reason: str) -> None:
    """Take a line out; compiling will not propose it again until it is restored. ReasonMissing without a reason."""
    check(actor, Permission.PLAN_EDIT, line.government_id)
    hold_for_editing(plan)
    if not reason.strip():
        raise ReasonMissing(Step.SEND_BACK)
    if line.deleted_at is not None:
        return
    line.deleted_at, line.deleted_by, line.deleted_reason = utc_now(), actor.user_id, reason.strip()
    db.session.flush()
    release_problems_of(actor, line)
    record(
        actor,
        "plan.line_deleted",
        line,
        government_id=line.government_id,
        after={"reason": line.deleted_reason, "activity": line.activity},
    )


def restore_line(actor: Actor, plan: Plan, line: PlanLine) -> None:
    """Bring a deleted line back with everything it had."""
    check(actor, Permission.PLAN_EDIT, line.government_id)
    hold_for_editing(plan)
    if line.deleted_at is None:
        return
    line.deleted_at, line.deleted_by, line.deleted_reason = None, None, ""
    db.session.flush()
    take_up_problems_of(actor, line)
    record(
        actor,
        "plan.line_restored",
        line,
        government_id=line.government_id,
        after={"activity": line.activity},
    )


def merge_lines(actor: Actor, plan: Plan, kept: PlanLine, others: Sequence[PlanLine]) -> None:
    """Make one line of several: the wording of `kept`, money and targets of all, and all their sources.

    The others are deleted and hand their sources over, so that compiling again sees one line.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    if not others or kept in others:
        return
    lines = [kept, *others]
    set_fields(kept, joined_fields([fields_of(line) for line in lines]))
    kept.keys = list(dict.fromkeys(key for line in lines for key in line.keys))
    # What the compiler would now propose for the whole, so that merging alone does not look like an edit.
    proposed = [fields_from_json(line.compiled) for line in lines if line.compiled is not None]
    if kept.compiled is not None:
        kept.compiled = fields_to_json(joined_fields(proposed))
    origins = dict.fromkeys(origin for line in lines for origin in existing_line(line).origins)
    set_origins(kept, origins)
    with force_locale("id"):
        reason = _("Digabungkan ke baris “%(activity)s”.", activity=kept.activity[:120])
    for line in others:
        line.keys, line.compiled = [], None
        line.deleted_at, line.deleted_by, line.deleted_reason = utc_now(), actor.user_id, reason
    kept.edited_by = actor.user_id
    hand_over_origins(kept, others)
    db.session.flush()
    record(
        actor,
        "plan.lines_merged",
        kept,
        government_id=plan.government_id,
        after={"activity": kept.activity, "merged": len(others)},
    )


def _require_valid(plan: Plan, fields: LineFields, category_codes: Sequence[str]) -> None:
    faults = line_faults(fields, plan.years, category_codes)
    if faults:
        raise InvalidLine(faults)


def _keeping_other_years(plan: Plan, before: LineFields, fields: LineFields) -> LineFields:
    """What the line said about years that the plan no longer shows stays: the form had no box for them."""
    return replace(
        fields,
        targets={**_outside(plan, before.targets), **fields.targets},
        budgets={**_outside(plan, before.budgets), **fields.budgets},
        quarters={**_outside(plan, before.quarters), **fields.quarters},
    )


def _outside(plan: Plan, by_year: Mapping[int, Value]) -> dict[int, Value]:
    return {year: value for year, value in by_year.items() if year not in plan.years}


def _last_position(plan: Plan) -> int:
    return db.session.scalar(select(func.max(PlanLine.position)).where(PlanLine.plan_id == plan.id)) or 0
