"""What OPD ask, over all of them: answered one by one, or once for every OPD."""

from collections import Counter

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, check, current_actor, fetch, requires
from app.assessment.actions.common_answers import change_answer, publish_answer, withdraw_answer
from app.assessment.models import Round
from app.assessment.queries import rounds_of, user_names
from app.assessment.queries.scheme import instrument_of
from app.assessment.queries.talking import (
    common_answers,
    counts_of_round,
    last_question,
    threads_of_round,
)
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.home import choose_government
from app.assessment.routes.loading import Choice, choose
from app.assessment.rules.talking import ThreadState
from app.assessment.together.forms import ChangeAnswerForm, PublishForm
from app.assessment.together.models import CommonAnswer
from app.db import db
from app.instrument.questionnaire import IndicatorSpec
from app.web.idempotency import idempotent
from app.web.pagination import paginate

UNPROCESSABLE = 422
WAITING, DONE = "menunggu", "selesai"
STATES = {WAITING: (ThreadState.OPEN,), DONE: (ThreadState.ANSWERED, ThreadState.SETTLED)}


@bp.get("/pertanyaan-opd")
@requires(Permission.ASSESSMENT_ANSWER_QUESTIONS)
def questions() -> str:
    """The indicators at which OPD ask, those with most waiting first."""
    actor = current_actor()
    choice = choose(actor)
    if choice is None:
        return choose_government("assessment.questions", request.args.get("cari", ""))
    check(actor, Permission.ASSESSMENT_ANSWER_QUESTIONS, choice.government.id)
    if choice.round is None:
        return render_template("assessment/no_round.html", choice=choice)
    shown = DONE if request.args.get("daftar") == DONE else WAITING
    counts = counts_of_round(actor, choice.round)
    common = common_answers(choice.round)
    questionnaire, _scheme = instrument_of(choice.round.instrument_version_id)
    rows = []
    for spec in questionnaire.indicators:
        counted = counts.get(spec.id)
        own = sum(counted[state] for state in STATES[shown]) if counted else 0
        answers = [each for each in common if each.indicator_id == spec.id]
        if own or (shown == DONE and answers):
            rows.append((spec, own, len(answers)))
    rows.sort(key=lambda row: -row[1])
    return render_template(
        "assessment/questions.html",
        choice=choice,
        rounds=rounds_of(actor, choice.government.id),
        rows=rows,
        shown=shown,
        totals={
            key: sum(counted[state] for counted in counts.values() for state in states)
            for key, states in STATES.items()
        },
    )


@bp.route("/pertanyaan-opd/<code>", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ANSWER_QUESTIONS)
@idempotent
def questions_about(code: str) -> ResponseReturnValue:
    """One indicator: the questions of all OPD, and the answer for all of them."""
    choice, round_, spec = _open(code)
    form = PublishForm()
    if form.validate_on_submit():
        made = publish_answer(
            current_actor(), round_, spec, question=form.question.data, text=form.answer.data
        )
        flash(_("Jawaban diterbitkan untuk semua OPD. OPD yang bertanya diberi tahu."), "success")
        _tell_of_masking(made, form)
        return redirect(_place(round_, spec))
    actor = current_actor()
    shown = DONE if request.args.get("daftar") == DONE else WAITING
    lists = {key: threads_of_round(actor, round_, states, spec.id) for key, states in STATES.items()}
    page = paginate(lists[shown])
    counts = counts_of_round(actor, round_).get(spec.id, Counter())
    common = common_answers(round_, spec.id)
    people = [message.author_id for thread in page.rows for message in thread.messages]
    text = render_template(
        "assessment/questions_about.html",
        choice=choice,
        round=round_,
        spec=spec,
        form=form,
        page=page,
        shown=shown,
        threads=[(thread, last_question(thread)) for thread in page.rows],
        totals={key: sum(counts[state] for state in states) for key, states in STATES.items()},
        common=common,
        names=user_names([*people, *(each.published_by for each in common)]),
    )
    return text, UNPROCESSABLE if form.errors else 200


@bp.route("/jawaban-umum/<common_id>", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_ANSWER_QUESTIONS)
def edit_common_answer(common_id: str) -> ResponseReturnValue:
    """Word an answer for all OPD otherwise."""
    answer, round_, spec = _find(common_id)
    form = ChangeAnswerForm(version=answer.version, question=answer.question, answer=answer.text)
    if form.validate_on_submit():
        stored = [(form.question, answer.question), (form.answer, answer.text)]
        with showing_both(stored, request.path, answer.changed_by or answer.published_by):
            change_answer(
                current_actor(),
                answer,
                question=form.question.data,
                text=form.answer.data,
                seen_version=form.version.data,
            )
        flash(_("Jawaban untuk semua OPD diubah."), "success")
        _tell_of_masking(answer, form)
        return redirect(_place(round_, spec))
    shown = render_template(
        "assessment/common_answer.html",
        spec=spec,
        round=round_,
        answer=answer,
        form=form,
        back=_place(round_, spec),
    )
    return shown, UNPROCESSABLE if form.errors else 200


@bp.post("/jawaban-umum/<common_id>/tarik")
@requires(Permission.ASSESSMENT_ANSWER_QUESTIONS)
def withdraw_common_answer(common_id: str) -> ResponseReturnValue:
    """Take an answer from every page."""
    answer, round_, spec = _find(common_id)
    seen = request.form.get("version", type=int)
    with showing_both([], _place(round_, spec), answer.changed_by or answer.published_by):
        reopened = withdraw_answer(current_actor(), answer, seen_version=seen)
    text = _("Jawaban ditarik dari semua halaman.")
    if reopened:
        waiting = ngettext(
            "%(num)s pertanyaan menunggu jawaban lagi.", "%(num)s pertanyaan menunggu jawaban lagi.", reopened
        )
        text = f"{text} {waiting}"
    flash(text, "success")
    return redirect(_place(round_, spec))


def _tell_of_masking(answer: CommonAnswer, form: PublishForm | ChangeAnswerForm) -> None:
    if (answer.question, answer.text) != (form.question.data, form.answer.data):
        flash(_("Data pribadi dalam teks Anda sudah disamarkan."), "info")


def _open(code: str) -> tuple[Choice, Round, IndicatorSpec]:
    choice = choose(current_actor())
    if choice is None or choice.round is None:
        abort(404)
    check(current_actor(), Permission.ASSESSMENT_ANSWER_QUESTIONS, choice.government.id)
    return choice, choice.round, _spec(choice.round, code)


def _find(common_id: str) -> tuple[CommonAnswer, Round, IndicatorSpec]:
    answer = fetch(current_actor(), Permission.ASSESSMENT_ANSWER_QUESTIONS, CommonAnswer, common_id)
    if answer.withdrawn_at is not None:
        abort(404)
    round_ = db.session.get_one(Round, answer.round_id)
    questionnaire, _scheme = instrument_of(round_.instrument_version_id)
    return answer, round_, next(each for each in questionnaire.indicators if each.id == answer.indicator_id)


def _spec(round_: Round, code: str) -> IndicatorSpec:
    questionnaire, _scheme = instrument_of(round_.instrument_version_id)
    found = next((each for each in questionnaire.indicators if each.code == code), None)
    if found is None or found.scope.value != "opd":
        abort(404)
    return found


def _place(round_: Round, spec: IndicatorSpec) -> str:
    return url_for("assessment.questions_about", code=spec.code, tahun=round_.year)
