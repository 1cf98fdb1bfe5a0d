"""`/praktik-baik`: lines of accepted plans with what changed afterwards, to be found by gap and taken over."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.complaints.problem_labels import EFFECT_LABELS as FIGURE_LABELS
from app.instrument.queries import load_questionnaire, published_versions
from app.instrument.questionnaire import Questionnaire
from app.organisations.labels import GOVERNMENT_KINDS
from app.organisations.models import GovernmentKind
from app.plans.actions.practices import AskedNoMore, adopt
from app.plans.forms import StepForm
from app.plans.models import Plan, Practice
from app.plans.practice_labels import EFFECT_ICONS, EFFECT_LABELS, EFFECT_TONES, size_labels
from app.plans.queries import current_plan
from app.plans.queries.practices import (
    ORDERS,
    PracticeQuery,
    adopted_line,
    own_gaps,
    practice,
    practices,
    same_line,
    taken_over,
)
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import is_editable
from app.plans.rules.practices import PracticeEffect, Size

Choice = TypeVar("Choice", bound=StrEnum)
OPTION_LENGTH = 70  # letters of a question in a list to choose from
KINDS = (GovernmentKind.REGENCY, GovernmentKind.CITY, GovernmentKind.PROVINCE)


@bp.get("/praktik-baik")
@requires(Permission.PRACTICE_READ)
def practices_page() -> str:
    """What was found, the most convincing first."""
    wanted = _wanted()
    questionnaire = _questionnaire()
    return render_template(
        "plans/practices/index.html",
        wanted=wanted,
        page=practices(wanted),
        gaps=_gap_choices(questionnaire),
        categories=[(each.code, each.name) for each in questionnaire.categories] if questionnaire else [],
        questions=_questions(questionnaire),
        kinds=[(kind.value, GOVERNMENT_KINDS[kind]) for kind in KINDS],
        sizes=[(size.value, label) for size, label in size_labels().items()],
        **_words(),
    )


@bp.get("/praktik-baik/<practice_id>")
@requires(Permission.PRACTICE_READ)
def practice_page(practice_id: str) -> str:
    """One practice: what was planned, what changed, and where it comes from."""
    found = _practice(practice_id)
    plan = _own_plan()
    questionnaire = _questionnaire()
    return render_template(
        "plans/practices/show.html",
        practice=found,
        complaints=_dated(found),
        plan=plan,
        mine=adopted_line(plan, found.line_id) if plan else None,
        taken=taken_over(found),
        may_propose=_may_propose(found),
        questions=_questions(questionnaire),
        categories={each.code: each.name for each in questionnaire.categories} if questionnaire else {},
        figure_labels=FIGURE_LABELS,
        kind=GOVERNMENT_KINDS[found.government.kind],
        **_words(),
    )


@bp.post("/rencana-aksi/<plan_id>/praktik-baik/<practice_id>")
@requires(Permission.PLAN_EDIT)
def adopt_practice(plan_id: str, practice_id: str) -> ResponseReturnValue:
    """Take one over into a plan and go on in its form; a second time leads to the line that is there."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    found = _practice(practice_id)
    if not StepForm().validate_on_submit():
        abort(400)
    if found.government_id == plan.government_id:
        abort(404)
    known, same = adopted_line(plan, found.line_id), same_line(plan, found)
    try:
        line = adopt(current_actor(), plan, found)
    except AskedNoMore:
        flash(_("Kategori praktik ini tidak ada dalam instrumen rencana Anda."), "warning")
        return redirect(url_for("plans.practice_page", practice_id=found.id))
    if known is not None:
        flash(_("Praktik ini sudah ada dalam rencana Anda."), "info")
    elif same is not None:
        flash(_("Kegiatan ini sudah ada dalam rencana Anda; praktiknya dicatat sebagai contohnya."), "info")
    else:
        flash(
            _(
                "Praktik baik diambil. Sesuaikan kata-katanya dengan daerah Anda, lalu isi target, anggaran, dan "
                "penanggung jawab."
            ),
            "success",
        )
    return redirect(url_for("plans.edit_line_page", line_id=line.id))


def _practice(practice_id: str) -> Practice:
    found = practice(practice_id)
    if found is None:
        abort(404)
    return found


def _dated(found: Practice) -> list[dict[str, Any]]:
    """The complaint figures with their days as days; JSON keeps them as text."""
    days = ("begins_on", "until")
    return [each | {name: date.fromisoformat(each[name]) for name in days} for each in found.complaints]


def _own_plan() -> Plan | None:
    """The plan in work that this person could take something over into."""
    actor = current_actor()
    if actor.government_id is None or not actor.may(Permission.PLAN_EDIT, actor.government_id):
        return None
    plan = current_plan(actor, actor.government_id)
    return plan if plan is not None and is_editable(plan.state) else None


def _may_propose(found: Practice) -> bool:
    """Whether this person may propose lines for an OPD of another government than the practice's."""
    actor = current_actor()
    return (
        bool(actor.unit_ids)
        and actor.government_id != found.government_id
        and actor.may(Permission.PROPOSAL_EDIT)
    )


def _wanted() -> PracticeQuery:
    order = request.args.get("urut", "")
    return PracticeQuery(
        words=request.args.get("cari", "").strip()[:200],
        gap=request.args.get("kesenjangan", ""),
        category=request.args.get("kategori", ""),
        kind=_chosen(GovernmentKind, "jenis"),
        size=_chosen(Size, "ukuran"),
        effect=_chosen(PracticeEffect, "dampak"),
        order=order if order in ORDERS else ORDERS[0],
    )


def _chosen(choices: type[Choice], name: str) -> Choice | None:
    value = request.args.get(name, "")
    return choices(value) if value in set(choices) else None


def _questionnaire() -> Questionnaire | None:
    """The newest published question set, whose words the filters use."""
    versions = published_versions()
    return load_questionnaire(versions[0].id) if versions else None


def _questions(questionnaire: Questionnaire | None) -> dict[str, str]:
    return {spec.code: spec.text for spec in questionnaire.indicators} if questionnaire else {}


def _gap_choices(questionnaire: Questionnaire | None) -> Sequence[tuple[str, str]]:
    """The questions to choose from: one's own gaps first, the widest before the others."""
    actor = current_actor()
    plan = current_plan(actor, actor.government_id) if actor.government_id else None
    mine = (
        own_gaps(plan) if plan is not None and actor.may(Permission.SCORES_READ, plan.government_id) else {}
    )
    texts = _questions(questionnaire)
    order = [code for code in mine if code in texts] + [code for code in texts if code not in mine]
    return [(code, _option(code, texts[code], mine.get(code, 0))) for code in order]


def _option(code: str, text: str, below: int) -> str:
    short = text if len(text) <= OPTION_LENGTH else text[: OPTION_LENGTH - 1].rstrip() + "…"
    if not below:
        return f"{code} {short}"
    units = ngettext("%(num)s OPD Anda di bawah sasaran", "%(num)s OPD Anda di bawah sasaran", below)
    return f"{code} {short} ({units})"


def _words() -> dict[str, object]:
    return {
        "EFFECT": EFFECT_LABELS,
        "EFFECT_TONE": EFFECT_TONES,
        "EFFECT_ICON": EFFECT_ICONS,
    }
