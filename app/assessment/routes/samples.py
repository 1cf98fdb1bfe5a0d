"""Samples of decided answers: draw, look, note."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.assessment.actions.sampling import NothingToDraw, draw_answers, is_repeatable, note_finding
from app.assessment.models import Round
from app.assessment.queries import user_names
from app.assessment.queries.sampling import decided_ids, drawn_at, drawn_of, samples_of
from app.assessment.queries.scheme import instrument_of, spec_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.home import choose_government
from app.assessment.routes.loading import choose
from app.assessment.rules import wrote_it
from app.assessment.verifying.forms import DrawForm, LookForm
from app.assessment.verifying.models import AnswerSample
from app.assessment.verifying.states import Finding
from app.db import db
from app.web.idempotency import idempotent


@bp.route("/sampel", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_SAMPLE)
@idempotent
def samples() -> ResponseReturnValue:
    """All draws of a round, and the form for another."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None:
        return choose_government("assessment.samples", request.args.get("cari", ""))
    if choice.round is None:
        return render_template("assessment/no_round.html", choice=choice, may_manage=False)
    form = DrawForm()
    if form.validate_on_submit():
        try:
            made = draw_answers(actor, choice.round, form.count.data, form.seed.data)
        except NothingToDraw:
            form.count.errors = [_("Belum ada OPD yang verifikasinya selesai.")]
        else:
            flash(_("Sampel diundi. Catat benihnya agar dapat diulang."), "success")
            return redirect(url_for("assessment.sample", sample_id=made.id))
    page = render_template(
        "assessment/samples.html",
        choice=choice,
        form=form,
        rows=samples_of(actor, choice.round),
        population=len(decided_ids(choice.round)),
    )
    return page, 422 if form.errors else 200


@bp.get("/sampel/<sample_id>")
@requires(Permission.ASSESSMENT_SAMPLE)
def sample(sample_id: str) -> str:
    """One draw with what was found so far."""
    found = fetch(current_actor(), Permission.ASSESSMENT_SAMPLE, AnswerSample, sample_id)
    round_ = db.session.get_one(Round, found.round_id)
    drawn = drawn_of(found)
    questionnaire, _scheme = instrument_of(round_.instrument_version_id)
    return render_template(
        "assessment/sample.html",
        sample=found,
        round=round_,
        drawn=drawn,
        specs={spec.id: spec for spec in questionnaire.indicators},
        names=user_names([found.drawn_by, *(each.looked_by for each in drawn)]),
        repeatable=is_repeatable(found, round_, [each.answer_id for each in drawn]),
    )


@bp.route("/sampel/<sample_id>/<int:nomor>", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_SAMPLE)
def look_at_sample(sample_id: str, nomor: int) -> ResponseReturnValue:
    """Note what was found at one drawn answer; then the next that nobody looked at."""
    actor = current_actor()
    found = fetch(actor, Permission.ASSESSMENT_SAMPLE, AnswerSample, sample_id)
    drawn = drawn_at(found, nomor)
    if drawn is None:
        abort(404)
    form = LookForm(
        version=drawn.version, finding=drawn.finding.value if drawn.finding else None, note=drawn.note
    )
    if form.validate_on_submit():
        both = [(form.finding, drawn.finding or ""), (form.note, drawn.note)]
        with showing_both(both, request.path, drawn.looked_by):
            note_finding(
                actor, drawn, Finding(form.finding.data), form.note.data, seen_version=form.version.data
            )
        flash(_("Catatan disimpan."), "success")
        following = next((each for each in drawn_of(found) if each.finding is None), None)
        if following is None:
            return redirect(url_for("assessment.sample", sample_id=found.id))
        return redirect(url_for("assessment.look_at_sample", sample_id=found.id, nomor=following.position))
    answer = drawn.answer
    page = render_template(
        "assessment/sample_look.html",
        sample=found,
        drawn=drawn,
        answer=answer,
        spec=spec_of(answer),
        form=form,
        is_own=wrote_it(actor.user_id, answer.self_by),
        names=user_names([answer.self_by, answer.verified_by, answer.ministry_by]),
    )
    return page, 422 if form.errors else 200
