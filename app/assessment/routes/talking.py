"""The thread beside an answer, and who has the answer open."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.assessment.actions.talking import (
    NotYourThread,
    TooLateToTakeBack,
    settle,
    side_of,
    take_words_back,
    write,
)
from app.assessment.queries import Line
from app.assessment.queries.talking import own_message
from app.assessment.routes.answer.page import form_for, show
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import OpenedSheet, open_part
from app.assessment.routes.together import note_here, present_at, present_in
from app.assessment.together.forms import MessageForm
from app.web.idempotency import idempotent

UNPROCESSABLE = 422


@bp.post("/isian/<assessment_id>/<code>/percakapan")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
@idempotent
def write_message(assessment_id: str, code: str) -> ResponseReturnValue:
    """Ask, or answer."""
    opened, line = _open(assessment_id, code)
    form = MessageForm()
    if not form.validate():
        return show(opened, line, form_for(line), message=form), UNPROCESSABLE
    made = write(
        opened.actor, opened.assessment, line.spec, form.message.data, asks=form.asks.data, now=opened.now
    )
    flash(_("Pertanyaan Anda terkirim.") if form.asks.data else _("Pesan Anda terkirim."), "success")
    if made.text != form.message.data:
        flash(_("Data pribadi dalam pesan Anda sudah disamarkan."), "info")
    return redirect(_place(opened, line))


@bp.get("/isian/<assessment_id>/<code>/percakapan")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def read_messages(assessment_id: str, code: str) -> ResponseReturnValue:
    """Whoever loads a refused message's address anew is led to the question, where the thread stands."""
    return redirect(_place(*_open(assessment_id, code)))


@bp.post("/isian/<assessment_id>/<code>/percakapan/selesai")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def settle_thread(assessment_id: str, code: str) -> ResponseReturnValue:
    """Say that the question is done; with `buka` in the form, that it is not."""
    opened, line = _open(assessment_id, code)
    settled = "buka" not in request.form
    try:
        settle(opened.actor, opened.assessment, line.spec.id, settled=settled, now=opened.now)
    except LookupError:
        abort(404)
    flash(_("Percakapan dinyatakan selesai.") if settled else _("Percakapan dibuka lagi."), "success")
    return redirect(_place(opened, line))


@bp.post("/percakapan/<message_id>/tarik")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def take_message_back(message_id: str) -> ResponseReturnValue:
    """Take the own words back."""
    message = own_message(current_actor(), message_id) or abort(404)
    thread = message.thread
    opened = open_part(thread.assessment_id)
    line = next((each for each in opened.sheet.lines if each.spec.id == thread.indicator_id), None)
    if line is None:
        abort(404)
    try:
        take_words_back(opened.actor, message, opened.now)
    except TooLateToTakeBack:
        flash(_("Pesan ini tidak dapat ditarik lagi: sudah dibalas atau lebih dari 15 menit."), "warning")
    else:
        flash(_("Pesan ditarik."), "success")
    return redirect(_place(opened, line))


@bp.post("/isian/<assessment_id>/<code>/hadir")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def be_present(assessment_id: str, code: str) -> str:
    """The page of an answer is open; answers with who else has it open."""
    opened, line = _open(assessment_id, code)
    note_here(opened, line)
    return render_template("assessment/parts/present.html", present=present_at(opened, line))


@bp.post("/isian/<assessment_id>/<code>/percakapan/dibaca")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def read_thread(assessment_id: str, code: str) -> ResponseReturnValue:
    """Somebody without scripts says that they have read it."""
    opened, line = _open(assessment_id, code)
    note_here(opened, line)
    return redirect(_place(opened, line))


@bp.get("/isian/<assessment_id>/sedang-dibuka")
@requires(Permission.ASSESSMENT_DISCUSS, Permission.ASSESSMENT_CONTRIBUTE)
def at_work(assessment_id: str) -> str:
    """Who is at work in this sheet, for a page that asks again and again."""
    opened = open_part(assessment_id)
    lines = opened.sheet.lines
    concerned = bool(lines) and side_of(opened.actor, opened.assessment, lines[0].spec.id) is not None
    return render_template(
        "assessment/parts/at_work.html",
        present=present_in(opened) if concerned else [],
        assessment=opened.assessment,
    )


def _open(assessment_id: str, code: str) -> tuple[OpenedSheet, Line]:
    opened = open_part(assessment_id)
    line = opened.line(code)
    if side_of(opened.actor, opened.assessment, line.spec.id) is None:
        abort(403)
    return opened, line


def _place(opened: OpenedSheet, line: Line) -> str:
    return (
        url_for("assessment.answer", assessment_id=opened.assessment.id, code=line.spec.code) + "#percakapan"
    )


@bp.errorhandler(NotYourThread)
def not_yours(_refusal: NotYourThread) -> ResponseReturnValue:
    """The duty ended between opening and writing."""
    abort(403)
