"""The verification of a whole round: what waits and what is done, bulk decisions, the three scores of an OPD."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.assessment.actions import accept_unchanged, undo_acceptance
from app.assessment.actions.acceptance import acceptable
from app.assessment.queries import load_sheet, rounds_of, user_names
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.three_scores import indices_of
from app.assessment.queries.verifying import objections_of, queue_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.home import choose_government
from app.assessment.routes.loading import choose, open_sheet
from app.assessment.rules import Step
from app.web.pagination import paginate

LISTS = ("menunggu", "selesai", "keberatan", "pendapat")


@bp.get("/verifikasi")
@requires(Permission.ASSESSMENT_VERIFY)
def queue() -> str:
    """One list at a time: answers that wait, answers that are decided, objections, questions to oneself."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None:
        return choose_government("assessment.queue", request.args.get("cari", ""))
    if choice.round is None:
        may_manage = actor.may(Permission.ROUND_MANAGE, choice.government.id)
        return render_template("assessment/no_round.html", choice=choice, may_manage=may_manage)
    wanted = request.args.get("daftar", "")
    shown = wanted if wanted in LISTS else LISTS[0]
    found = queue_of(actor, choice.round)
    statement = {
        "menunggu": found.waiting,
        "selesai": found.done,
        "keberatan": found.objections,
        "pendapat": found.opinions,
    }[shown]
    page = paginate(statement)
    answers = page.rows if shown in LISTS[:2] else [row.answer for row in page.rows]
    questionnaire, _scheme = instrument_of(choice.round.instrument_version_id)
    return render_template(
        "assessment/queue.html",
        choice=choice,
        rounds=rounds_of(actor, choice.government.id),
        shown=shown,
        counts=found.counts(),
        page=page,
        me=actor.user_id,
        rows=list(zip(page.rows, answers, strict=True)),
        specs={spec.id: spec for spec in questionnaire.indicators},
        names=user_names([answer.verified_by or answer.returned_by for answer in answers]),
    )


@bp.get("/verifikasi/<assessment_id>/tak-berubah")
@requires(Permission.ASSESSMENT_VERIFY)
def unchanged(assessment_id: str) -> str:
    """What would be accepted: answers that say exactly what was accepted a round before."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    sheet = load_sheet(opened.assessment, with_evidence=True)
    lines = acceptable(opened.actor, sheet, opened.now) if opened.standing.may(Step.DECIDE) else ()
    return render_template(
        "assessment/unchanged.html", opened=opened, assessment=opened.assessment, lines=lines
    )


@bp.post("/verifikasi/<assessment_id>/tak-berubah")
@requires(Permission.ASSESSMENT_VERIFY)
def accept_those_unchanged(assessment_id: str) -> ResponseReturnValue:
    """Accept those of the shown answers that are still unchanged."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    codes = request.form.getlist("kode")
    accepted = accept_unchanged(opened.actor, opened.assessment, codes, opened.now)
    flash(ngettext("%(num)s jawaban disetujui.", "%(num)s jawaban disetujui.", accepted), "success")
    return redirect(url_for("assessment.verification", assessment_id=assessment_id))


@bp.post("/verifikasi/<assessment_id>/urungkan")
@requires(Permission.ASSESSMENT_VERIFY)
def undo_bulk(assessment_id: str) -> ResponseReturnValue:
    """Take the latest bulk decision back."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    waiting = undo_acceptance(opened.actor, opened.assessment, opened.now)
    text = ngettext(
        "%(num)s jawaban kembali menunggu keputusan Anda.",
        "%(num)s jawaban kembali menunggu keputusan Anda.",
        waiting,
    )
    flash(text, "success")
    return redirect(url_for("assessment.verification", assessment_id=assessment_id))


@bp.get("/isian/<assessment_id>/tiga-nilai")
@requires(Permission.ASSESSMENT_READ)
def three_scores(assessment_id: str) -> str:
    """Own score, verification and ministry side by side for every answer of an OPD, with the reason for each."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    answers = [line.stored for line in opened.sheet.lines if line.answer is not None]
    people = [each for answer in answers for each in (answer.self_by, answer.verified_by, answer.ministry_by)]
    return render_template(
        "assessment/three_scores.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        indices=indices_of(opened.sheet),
        objections=objections_of(opened.assessment),
        names=user_names(people),
    )
