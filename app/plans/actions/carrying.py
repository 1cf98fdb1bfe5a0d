"""The next plan from the last one: everything comes along, and everything is to be looked at again."""

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.organisations.models import Unit
from app.plans.actions.adoption_ties import carry_origins
from app.plans.actions.fields import new_line
from app.plans.actions.guards import hold_for_editing
from app.plans.compile import carried_fields, lasting_keys
from app.plans.models import Chapter, Plan, PlanGoal, PlanLine
from app.plans.queries.compiling import all_lines, fields_of, questionnaire_of
from app.plans.queries.goals import own_goals
from app.plans.queries.templates import origins_of


def carry_over(actor: Actor, plan: Plan, earlier: Plan) -> int:
    """Fill a plan that was just begun from an earlier one of the same government; answers how many lines came along.

    Deleted lines, states, reviews and progress stay behind. A line's reasons are found anew by compiling.
    """
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    if earlier.government_id != plan.government_id:
        raise LookupError(earlier.id)
    _carry_goals(plan, earlier)
    _carry_chapters(plan, earlier)
    count = _carry_lines(actor, plan, earlier)
    db.session.flush()
    carry_origins(plan)
    db.session.flush()
    record(actor, "plan.carried_over", plan, government_id=plan.government_id, after={"lines": count})
    return count


def confirm_line(actor: Actor, plan: Plan, line: PlanLine) -> None:
    """Somebody looked at a line that was carried over, and it holds as it is."""
    check(actor, Permission.PLAN_EDIT, line.government_id)
    hold_for_editing(plan)
    if line.to_review_since is None:
        return
    line.to_review_since = None
    db.session.flush()
    record(
        actor,
        "plan.line_confirmed",
        line,
        government_id=line.government_id,
        after={"activity": line.activity},
    )


def _carry_lines(actor: Actor, plan: Plan, earlier: Plan) -> int:
    old, new = questionnaire_of(earlier), questionnaire_of(plan)
    by_code = {spec.code: spec.id for spec in new.indicators}
    indicators = {spec.id: by_code[spec.code] for spec in old.indicators if spec.code in by_code}
    units = set(
        db.session.scalars(select(Unit.id).where(Unit.government_id == plan.government_id, Unit.is_active))
    )
    categories = [category.code for category in new.categories]
    carried = 0
    for line in all_lines(earlier):
        fields = carried_fields(fields_of(line), plan.years, indicators, units, categories)
        if line.deleted_at is not None or fields is None:
            continue
        carried += 1
        copy = new_line(plan, carried, fields)
        copy.keys = lasting_keys(line.keys)
        # What the compiler once proposed stays beside it, so that what people wrote is still known as theirs.
        copy.compiled = line.compiled if copy.keys else None
        copy.carried_from_id, copy.to_review_since = line.id, utc_now()
        copy.edited_by = actor.user_id
        db.session.add(copy)
    return carried


def _carry_goals(plan: Plan, earlier: Plan) -> None:
    known = {category.code for category in questionnaire_of(plan).categories}
    known |= {spec.code for spec in questionnaire_of(plan).indicators}
    for (code, year), level in own_goals(earlier).items():
        if code in known and year in plan.years:
            db.session.add(
                PlanGoal(government_id=plan.government_id, plan_id=plan.id, code=code, year=year, level=level)
            )
            plan.goals_set_at = utc_now()


def _carry_chapters(plan: Plan, earlier: Plan) -> None:
    """Chapters that somebody wrote; the others begin from the template of today."""
    written = db.session.scalars(
        select(Chapter).where(Chapter.plan_id == earlier.id, Chapter.edited_at.is_not(None))
    ).all()
    mine = {
        chapter.code: chapter
        for chapter in db.session.scalars(select(Chapter).where(Chapter.plan_id == plan.id))
    }
    stood_on, begun = origins_of(earlier), origins_of(plan)
    for chapter in written:
        if chapter.code not in mine:
            continue
        copy = mine[chapter.code]
        copy.title, copy.body = chapter.title, chapter.body
        if (old := stood_on.get(chapter.id)) and (new := begun.get(copy.id)):
            # The text was written upon an earlier template: what changed since is offered, not taken for known.
            new.source, new.template_number = old.source, old.template_number
            new.title, new.body = old.title, old.body
