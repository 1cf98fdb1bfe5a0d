"""What happens to the problems that a line answers when the line itself goes or comes back."""

from sqlalchemy import select

from app.access import Actor
from app.complaints.actions.problems import release_problem, take_up_problem
from app.complaints.models import RecurringProblem
from app.db import db
from app.plans.models import LineProblem, PlanLine


def release_problems_of(actor: Actor, line: PlanLine) -> None:
    """The line is taken out: problems that no other living line answers wait again."""
    for problem in _problems_of(line):
        release_if_unanswered(actor, problem)


def take_up_problems_of(actor: Actor, line: PlanLine) -> None:
    """The line is back: its problems are answered again."""
    for problem in _problems_of(line):
        take_up_problem(actor, problem)


def release_if_unanswered(actor: Actor, problem: RecurringProblem) -> None:
    """Let a problem wait again unless a living line still answers it."""
    living = (
        select(LineProblem.id)
        .join(PlanLine, PlanLine.id == LineProblem.line_id)
        .where(LineProblem.problem_id == problem.id, PlanLine.deleted_at.is_(None))
        .limit(1)
    )
    if db.session.scalar(living) is None:
        release_problem(actor, problem)


def _problems_of(line: PlanLine) -> list[RecurringProblem]:
    statement = (
        select(RecurringProblem)
        .join(LineProblem, LineProblem.problem_id == RecurringProblem.id)
        .where(LineProblem.line_id == line.id)
    )
    return list(db.session.scalars(statement))
