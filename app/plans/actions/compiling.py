"""Taking over what a compilation proposes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import force_locale
from flask_babel import gettext as _

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.fields import new_line, set_fields, set_origins
from app.plans.actions.guards import hold_for_editing
from app.plans.compile import Added, Changed, Orphaned, compile_plan, difference
from app.plans.models import Plan, PlanLine
from app.plans.queries.compiling import all_lines, compile_input, fields_of
from app.plans.stored import fields_to_json


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was taken over. `stale` counts entries that had changed since the page was shown and were left alone."""

    added: int
    changed: int
    removed: int
    stale: int


def accept_compilation(actor: Actor, plan: Plan, tokens: Collection[str] | None) -> Accepted:
    """Compile anew and take over the entries named by `tokens` (None: all of them).

    An entry whose content is no longer what the person saw has another token and is not taken over.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    source = compile_input(plan)
    result = difference(compile_plan(source), source.existing)
    lines = {line.id: line for line in all_lines(plan)}
    added = _chosen(result.added, tokens)
    changed = _chosen(result.changed, tokens)
    orphaned = _chosen(result.orphaned, tokens)
    _add(actor, plan, lines.values(), added)
    for change in changed:
        _change(lines[change.line_id], change)
    for orphan in orphaned:
        _remove(actor, lines[orphan.line_id])
    plan.compiled_at = utc_now()
    db.session.flush()
    taken = len(added) + len(changed) + len(orphaned)
    outcome = Accepted(len(added), len(changed), len(orphaned), 0 if tokens is None else len(tokens) - taken)
    record(
        actor,
        "plan.compiled",
        plan,
        government_id=plan.government_id,
        after={"added": outcome.added, "changed": outcome.changed, "removed": outcome.removed},
    )
    return outcome


Entry = TypeVar("Entry", Added, Changed, Orphaned)


def _chosen(entries: Iterable[Entry], tokens: Collection[str] | None) -> list[Entry]:
    return [entry for entry in entries if tokens is None or entry.token in tokens]


def _add(actor: Actor, plan: Plan, existing: Iterable[PlanLine], entries: list[Added]) -> None:
    first = 1 + max((line.position for line in existing), default=0)
    for position, entry in enumerate(entries, start=first):
        line = new_line(plan, position, entry.proposed.fields)
        line.keys = list(entry.proposed.keys)
        line.compiled = fields_to_json(entry.proposed.fields)
        line.edited_by = actor.user_id
        set_origins(line, entry.proposed.origins)
        db.session.add(line)


def _change(line: PlanLine, entry: Changed) -> None:
    set_fields(line, entry.accepted_fields(fields_of(line)))
    line.keys = list(dict.fromkeys((*line.keys, *entry.proposed.keys)))
    if line.compiled is not None:
        line.compiled = fields_to_json(entry.proposed.fields)
    set_origins(line, entry.proposed.origins)


def _remove(actor: Actor, line: PlanLine) -> None:
    line.deleted_at, line.deleted_by = utc_now(), actor.user_id
    with force_locale("id"):
        line.deleted_reason = _("Asalnya tidak ada lagi saat rencana disusun ulang.")
