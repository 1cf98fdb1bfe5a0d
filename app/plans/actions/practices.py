"""Measuring what accepted plans teach, and taking a line over."""

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.lines import add_line
from app.plans.models import LineAdoption, Plan, PlanLine, Practice
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.practices import Facts, adopted_line, facts_of, fields_from, same_line
from app.plans.rules import PlanState
from app.plans.rules.practices import PLACES, spread_gain

_WORDS = (
    "category_code",
    "complaint_category",
    "problem",
    "activity",
    "output_indicator",
    "unit_of_measure",
    "budget_code",
    "budget_name",
)


class AskedNoMore(ValueError):
    """The instrument of one's own plan has no such category."""


def measure(government_id: str) -> int:
    """Measure the accepted plans of a government anew; answers how many lines they teach. Twice does no harm.

    With the rights of the system. Rows keep their ids, so that links to them hold.
    """
    plans = db.session.scalars(
        select(Plan).where(Plan.government_id == government_id, Plan.state == PlanState.ACCEPTED)
    ).all()
    found = {facts.line.id: facts for plan in plans for facts in facts_of(plan)}
    present = {
        row.line_id: row
        for row in db.session.scalars(select(Practice).where(Practice.government_id == government_id))
    }
    for line_id in present.keys() - found.keys():
        db.session.delete(present[line_id])
    for line_id, facts in found.items():
        row = present.get(line_id)
        if row is None:
            row = Practice(government_id=government_id, plan_id=facts.line.plan_id, line_id=line_id)
            db.session.add(row)
        _write(row, facts)
    db.session.flush()
    return len(found)


def adopt(actor: Actor, plan: Plan, practice: Practice) -> PlanLine:
    """Take a practice over into a plan: its words, never its numbers. Once: a second time gives the line that is there.

    Where a line says the same already, it is noted as this line's example, and nothing is added.
    Raises AskedNoMore, and what `add_line` raises.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    known = adopted_line(plan, practice.line_id)
    if known is not None:
        return known
    questionnaire = questionnaire_of(plan)
    fields = fields_from(practice, questionnaire)
    if fields is None:
        raise AskedNoMore(practice.category_code)
    categories = [category.code for category in questionnaire.categories]
    line = same_line(plan, practice) or add_line(actor, plan, fields, categories)
    _note_origin(actor, line, practice)
    return line


def _note_origin(actor: Actor, line: PlanLine, practice: Practice) -> None:
    db.session.add(
        LineAdoption(
            government_id=line.government_id,
            line_id=line.id,
            source_line_id=practice.line_id,
            source_plan_id=practice.plan_id,
            source_government=practice.government.name,
            source_receipt=practice.receipt_number,
            source_activity=practice.activity,
            effect=practice.effect,
            taken_by=actor.user_id,
        )
    )
    db.session.flush()
    record(
        actor,
        "plan.line_adopted",
        line,
        government_id=line.government_id,
        after={"activity": line.activity, "source": practice.receipt_number},
    )


def _write(row: Practice, facts: Facts) -> None:
    for name in _WORDS:
        setattr(row, name, getattr(facts.line, name))
    row.submission_id, row.receipt_number = facts.submission.id, facts.submission.receipt_number
    row.accepted_at, row.units, row.indicator_code = facts.accepted_at, facts.units, facts.indicator_code
    row.targets, row.budgets = dict(facts.line.targets), dict(facts.line.budgets)
    row.year_before, row.year_after = facts.year, facts.later_year
    levels, progress = facts.levels, facts.progress
    row.level_before = levels.before if levels else None
    row.level_after = levels.after if levels else None
    row.level_units = levels.units if levels else None
    row.gain = spread_gain(levels, facts.units)
    row.complaints = list(facts.complaints)
    row.progress_year = progress.year if progress else None
    row.progress_quarter = progress.quarter if progress else None
    row.progress_share = float(progress.share) if progress else None
    row.progress_light = progress.light if progress else None
    row.effect, row.place = facts.effect, PLACES[facts.effect]
    row.measured_at = utc_now()
