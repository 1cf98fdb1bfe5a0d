"""One indicator per page: the described levels, reason, evidence, and what others said of the answer."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, requires
from app.assessment.actions import AnswerConflict, InvalidLink, add_file, add_link, save_answer
from app.assessment.answer_outcomes import outcomes_of
from app.assessment.documents.actions import use_document
from app.assessment.documents.earlier import EarlierDocument, earlier_documents
from app.assessment.documents.queries import documents_of
from app.assessment.forms import AcceptanceForm, AnswerForm, ExplanationForm, MinistryForm
from app.assessment.labels import REFUSAL_TEXTS
from app.assessment.measuring import complaints_counted, compute, figures_beside
from app.assessment.queries import Line, Sheet, flags_of, history_of, user_names
from app.assessment.queries.carried import change_since
from app.assessment.queries.examples import examples_for
from app.assessment.routes.around import around
from app.assessment.routes.blueprint import bp
from app.assessment.routes.flag_forms import forms_for, people_of
from app.assessment.routes.loading import MAY_FILL, OpenedSheet, open_part
from app.assessment.routes.together import beside
from app.assessment.rules import ForbiddenStep, Refusal, Step
from app.assessment.states import TAKEN_BACK, AnswerEventKind, AssessmentState, ReturnState
from app.assessment.together.forms import MessageForm
from app.db import keep_despite_error
from app.files import RefusedFile
from app.instrument.answer_types import InvalidAnswer
from app.web.idempotency import idempotent

UNPROCESSABLE, CONFLICT = 422, 409
OPENED_PAGE = 44  # letters, as the column has room for


@bp.get("/isian/<assessment_id>/<code>")
@requires(Permission.ASSESSMENT_READ, Permission.ASSESSMENT_CONTRIBUTE)
def answer(assessment_id: str, code: str) -> ResponseReturnValue:
    """The form for whoever answers, else the answer to read."""
    opened = open_part(assessment_id)
    line = opened.line(code)
    return show(opened, line, form_for(line))


@bp.post("/isian/<assessment_id>/<code>")
@requires(*MAY_FILL)
@idempotent
def save(assessment_id: str, code: str) -> ResponseReturnValue:
    """Save answer, reason and new evidence by hand."""
    opened = open_part(assessment_id)
    line = opened.line(code)
    form = AnswerForm()
    if not form.validate():
        return show(opened, line, form), UNPROCESSABLE
    try:
        store(opened, line, form, by_hand=True)
    except InvalidAnswer as mistake:
        form.answer.errors = [str(mistake)]
        return show(opened, line, form), UNPROCESSABLE
    except AnswerConflict as conflict:
        return show(opened, line, form, conflict=conflict), CONFLICT
    except ForbiddenStep as refusal:
        if refusal.reason is Refusal.WRONG_DUTY:
            raise
        return show(opened, line, form, refusal=str(REFUSAL_TEXTS[refusal.reason])), CONFLICT
    if not _add_evidence(opened, line, form):
        # Text and good files are kept; the page says which file or link was not.
        keep_despite_error()
        reopened = open_part(assessment_id)
        saved = reopened.line(code)
        form.version.data = str(saved.stored.version)
        form.overwrite.data = ""
        return show(reopened, saved, form, kept=True), UNPROCESSABLE
    reopened = open_part(assessment_id)
    saved = reopened.line(code)
    if saved.facts.return_state is ReturnState.RETURNED:
        text = _("Jawaban %(code)s belum berubah sejak dikembalikan, jadi masih perlu diperbaiki.", code=code)
        flash(text, "warning")
    else:
        flash(_("Jawaban %(code)s tersimpan.", code=code), "success")
    return redirect(_next_page(reopened, saved, form))


def store(opened: OpenedSheet, line: Line, form: AnswerForm, *, by_hand: bool) -> Any:
    """Turn what was typed into the stored value and save it; raises what `from_form` and `save_answer` raise."""
    value = line.kind.from_form(line.spec.parameters, form.answer.data or "")
    return save_answer(
        opened.actor,
        opened.assessment,
        line.spec,
        value=value,
        reason=form.reason.data or "",
        seen_version=form.seen_version,
        opened_page=(form.opened_page.data or form.idempotency_key.data)[:OPENED_PAGE],
        by_hand=by_hand,
        now=opened.now,
    )


def form_for(line: Line) -> AnswerForm:
    """The form filled with what is stored."""
    form = AnswerForm(formdata=None)
    if line.answer is not None:
        form.answer.data = line.kind.to_form(line.spec.parameters, line.answer.value)
        form.reason.data = line.answer.self_reason
        form.seen_answer.data, form.seen_reason.data = form.answer.data, form.reason.data
        form.version.data = str(line.answer.version)
    return form


def show(
    opened: OpenedSheet,
    line: Line,
    form: AnswerForm,
    *,
    conflict: AnswerConflict | None = None,
    refusal: str = "",
    kept: bool = False,
    explanation: ExplanationForm | None = None,
    acceptance: AcceptanceForm | None = None,
    message: MessageForm | None = None,
) -> str:
    """The page, with whatever was typed still in it."""
    writing = opened.standing.may(Step.SAVE) and line.editable
    keep_form = writing or bool(refusal)
    before, after = opened.sheet.neighbours(line)
    stored = line.answer
    history = [] if stored is None else [event for event in history_of(stored) if _may_read(line, event.kind)]
    # A contributor answers what was handed over; complaints and plans are not among it.
    figures = () if opened.partial else figures_beside(opened.assessment, opened.now)
    flag = (
        None
        if opened.partial
        else flags_of(opened.assessment, opened.sheet, opened.now, figures).get(line.spec.code)
    )
    return render_template(
        "assessment/answer_form.html" if keep_form else "assessment/answer_view.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        line=line,
        form=form,
        before=before,
        after=after,
        following=following_line(opened.sheet, line),
        conflict=conflict,
        refusal=refusal,
        kept=kept,
        computed=compute(opened.assessment, line.spec, opened.now)
        if line.spec.is_measured and opened.assessment.state is AssessmentState.DRAFT
        else None,
        counted=complaints_counted(opened.assessment, opened.now) if line.spec.is_measured else None,
        figures=figures,
        flag=flag,
        since=change_since(opened.assessment, line.spec.code) if line.facts.needs_review else None,
        documents=documents_of(opened.sheet, without=line.spec.code) if keep_form else [],
        earlier=_earlier(opened) if keep_form else [],
        flag_forms=forms_for(opened, flag, explanation=explanation, acceptance=acceptance),
        history=history,
        outcomes=() if stored is None or opened.partial else outcomes_of(opened.actor, stored),
        names=user_names([*_people(line, history), *people_of(flag)]),
        ministry_form=_ministry_form(opened, line),
        verdict_visible=not line.verdict_hidden,
        around=around(opened, line),
        together=beside(opened, line, message),
        good_examples=examples_for(opened.assessment, line.spec),
    )


def _may_read(line: Line, kind: str) -> bool:
    return kind not in (AnswerEventKind.VERIFIED, TAKEN_BACK) or not line.verdict_hidden


def _people(line: Line, history: list[Any]) -> list[str | None]:
    people: list[str | None] = [event.by for event in history]
    if line.answer is not None:
        stored = line.answer
        people += [stored.self_by, stored.verified_by, stored.ministry_by, stored.returned_by]
    return people


def _ministry_form(opened: OpenedSheet, line: Line) -> MinistryForm | None:
    if line.answer is None or not opened.standing.may(Step.SCORE_AS_MINISTRY):
        return None
    stored = line.answer
    return MinistryForm(
        formdata=None,
        version=stored.version,
        score=str(stored.ministry_score or ""),
        reason=stored.ministry_reason,
    )


def _add_evidence(opened: OpenedSheet, line: Line, form: AnswerForm) -> bool:
    """Keep the chosen files and the link; say on the field which one was refused, and why."""
    _reuse(opened, line, form.reuse.data or ())
    refused = []
    for upload in form.uploads:
        try:
            add_file(
                opened.actor,
                opened.assessment,
                line.spec,
                upload.stream,
                upload.filename,
                now=opened.now,
                **form.facts,
            )
        except RefusedFile as refusal:
            refused.append(_("%(name)s: %(reason)s", name=upload.filename, reason=refusal.message))
    form.files.errors = refused
    if form.url.data:
        try:
            add_link(
                opened.actor,
                opened.assessment,
                line.spec,
                form.url.data,
                title=form.link_title.data or "",
                now=opened.now,
                **form.facts,
            )
        except InvalidLink:
            form.url.errors = [_("Tulis alamat lengkap yang diawali https://")]
        else:
            form.url.data = form.link_title.data = ""
    return not form.files.errors and not form.url.errors


def _reuse(opened: OpenedSheet, line: Line, picked: Sequence[str]) -> None:
    """Show the picked documents here too; what was not offered is passed over."""
    if not picked:
        return
    offered = [
        *(each.evidence for each in documents_of(opened.sheet, without=line.spec.code)),
        *(each.evidence for each in _earlier(opened)),
    ]
    for document in offered:
        if document.id in picked:
            use_document(opened.actor, opened.assessment, line.spec, document, opened.now)


def _earlier(opened: OpenedSheet) -> list[EarlierDocument]:
    """Documents of rounds before, which prove answers that a contributor was not given."""
    return [] if opened.partial else earlier_documents(opened.sheet, opened.assessment)


def _next_page(opened: OpenedSheet, line: Line, form: AnswerForm) -> str:
    """With files the same page (the person sees them arrive), else where the work goes on, at last the check page.

    After a return the answers still to be corrected come first, then whatever lacks something; before that the
    questions are gone through one by one.
    """
    own_id = opened.assessment.id
    if form.uploads or form.url.data or form.reuse.data:
        return url_for("assessment.answer", assessment_id=own_id, code=line.spec.code) + "#bukti"
    following = following_line(opened.sheet, line)
    if following is None:
        return url_for(
            "assessment.sheet" if opened.partial else "assessment.check_page", assessment_id=own_id
        )
    return url_for("assessment.answer", assessment_id=own_id, code=following.spec.code)


def following_line(sheet: Sheet, line: Line) -> Line | None:
    """The line that "Simpan dan lanjut" leads to; `None` when there is none."""
    if any(each.was_returned for each in sheet.lines):
        return sheet.next_returned(line) or sheet.next_open(line)
    return sheet.neighbours(line)[1]
