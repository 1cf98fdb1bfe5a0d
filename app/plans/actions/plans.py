"""Beginning a plan."""

from app.access import Actor, Permission, check
from app.assessment.models import Round
from app.audit import record
from app.db import db
from app.organisations.models import Government
from app.plans.actions.chapters import first_state
from app.plans.actions.guards import hold_for_editing
from app.plans.chapter_templates import templates_for
from app.plans.models import Chapter, Plan


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
    government = db.session.get_one(Government, plan.government_id)
    begun_with = templates_for(government.kind.value)
    for code, chapter_title, body in begun_with.chapters:
        chapter = Chapter(
            government_id=plan.government_id, plan_id=plan.id, code=code, title=chapter_title, body=body
        )
        db.session.add(chapter)
        db.session.flush()
        db.session.add(first_state(chapter))
    db.session.flush()
    record(
        actor,
        "plan.created",
        plan,
        government_id=plan.government_id,
        after={
            "title": plan.title,
            "years": plan.years,
            "chapters": f"{government.kind.value} {begun_with.version}",
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
