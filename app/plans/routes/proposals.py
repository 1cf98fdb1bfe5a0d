"""`/usulan`: what a unit proposes for itself, and what became of it."""

from collections.abc import Sequence

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission, current_actor, fetch, requires
from app.assessment.models import Round
from app.assessment.queries import current_round, effective_levels
from app.assessment.queries.scheme import instrument_of
from app.db import db
from app.instrument.questionnaire import ActionSpec, IndicatorSpec, Questionnaire
from app.organisations.context import find_government
from app.organisations.models import Unit
from app.plans.actions import create_proposal, edit_proposal, withdraw_proposal
from app.plans.actions.guards import latest
from app.plans.compile import LineFields
from app.plans.forms import ProposalForm, proposal_form
from app.plans.models import Plan, Proposal
from app.plans.queries import plan_of_round, proposals_of, unit_refs
from app.plans.queries.compiling import proposal_fields
from app.plans.queries.nomenclature import with_nomenclature
from app.plans.queries.practices import fields_from, practice
from app.plans.routes.blueprint import bp
from app.plans.routes.comparing import field_differences
from app.plans.routes.loading import codes_of
from app.plans.routes.nomenclature import code_help, is_searching
from app.plans.rules import is_editable
from app.web.conflict import require_version
from app.web.idempotency import idempotent
from app.web.pagination import page_of


@bp.get("/usulan")
@requires(Permission.PROPOSAL_READ)
def proposals() -> ResponseReturnValue:
    """The proposals that this person may read, with what became of each."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return redirect(url_for("plans.review_queue"))
    round_ = current_round(government.id)
    plan = plan_of_round(round_.id) if round_ else None
    unit_id = request.args.get("opd", "")
    rows = proposals_of(actor, round_.id, unit_id) if round_ else []
    own = _own_units(actor)
    return render_template(
        "plans/proposals.html",
        government=government,
        round=round_,
        plan=plan,
        page=page_of(rows),
        own=own,
        unit_id=unit_id,
        units=[] if own else list(unit_refs(government.id).values()),
        is_open=plan is None or is_editable(plan.state),
    )


@bp.route("/usulan/baru", methods=["GET", "POST"])
@requires(Permission.PROPOSAL_EDIT)
@idempotent
def new_proposal() -> ResponseReturnValue:
    """Propose a line; `?kegiatan=` begins with an action of the library, `?praktik=` with what others did."""
    actor = current_actor()
    unit = _chosen_unit(actor)
    round_ = current_round(unit.government_id) or abort(404)
    plan, questionnaire = plan_of_round(round_.id), instrument_of(round_.instrument_version_id)[0]
    years = _years(plan)
    form = proposal_form(years, questionnaire)
    if request.method == "GET":
        _begin_with(form, questionnaire, request.args.get("kegiatan", ""))
        _begin_with_practice(form, questionnaire, request.args.get("praktik", ""))
    if not is_searching(form) and form.validate_on_submit():
        create_proposal(
            actor,
            round_,
            unit,
            with_nomenclature(form.fields, form.budget_pick.data or ""),
            years=years,
            category_codes=codes_of(questionnaire),
            action_code=_known_action(questionnaire, form.action_code.data or ""),
        )
        flash(_("Usulan disimpan. Anda dapat mengubahnya sampai rencana dimintakan persetujuan."), "success")
        return redirect(url_for("plans.proposals"))
    return render_template(
        "plans/proposal_form.html",
        form=form,
        unit=unit,
        proposal=None,
        is_open=plan is None or is_editable(plan.state),
        closed_by=None if plan is None or is_editable(plan.state) else plan.state,
        ideas=_ideas(round_, unit, questionnaire, years),
        **code_help(form),
    ), 422 if form.errors else 200


@bp.route("/usulan/<proposal_id>", methods=["GET", "POST"])
@requires(Permission.PROPOSAL_EDIT)
def edit_proposal_page(proposal_id: str) -> ResponseReturnValue:
    """Change a proposal of the own unit."""
    actor = current_actor()
    proposal = fetch(actor, Permission.PROPOSAL_EDIT, Proposal, proposal_id)
    round_ = db.session.get_one(Round, proposal.round_id)
    plan, questionnaire = plan_of_round(round_.id), instrument_of(round_.instrument_version_id)[0]
    years = _years(plan)
    form = proposal_form(years, questionnaire)
    if request.method == "GET":
        form.show(proposal_fields(proposal))
        form.version.data = proposal.version
    if not is_searching(form) and form.validate_on_submit():
        latest(proposal)
        stored, picked = proposal_fields(proposal), form.budget_pick.data or ""
        require_version(
            proposal,
            form.version.data,
            differences=field_differences(
                with_nomenclature(_as_stored(form, stored), picked), stored, questionnaire, ()
            ),
            back_url=url_for("plans.edit_proposal_page", proposal_id=proposal.id),
        )
        wanted = with_nomenclature(form.fields, picked)
        edit_proposal(actor, proposal, wanted, years=years, category_codes=codes_of(questionnaire))
        flash(_("Usulan disimpan."), "success")
        return redirect(url_for("plans.proposals"))
    closed_by = None if plan is None or is_editable(plan.state) else plan.state
    return render_template(
        "plans/proposal_form.html",
        form=form,
        unit=proposal.unit,
        proposal=proposal,
        is_open=closed_by is None and proposal.withdrawn_at is None,
        closed_by=closed_by,
        ideas=[],
        **code_help(form),
    ), 422 if form.errors else 200


@bp.post("/usulan/<proposal_id>/tarik")
@requires(Permission.PROPOSAL_EDIT)
def withdraw_proposal_step(proposal_id: str) -> ResponseReturnValue:
    """Take a proposal back."""
    proposal = fetch(current_actor(), Permission.PROPOSAL_EDIT, Proposal, proposal_id)
    withdraw_proposal(current_actor(), proposal)
    flash(_("Usulan ditarik."), "success")
    return redirect(url_for("plans.proposals"))


def _own_units(actor: Actor) -> Sequence[Unit]:
    if not actor.unit_ids:
        return []
    return db.session.scalars(
        select(Unit).where(Unit.id.in_(sorted(actor.unit_ids))).order_by(Unit.position, Unit.name)
    ).all()


def _chosen_unit(actor: Actor) -> Unit:
    """The unit of `?opd=` if it is the actor's own, else the first own one; 404 without any."""
    own = _own_units(actor)
    wanted = request.values.get("opd", "")
    found = [unit for unit in own if not wanted or unit.id == wanted]
    if not found:
        abort(404)
    return found[0]


def _years(plan: Plan | None) -> tuple[int, ...]:
    return tuple(plan.years) if plan else tuple(current_app.config["PLAN_YEARS"])


def _begin_with_practice(form: ProposalForm, questionnaire: Questionnaire, practice_id: str) -> None:
    """Fill the form with the words of a practice of another government; an unknown one changes nothing."""
    found = practice(practice_id) if practice_id else None
    fields = fields_from(found, questionnaire) if found is not None else None
    if fields is not None:
        form.show(fields)


def _begin_with(form: ProposalForm, questionnaire: Questionnaire, code: str) -> None:
    for indicator in questionnaire.indicators:
        for action in indicator.actions:
            if action.code == code:
                form.action_code.data = code
                form.category_code.data = indicator.category
                form.indicator_id.data = indicator.id
                form.activity.data = action.activity
                form.output_indicator.data = action.output_indicator
                form.unit_of_measure.data = action.unit_of_measure
                form.budget_code.data, form.budget_name.data = action.budget_code, action.budget_name


def _known_action(questionnaire: Questionnaire, code: str) -> str:
    known = {action.code for indicator in questionnaire.indicators for action in indicator.actions}
    return code if code in known else ""


def _as_stored(form: ProposalForm, stored: LineFields) -> LineFields:
    """The typed proposal with what its form does not ask, so that only real differences are shown."""
    typed = form.values
    return LineFields(**typed, responsible_unit_id=stored.responsible_unit_id)


Idea = tuple[IndicatorSpec, ActionSpec, int]
MOST_IDEAS = 12


def _ideas(round_: Round, unit: Unit, questionnaire: Questionnaire, years: tuple[int, ...]) -> list[Idea]:
    """Actions of the library that fit the unit's own gaps: the next level only, the widest gap first."""
    levels = effective_levels(round_.id)
    found: list[tuple[float, Idea]] = []
    for indicator in questionnaire.indicators:
        level = levels.get((unit.id, indicator.id))
        goal = max((indicator.target_for(year) or 0 for year in years), default=0)
        if level is None or level >= goal:
            continue
        next_level = min(
            (item.to_level for item in indicator.actions if level < item.to_level <= goal), default=None
        )
        found += [
            (goal - level, (indicator, action, level))
            for action in indicator.actions
            if action.to_level == next_level
        ]
    found.sort(key=lambda item: -item[0])
    return [idea for _gap, idea in found[:MOST_IDEAS]]
