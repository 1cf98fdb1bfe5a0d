"""Verification: one answer after the other, then confirm or return."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, requires
from app.assessment.actions import (
    DeadlineMissing,
    accept_remaining,
    confirm,
    decide,
    mark_to_return,
    reopen,
    return_assessment,
)
from app.assessment.actions.acceptance import remaining
from app.assessment.answer_outcomes import outcomes_of
from app.assessment.deadlines.forms import ExtensionForm
from app.assessment.examples.forms import ExampleForm
from app.assessment.forms import RETURN, AcceptanceForm, DeadlineForm, VerdictForm
from app.assessment.measuring import figures_beside
from app.assessment.queries import Line, flags_of, history_of, receipts_of, user_names
from app.assessment.queries.examples import examples_of
from app.assessment.queries.rounds import previous_round
from app.assessment.queries.verifying import (
    held_back,
    last_acceptance,
    next_waiting,
    objections_of,
    own_answers,
)
from app.assessment.routes.around import around, others
from app.assessment.routes.blueprint import bp
from app.assessment.routes.conflicts import showing_both
from app.assessment.routes.flag_forms import forms_for, people_of
from app.assessment.routes.loading import OpenedSheet, extensions_beside, open_sheet
from app.assessment.rules import Step, Verdict, Window, refuse_confirm, refuse_return
from app.assessment.rules.examples import refuse_example
from app.assessment.states import ReturnState


@bp.get("/verifikasi/<assessment_id>")
@requires(Permission.ASSESSMENT_VERIFY)
def verification(assessment_id: str) -> str:
    """The answers of one OPD, waiting ones apart from decided ones; the place to confirm or return from."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    verdicts = [line.verdict for line in opened.sheet.lines]
    flags = flags_of(opened.assessment, opened.sheet, opened.now) if opened.assessment.was_submitted else {}
    unsettled = [flag for flag in flags.values() if flag.unsettled]
    own = _own(opened)
    return render_template(
        "assessment/verification.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        undecided=verdicts.count(Verdict.UNDECIDED),
        acceptable=len(remaining(opened.actor, opened.sheet, flags)),
        to_return=[line for line in opened.sheet.lines if line.verdict is Verdict.TO_RETURN],
        next_line=opened.sheet.next_undecided(but=held_back(opened.actor, opened.assessment)),
        own={line.spec.code for line in own},
        own_waiting=[line for line in own if line.verdict is Verdict.UNDECIDED],
        judges=[name for _id, name in others(opened)] if own else [],
        flags=flags,
        unsettled=unsettled,
        confirm_refusal=refuse_confirm(verdicts, len(unsettled)),
        return_refusal=refuse_return(verdicts),
        deadline_form=DeadlineForm(formdata=None, version=opened.assessment.version),
        extension_form=ExtensionForm(formdata=None, version=opened.assessment.version),
        deadline_needed=opened.standing.window is not Window.OPEN,
        receipts=receipts_of(opened.assessment),
        **extensions_beside(opened),
        shown=_list_shown(verdicts),
        bulk=last_acceptance(opened.assessment) if opened.standing.may(Step.DECIDE) else None,
        objections=objections_of(opened.assessment),
        earlier=previous_round(opened.assessment.round),
        elsewhere=next_waiting(opened.actor, opened.assessment.round),
    )


@bp.route("/verifikasi/<assessment_id>/<code>", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_VERIFY)
def verify_answer(assessment_id: str, code: str) -> ResponseReturnValue:
    """One answer: the unit's own score, reason and evidence beside the coordinator's."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    line = opened.line(code)
    form = _verdict_form(line)
    if form.validate_on_submit():
        verdict, reason, needed = _verdict_of(line)
        both = [(form.verdict, verdict), (form.reason, reason), (form.needed, needed)]
        with showing_both(both, request.path, line.stored.verified_by or line.stored.returned_by):
            _decide(opened, line, form)
        flash(_("Keputusan untuk %(code)s disimpan.", code=code), "success")
        following = opened.sheet.next_undecided(line, but=held_back(opened.actor, opened.assessment))
        if following is None:
            return redirect(url_for("assessment.verification", assessment_id=assessment_id))
        return redirect(
            url_for("assessment.verify_answer", assessment_id=assessment_id, code=following.spec.code)
        )
    status = 422 if form.errors else 200
    return show_verification(opened, line, form), status


@bp.post("/verifikasi/<assessment_id>/setujui")
@requires(Permission.ASSESSMENT_VERIFY)
def accept_all(assessment_id: str) -> ResponseReturnValue:
    """Accept the unit's own score of everything not yet looked at."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    own = [line for line in _own(opened) if line.verdict is Verdict.UNDECIDED]
    accepted = accept_remaining(opened.actor, opened.assessment, opened.now)
    flash(ngettext("%(num)s jawaban disetujui.", "%(num)s jawaban disetujui.", accepted), "success")
    if own:
        flash(_("Jawaban yang Anda isi sendiri menunggu orang lain."), "info")
    return redirect(url_for("assessment.verification", assessment_id=assessment_id))


@bp.post("/verifikasi/<assessment_id>/kembalikan")
@requires(Permission.ASSESSMENT_VERIFY)
def give_back(assessment_id: str) -> ResponseReturnValue:
    """Return the marked answers to the unit."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    form = DeadlineForm()
    here = url_for("assessment.verification", assessment_id=assessment_id)
    if not form.validate():
        flash(_("Tanggal tenggat belum benar."), "warning")
        return redirect(here)
    try:
        returned = return_assessment(opened.actor, opened.assessment, until=form.day, now=opened.now)
    except DeadlineMissing:
        flash(_("Putaran sudah lewat tenggat. Isi tenggat baru agar OPD dapat memperbaiki."), "warning")
        return redirect(here)
    flash(
        ngettext(
            "%(num)s jawaban dikembalikan. OPD sudah diberi tahu.",
            "%(num)s jawaban dikembalikan. OPD sudah diberi tahu.",
            returned,
        ),
        "success",
    )
    return redirect(here)


@bp.post("/verifikasi/<assessment_id>/sahkan")
@requires(Permission.ASSESSMENT_VERIFY)
def close_verification(assessment_id: str) -> ResponseReturnValue:
    """Close the verification."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    confirm(opened.actor, opened.assessment, opened.now)
    flash(_("Verifikasi selesai. OPD sudah diberi tahu."), "success")
    return redirect(url_for("assessment.verification", assessment_id=assessment_id))


@bp.post("/verifikasi/<assessment_id>/buka-lagi")
@requires(Permission.ASSESSMENT_VERIFY)
def reopen_verification(assessment_id: str) -> ResponseReturnValue:
    """Take a closed verification up again."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    reopen(opened.actor, opened.assessment, opened.now)
    flash(_("Verifikasi dibuka kembali."), "success")
    return redirect(url_for("assessment.verification", assessment_id=assessment_id))


def _own(opened: OpenedSheet) -> list[Line]:
    """The lines that the verifier filled in as a colleague of the OPD, and that others verify."""
    written = own_answers(opened.actor, opened.assessment)
    return [line for line in opened.sheet.lines if line.answer is not None and line.answer.id in written]


def _list_shown(verdicts: Sequence[Verdict]) -> str:
    """The list that was asked for; without a wish what waits, if anything does."""
    wanted = request.args.get("daftar", "")
    if wanted in ("menunggu", "selesai"):
        return wanted
    return "menunggu" if Verdict.UNDECIDED in verdicts else "selesai"


def _verdict_form(line: Line) -> VerdictForm:
    stored = line.answer
    if stored is None:
        return VerdictForm(own_score=None, version=0)
    chosen, reason, needed = _verdict_of(line)
    return VerdictForm(
        own_score=stored.self_score, version=stored.version, verdict=chosen, reason=reason, needed=needed
    )


def _fresh_verdict_form(line: Line) -> VerdictForm:
    """The form as it is stored, when another form of the page was sent."""
    stored = line.stored
    chosen, reason, needed = _verdict_of(line)
    return VerdictForm(
        formdata=None,
        own_score=stored.self_score,
        version=stored.version,
        verdict=chosen,
        reason=reason,
        needed=needed,
    )


def _verdict_of(line: Line) -> tuple[str | None, str, str]:
    """The coordinator's present decision as the form says it, its reason, and what would be enough."""
    stored = line.answer
    if stored is None:
        return None, "", ""
    if stored.return_state is ReturnState.MARKED:
        return RETURN, stored.returned_reason, stored.returned_needed
    if stored.verified_score is not None:
        return str(stored.verified_score), stored.verified_reason, ""
    return None, "", ""


def _decide(opened: OpenedSheet, line: Line, form: VerdictForm) -> None:
    if form.verdict.data == RETURN:
        mark_to_return(
            opened.actor,
            line.stored,
            form.reason.data,
            form.needed.data,
            seen_version=form.version.data,
            now=opened.now,
        )
        return
    decide(
        opened.actor,
        line.stored,
        int(form.verdict.data),
        form.reason.data or "",
        seen_version=form.version.data,
        now=opened.now,
    )


def show_verification(
    opened: OpenedSheet,
    line: Line,
    form: VerdictForm | None = None,
    *,
    acceptance: AcceptanceForm | None = None,
    example_form: ExampleForm | None = None,
) -> str:
    """The page of one answer beside the coordinator's decision, with whatever was typed still in it."""
    form = form or _fresh_verdict_form(line)
    figures = figures_beside(opened.assessment, opened.now)
    flag = flags_of(opened.assessment, opened.sheet, opened.now, figures).get(line.spec.code)
    before, after = opened.sheet.neighbours(line)
    history = [] if line.answer is None else list(history_of(line.answer))
    people = [event.by for event in history]
    if line.answer is not None:
        people += [line.answer.self_by, line.answer.verified_by, line.answer.ministry_by]
    beside = around(opened, line)
    chosen = examples_of(line.answer) if line.answer is not None else ()
    return render_template(
        "assessment/verify_answer.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        line=line,
        form=form,
        before=before,
        after=after,
        deciding=opened.standing.may(Step.DECIDE)
        and line.answer is not None
        and not line.spec.is_measured
        and not beside.is_own,
        around=beside,
        figures=figures,
        flag=flag,
        flag_forms=forms_for(opened, flag, acceptance=acceptance),
        history=history,
        outcomes=outcomes_of(opened.actor, line.answer) if line.answer is not None else (),
        names=user_names([*people, *people_of(flag)]),
        differs=request.method == "POST",
        example_form=example_form or _example_form(line, {each.evidence_id for each in chosen}),
        chosen_examples=chosen,
    )


def _example_form(line: Line, chosen: set[str]) -> ExampleForm | None:
    """The form to show more evidence of this answer to others, if it is accepted as it was claimed."""
    stored = line.answer
    if stored is None:
        return None
    left = [each for each in stored.evidence if each.id not in chosen]
    refusal = refuse_example(
        self_score=stored.self_score,
        verified_score=stored.verified_score,
        returned=stored.return_state is not ReturnState.NONE,
        evidence=len(left),
    )
    return ExampleForm.of(left, fresh=True) if refusal is None else None
