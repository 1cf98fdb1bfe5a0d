"""Recurring complaint problems beside a plan: those that wait, those that its lines answer, and what changed since."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access import Actor, Permission, within
from app.complaints.models import RecurringProblem
from app.complaints.problem_answers import ProblemAnswer
from app.complaints.queries import effect_of
from app.complaints.recurring import Effect, ProblemState
from app.db import db
from app.plans.models import LineProblem, Plan, PlanLine
from app.plans.queries.plans import current_plan
from app.plans.rules import is_editable


@dataclass(frozen=True)
class LineEffect:
    """A line with a problem that it answers, and the complaints before and after; `effect` None: not known yet."""

    link: LineProblem
    line: PlanLine
    problem: RecurringProblem
    effect: Effect | None

    @property
    def begins_on(self) -> date:
        return self.link.begins_on


def waiting_problems(actor: Actor, plan: Plan) -> list[RecurringProblem]:
    """The problems of the plan's government that nobody has decided about, the largest first."""
    statement = (
        select(RecurringProblem)
        .options(joinedload(RecurringProblem.unit))
        .where(
            within(actor, Permission.COMPLAINT_READ, RecurringProblem),
            RecurringProblem.government_id == plan.government_id,
            RecurringProblem.state == ProblemState.OPEN,
        )
        .order_by(RecurringProblem.volume.desc(), RecurringProblem.category, RecurringProblem.id)
    )
    return list(db.session.scalars(statement))


def effects_of_plan(plan: Plan) -> list[LineEffect]:
    """Every line of a plan that answers a problem, in the order of the matrix."""
    return _effects(LineProblem.line_id == PlanLine.id, PlanLine.plan_id == plan.id)


def effects_of_line(line: PlanLine) -> list[LineEffect]:
    """The problems that one line answers."""
    return _effects(LineProblem.line_id == line.id)


def answers_to(actor: Actor, problem: RecurringProblem) -> list[ProblemAnswer]:
    """The lines that answer a problem, for the register's page; none for whoever may not read the plan."""
    if not actor.may(Permission.PLAN_READ, problem.government_id):
        return []
    return [
        ProblemAnswer(
            found.line.activity,
            url_for("plans.origins", line_id=found.line.id),
            found.begins_on,
            found.effect,
        )
        for found in _effects(LineProblem.problem_id == problem.id)
    ]


def beginning_for(actor: Actor, problem: RecurringProblem) -> str | None:
    """Where this person may make a line of a problem: the plan in work, if there is one."""
    if not actor.may(Permission.PLAN_EDIT, problem.government_id):
        return None
    plan = current_plan(actor, problem.government_id)
    if plan is None or not is_editable(plan.state):
        return None
    return url_for("plans.take_up", plan_id=plan.id, problem_id=problem.id)


def _effects(*conditions: object) -> list[LineEffect]:
    statement = (
        select(LineProblem, PlanLine, RecurringProblem)
        .join(PlanLine, PlanLine.id == LineProblem.line_id)
        .join(RecurringProblem, RecurringProblem.id == LineProblem.problem_id)
        .where(PlanLine.deleted_at.is_(None), *conditions)  # type: ignore[arg-type]  # conditions of this module
        .order_by(PlanLine.position, RecurringProblem.category)
    )
    return [
        LineEffect(link, line, problem, effect_of(problem, link.begins_on))
        for link, line, problem in db.session.execute(statement)
    ]
