"""Second opinions: ask, take back, give."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, requires
from app.assessment.actions import NotAVerifier, ask_opinion, give_opinion, withdraw_opinion
from app.assessment.queries import Line
from app.assessment.queries.verifying import opinions_of
from app.assessment.routes.around import others, own_waiting
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.loading import OpenedSheet, open_sheet
from app.assessment.verifying.forms import AskOpinionForm, OpinionForm
from app.web.idempotency import idempotent


@bp.post("/verifikasi/<assessment_id>/<code>/pendapat")
@requires(Permission.ASSESSMENT_VERIFY)
@idempotent
def ask_for_opinion(assessment_id: str, code: str) -> ResponseReturnValue:
    """Ask another verifier."""
    opened, line = _open(assessment_id, code)
    form = AskOpinionForm(others(opened, line))
    back = _page(assessment_id, code)
    title = _("Minta pendapat kedua untuk %(code)s", code=code)
    if not form.validate():
        return _again(line, form, title, back), 422
    try:
        ask_opinion(opened.actor, line.stored, form.asked_of.data, form.question.data or "", opened.now)
    except NotAVerifier:
        form.asked_of.errors = [
            _("Orang ini tidak memverifikasi pemerintah daerah ini, atau mengisi jawabannya sendiri.")
        ]
        return _again(line, form, title, back), 422
    flash(_("Pendapat kedua diminta. Jawaban ini menunggu sampai pendapatnya ada."), "success")
    return redirect(back)


@bp.post("/verifikasi/<assessment_id>/<code>/pendapat/batal")
@requires(Permission.ASSESSMENT_VERIFY)
def take_question_back(assessment_id: str, code: str) -> ResponseReturnValue:
    """Take the questions back that nobody answered; of one person (`dari`), or of all."""
    opened, line = _open(assessment_id, code)
    asked_of = request.form.get("dari", "")
    for opinion in opinions_of(line.stored):
        if opinion.given_at is None and asked_of in ("", opinion.asked_of):
            withdraw_opinion(opened.actor, opinion, opened.now)
    flash(_("Permintaan pendapat dibatalkan."), "success")
    return redirect(_page(assessment_id, code))


@bp.post("/verifikasi/<assessment_id>/<code>/pendapat/beri")
@requires(Permission.ASSESSMENT_VERIFY)
def say_opinion(assessment_id: str, code: str) -> ResponseReturnValue:
    """Say one's own score."""
    opened, line = _open(assessment_id, code)
    opinion = own_waiting(opened, tuple(opinions_of(line.stored)))
    if opinion is None:
        abort(404)
    form = OpinionForm()
    back = _page(assessment_id, code)
    if not form.validate():
        return _again(line, form, _("Beri pendapat tentang %(code)s", code=code), back), 422
    both = [(form.opinion_score, opinion.score), (form.opinion, opinion.reason)]
    with showing_both(both, back, opinion.asked_of):
        give_opinion(
            opened.actor,
            opinion,
            int(form.opinion_score.data),
            form.opinion.data,
            seen_version=form.version.data,
            now=opened.now,
        )
    flash(_("Pendapat Anda disimpan."), "success")
    return redirect(url_for("assessment.queue", daftar="pendapat", tahun=opened.assessment.round.year))


def _open(assessment_id: str, code: str) -> tuple[OpenedSheet, Line]:
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    line = opened.line(code)
    if line.answer is None:
        abort(404)
    return opened, line


def _page(assessment_id: str, code: str) -> str:
    return url_for("assessment.verify_answer", assessment_id=assessment_id, code=code)


def _again(line: Line, form: object, title: str, back: str) -> str:
    return render_template("assessment/form_again.html", line=line, form=form, title=title, back=back)
