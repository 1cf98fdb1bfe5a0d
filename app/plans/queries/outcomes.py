"""From an answer to the lines that were made of its gap."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.answer_outcomes import AnswerOutcome
from app.assessment.models import Answer
from app.db import db
from app.plans.labels import STATE_LABELS
from app.plans.models import LineOrigin, Plan, PlanLine
from app.plans.rules import PlanState


def lines_of_answer(actor: Actor, answer: Answer) -> list[AnswerOutcome]:
    """The living lines behind which an answer stands, the latest plan first; of an accepted plan with its progress."""
    statement = (
        select(PlanLine, Plan)
        .join(Plan, Plan.id == PlanLine.plan_id)
        .where(
            PlanLine.id.in_(select(LineOrigin.line_id).where(LineOrigin.answer_id == answer.id)),
            PlanLine.deleted_at.is_(None),
            within(actor, Permission.PLAN_READ, Plan),
        )
        .order_by(Plan.created_at.desc(), PlanLine.position)
    )
    return [
        AnswerOutcome(line.activity, _address(plan, line), _note(plan))
        for line, plan in db.session.execute(statement)
    ]


def _address(plan: Plan, line: PlanLine) -> str:
    endpoint = "plans.progress_line" if plan.state is PlanState.ACCEPTED else "plans.origins"
    return url_for(endpoint, line_id=line.id)


def _note(plan: Plan) -> str:
    years = f"{plan.years[0]}–{plan.years[-1]}"
    return str(_("Rencana aksi %(years)s: %(state)s", years=years, state=STATE_LABELS[plan.state]))
