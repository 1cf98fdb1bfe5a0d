"""Beginning a plan."""

from app.access import Actor, Permission, check
from app.assessment.models import Round
from app.audit import record
from app.db import db
from app.organisations.models import Government
from app.plans.actions.chapters import first_state
from app.plans.actions.guards import hold_for_editing
from app.plans.actions.templates import origin
from app.plans.models import Chapter, Plan
from app.plans.queries.templates import beginnings


def create_plan(actor: Actor, round_: Round, title: str, years: tuple[int, ...]) -> Plan:
    """Begin the plan of a round, with its chapters from the templates. One plan a round: IntegrityError otherwise."""
    check(actor, Permission.PLAN_EDIT, round_.government_id)
    plan = Plan(
        government_id=round_.government_id,
        round_id=round_.id,
        title=title.strip(),
        years=sorted(years),
        created_by=actor.user_id,
    )
    db.session.add(plan)
    db.session.flush()
    begun_with = beginnings(db.session.get_one(Government, plan.government_id))
    for code, text in begun_with.items():
        chapter = Chapter(
            government_id=plan.government_id, plan_id=plan.id, code=code, title=text.title, body=text.body
        )
        db.session.add(chapter)
        db.session.flush()
        db.session.add_all((first_state(chapter), origin(chapter, text, 1, actor)))
    db.session.flush()
    record(
        actor,
        "plan.created",
        plan,
        government_id=plan.government_id,
        after={
            "title": plan.title,
            "years": plan.years,
            "chapters": sorted({f"{text.source.value} {text.number}" for text in begun_with.values()}),
        },
    )
    return plan


def rename_plan(actor: Actor, plan: Plan, title: str, years: tuple[int, ...], document_number: str) -> None:
    """Change title, years or document number. Values of a year that is taken out stay in the lines, unprinted."""
    check(actor, Permission.PLAN_EDIT, plan.government_id)
    hold_for_editing(plan)
    before = {"title": plan.title, "years": plan.years, "document_number": plan.document_number}
    plan.title, plan.years, plan.document_number = title.strip(), sorted(years), document_number.strip()
    db.session.flush()
    after = {"title": plan.title, "years": plan.years, "document_number": plan.document_number}
    record(actor, "plan.renamed", plan, government_id=plan.government_id, before=before, after=after)
