"""Lines that answer a recurring complaint problem."""

from datetime import date

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.actions.problems import take_up_problem
from app.complaints.models import RecurringProblem
from app.complaints.recurring import Counts
from app.db import db
from app.plans.actions.fields import set_origins
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.lines import add_line
from app.plans.actions.problem_ties import release_if_unanswered
from app.plans.compile import DEFAULT_WORDING, LineFields, Origin, OriginKind, complaint_key
from app.plans.compile.wording import ComplaintFacts, Finding
from app.plans.models import LineProblem, Plan, PlanLine
from app.plans.queries.compiling import existing_line


def fields_for(problem: RecurringProblem, lead_unit_id: str | None) -> LineFields:
    """What a line against a problem would say: the compiler's own sentences, for a person to change."""
    counts = Counts(**problem.now)
    facts = ComplaintFacts(
        category=problem.category,
        volume=counts.volume,
        share=0.0,
        late=counts.late,
        late_share=counts.late_share or 0.0,
        followed_up_share=counts.followed_up_share,
    )
    weak = (counts.followed_up_share or 0.0) < (1 - (counts.late_share or 0.0))
    text = DEFAULT_WORDING.complaint(Finding.UNANSWERED if weak else Finding.SLOW, facts)
    return LineFields(
        category_code=text.category_code,
        problem=text.problem,
        activity=text.activity,
        output_indicator=text.output_indicator,
        unit_of_measure=text.unit_of_measure,
        baseline=text.baseline,
        responsible_unit_id=problem.unit_id or lead_unit_id,
        complaint_category=problem.category,
    )


def add_answering_line(
    actor: Actor,
    plan: Plan,
    problem: RecurringProblem,
    fields: LineFields,
    begins_on: date,
    category_codes: list[str],
) -> PlanLine:
    """Add a line that answers a problem. Raises InvalidLine like `add_line`."""
    line = add_line(actor, plan, fields, category_codes)
    line.keys = [complaint_key(problem.category)]  # so that compiling does not propose the same again
    answer_problem(actor, plan, problem, line, begins_on)
    return line


def answer_problem(
    actor: Actor, plan: Plan, problem: RecurringProblem, line: PlanLine, begins_on: date
) -> LineProblem:
    """Let a line of the plan answer a problem from a day on; doing it twice moves the day."""
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    if line.plan_id != plan.id or problem.government_id != plan.government_id:
        raise ValueError("line, problem and plan belong to different places")
    link = db.session.scalars(
        select(LineProblem).where(LineProblem.line_id == line.id, LineProblem.problem_id == problem.id)
    ).one_or_none()
    if link is None:
        link = LineProblem(
            government_id=plan.government_id,
            line_id=line.id,
            problem_id=problem.id,
            created_by=actor.user_id,
        )
        origin = Origin(
            OriginKind.COMPLAINT, problem.unit_id, complaint_category=problem.category, volume=problem.volume
        )
        set_origins(line, dict.fromkeys((*existing_line(line).origins, origin)))
    link.begins_on = begins_on
    db.session.add(link)
    take_up_problem(actor, problem)
    db.session.flush()
    record(
        actor,
        "plan.problem_answered",
        line,
        government_id=plan.government_id,
        after={"problem": problem.category, "begins_on": begins_on.isoformat()},
    )
    return link


def leave_problem(actor: Actor, plan: Plan, link: LineProblem) -> None:
    """Undo the tie between a line and a problem; nobody's answer any more, the problem waits again."""
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    problem, line = (
        db.session.get_one(RecurringProblem, link.problem_id),
        db.session.get_one(PlanLine, link.line_id),
    )
    db.session.delete(link)
    db.session.flush()
    release_if_unanswered(actor, problem)
    record(
        actor,
        "plan.problem_left",
        line,
        government_id=plan.government_id,
        before={"problem": problem.category},
    )
