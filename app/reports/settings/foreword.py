"""The foreword on the page of the document settings: that of the government's plan, else of what a plan begins with."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.access import Actor, Permission
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.forms import ChapterForm
from app.plans.models import Chapter, Plan
from app.plans.narrative import as_printed, sanitised
from app.plans.placeholders import fill
from app.plans.queries.document import placeholder_values, working_document
from app.plans.queries.plans import current_plan
from app.plans.queries.templates import beginnings
from app.plans.rules import ChapterCode, is_editable
from app.plans.sample_figures import SAMPLE_FIGURES


@dataclass(frozen=True, slots=True)
class PlanSample:
    """What the preview shows of a plan; `foreword` is sanitised HTML with its figures."""

    title: str = ""
    years: tuple[int, ...] = ()
    heading: str = ""
    foreword: str = ""


@dataclass(frozen=True, slots=True)
class Foreword:
    """The plan's foreword and the form that changes it."""

    plan: Plan
    chapter: Chapter
    form: ChapterForm
    editable: bool


def foreword_of(actor: Actor, government: Government) -> Foreword | None:
    """The foreword of the latest plan, for whoever may write it; `None` otherwise, and before the first plan."""
    if not actor.may(Permission.PLAN_EDIT, government.id):
        return None
    plan = current_plan(actor, government.id)
    chapter = _chapter(plan) if plan is not None else None
    if plan is None or chapter is None:
        return None
    form = ChapterForm(formdata=None, title=chapter.title, body=chapter.body, version=chapter.version)
    form.version.id = "pengantar-version"  # beside that of the settings
    return Foreword(plan, chapter, form, is_editable(plan.state))


def plan_sample(actor: Actor, government: Government, typed: Mapping[str, str]) -> PlanSample:
    """The plan's cover and foreword, as `typed` (title, body) where somebody is just writing it.

    Whoever may not read the plan sees what a plan begins with.
    """
    if government.kind is GovernmentKind.MINISTRY:
        return PlanSample()
    plan = current_plan(actor, government.id)
    chapter = _chapter(plan) if plan is not None else None
    if plan is None or chapter is None:
        begins = beginnings(government)[ChapterCode.FOREWORD]
        names = {"pemerintah": government.name, "unit_koordinator": government.lead_unit_label}
        return _sample(
            typed.get("title") or begins.title, typed.get("body", begins.body), {**SAMPLE_FIGURES, **names}
        )
    found = _sample(
        typed.get("title") or chapter.title,
        typed.get("body", chapter.body),
        placeholder_values(working_document(plan)),
    )
    return PlanSample(plan.title, tuple(plan.years), found.heading, found.foreword)


def _sample(title: str, body: str, values: Mapping[str, str | None]) -> PlanSample:
    return PlanSample(heading=title[:200], foreword=as_printed(fill(sanitised(body), values).html))


def _chapter(plan: Plan) -> Chapter | None:
    return db.session.scalars(
        select(Chapter).where(Chapter.plan_id == plan.id, Chapter.code == ChapterCode.FOREWORD)
    ).one_or_none()
