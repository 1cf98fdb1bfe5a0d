"""Indices of a government and of its OPD, and how each was computed."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Actor, Permission, current_actor, requires
from app.assessment.models import Assessment
from app.assessment.peers.queries import government_comparison, unit_comparison
from app.assessment.queries import RoundScores, Sheet, UnitResult, load_sheet, round_scores, rounds_of
from app.assessment.queries.standing import government_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.home import choose_government
from app.assessment.routes.loading import Choice, choice_for, choose, is_printed
from app.assessment.scoring import Explanation, predicate
from app.assessment.targets import mean_targets
from app.db import db
from app.instrument.questionnaire import Scope
from app.organisations.models import Unit


@bp.get("/nilai")
@requires(Permission.SCORES_READ)
def scores() -> ResponseReturnValue:
    """The government's index with coverage, radar, heatmap and ranking; an OPD admin is sent to the own OPD."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None:
        return choose_government("assessment.scores", request.args.get("cari", ""))
    if choice.round is None:
        return render_template("assessment/no_round.html", choice=choice, may_manage=False)
    if not actor.may(Permission.SCORES_READ, choice.government.id):
        return _to_own_unit(actor, choice)
    result = round_scores(choice.round.id)
    return render_template(
        "assessment/scores.html",
        choice=choice,
        scores=result,
        targets=mean_targets(result.questionnaire, result.year),
        rounds=rounds_of(actor, choice.government.id),
        peers=government_comparison(result, choice.round, choice.government),
        may_read=actor.may(Permission.ASSESSMENT_READ, choice.government.id),
    )


@bp.get("/nilai/opd/<unit_id>")
@requires(Permission.SCORES_READ)
def unit_scores(unit_id: str) -> str:
    """One OPD: radar, and every indicator with its three scores kept apart."""
    actor, choice, result, unit, sheet = _unit(unit_id)
    may_read = actor.may(Permission.ASSESSMENT_READ, choice.government.id, unit_id)
    return render_template(
        "assessment/unit_scores.html",
        choice=choice,
        scores=result,
        unit=unit,
        peers=unit_comparison(result, unit, sheet.assessment.round, choice.government),
        sheet=sheet,
        targets=mean_targets(result.questionnaire, result.year, Scope.OPD),
        verdicts_hidden=any(line.verdict_hidden for line in sheet.lines),
        may_read=may_read,
        may_print=may_read and is_printed(actor, sheet.assessment),
        may_see_all=actor.may(Permission.SCORES_READ, choice.government.id),
    )


@bp.get("/nilai/cara-hitung")
@bp.get("/nilai/cara-hitung/<category>")
@requires(Permission.SCORES_READ)
def explain(category: str | None = None) -> ResponseReturnValue:
    """How the government's index, or one of its categories, was computed."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None or choice.round is None:
        abort(404)
    if not actor.may(Permission.SCORES_READ, choice.government.id):
        return _to_own_unit(actor, choice)
    result = round_scores(choice.round.id)
    node = _part(result.government, category)
    return render_template(
        "assessment/explain.html", choice=choice, scores=result, unit=None, node=node, category=category
    )


@bp.get("/nilai/opd/<unit_id>/cara-hitung")
@bp.get("/nilai/opd/<unit_id>/cara-hitung/<category>")
@requires(Permission.SCORES_READ)
def explain_unit(unit_id: str, category: str | None = None) -> str:
    """How one OPD's index, or one of its categories, was computed."""
    _actor, choice, result, unit, _sheet = _unit(unit_id)
    node = _part(unit.explanation, category)
    return render_template(
        "assessment/explain.html", choice=choice, scores=result, unit=unit, node=node, category=category
    )


def _unit(unit_id: str) -> tuple[Actor, Choice, RoundScores, UnitResult, Sheet]:
    """Everything about one unit; the unit itself sees no verdict while its verification is under way."""
    actor = current_actor()
    unit = db.session.get(Unit, unit_id)
    if unit is None or not actor.may(Permission.SCORES_READ, unit.government_id, unit.id):
        abort(404)
    choice = choice_for(government_of(unit.government_id))
    if choice.round is None:
        abort(404)
    result = round_scores(choice.round.id)
    found = next((each for each in result.units if each.unit_id == unit_id), None)
    assessment = db.session.get(Assessment, found.assessment_id) if found is not None else None
    if found is None or assessment is None:
        abort(404)
    inside = not actor.may(Permission.ASSESSMENT_BOARD, unit.government_id)
    sheet = load_sheet(assessment, for_unit=inside)
    if inside:
        index = sheet.index
        found = replace(found, explanation=index, predicate=predicate(index.value, result.scheme.bands))
    return actor, choice, result, found, sheet


def _part(node: Explanation, category: str | None) -> Explanation:
    if category is None:
        return node
    try:
        return node.child(category)
    except KeyError:
        abort(404)


def _to_own_unit(actor: Actor, choice: Choice) -> ResponseReturnValue:
    own = sorted(actor.unit_ids)
    if not own:
        abort(404)
    year = choice.round.year if choice.round is not None else None
    return redirect(url_for("assessment.unit_scores", unit_id=own[0], tahun=year))
