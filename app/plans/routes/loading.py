"""Finding what an address names, within the reach of the actor; 404 otherwise."""

from flask import abort, request
from sqlalchemy import select

from app.access import Permission, current_actor, fetch
from app.db import db
from app.instrument.questionnaire import Questionnaire
from app.plans.models import Chapter, Plan, PlanLine
from app.plans.rules import ChapterCode


def open_plan(permission: Permission, plan_id: str) -> Plan:
    """The plan, if the permission reaches it."""
    return fetch(current_actor(), permission, Plan, plan_id)


def open_line(permission: Permission, line_id: str) -> tuple[Plan, PlanLine]:
    """A line with its plan, if the permission reaches it."""
    line = fetch(current_actor(), permission, PlanLine, line_id)
    return open_plan(permission, line.plan_id), line


def open_chapter(permission: Permission, plan_id: str, code: str) -> tuple[Plan, Chapter]:
    """A chapter with its plan, if the permission reaches it."""
    plan = open_plan(permission, plan_id)
    if code not in set(ChapterCode):
        abort(404)
    chapter = db.session.scalars(
        select(Chapter).where(Chapter.plan_id == plan.id, Chapter.code == ChapterCode(code))
    ).one_or_none()
    if chapter is None:
        abort(404)
    return plan, chapter


def codes_of(questionnaire: Questionnaire) -> list[str]:
    """The categories that a line may belong to."""
    return [category.code for category in questionnaire.categories]


def back_to(default: str) -> str:
    """The path that the form (`next`) or the address (`kembali`) says one came from, if it is a path of this site."""
    wanted = request.form.get("next", "") or request.args.get("kembali", "")
    is_local = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if is_local and wanted.isprintable() else default
