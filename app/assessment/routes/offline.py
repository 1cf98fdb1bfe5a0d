"""Filling in without a line: what a browser keeps of an assessment, and how it finds out that the line is back.

The scripts that use these addresses are in `app/static/own/drafts/`; every page works without them.
"""

from pathlib import Path

from flask import Response, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.access import Permission, current_actor, public_page, requires
from app.assessment.forms import AnswerForm
from app.assessment.queries import Line
from app.assessment.routes.answer.page import form_for
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import open_part
from app.assessment.rules import Step
from app.web.frame import person_mark

PERSON = "X-Renaksi-Person"  # whose page this is; the copies of two people are never kept together
_KEPT = frozenset({"assessment.sheet", "assessment.answer", "assessment.all_questions"})


@bp.get("/isian/<assessment_id>/semua")
@requires(Permission.ASSESSMENT_READ, Permission.ASSESSMENT_CONTRIBUTE)
def all_questions(assessment_id: str) -> str:
    """Every question with its answer on one page: what a browser keeps for the time without a line."""
    opened = open_part(assessment_id)
    forms: list[tuple[Line, AnswerForm | None]] = [
        (line, form_for(line) if opened.standing.may(Step.SAVE) and line.editable else None)
        for line in opened.sheet.lines
    ]
    return render_template(
        "assessment/all_questions.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        forms=forms,
    )


@bp.get("/sambungan")
@requires(Permission.ASSESSMENT_READ, Permission.ASSESSMENT_CONTRIBUTE)
def connection() -> ResponseReturnValue:
    """Says that the server answers, who is signed in, and the token to send with."""
    return {"person": person_mark(current_actor()), "csrf_token": generate_csrf()}


@bp.get("/pekerja.js")
@public_page("a script without any data; it must lie below /asesmen to be allowed to serve its pages")
def worker() -> Response:
    """The service worker."""
    script = Path(current_app.static_folder or "") / "own" / "drafts" / "worker.js"
    response = send_file(script, mimetype="text/javascript", max_age=0)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.get("/luring")
@public_page("tells that there is no connection, and nothing else")
def no_line() -> str:
    """What a page looks like that was never opened on this device."""
    return render_template("assessment/no_line.html")


@bp.after_request
def _name_the_reader(response: Response) -> Response:
    """Only what carries this mark may be kept by a browser; see `app/static/own/drafts/worker.js`."""
    mark = person_mark(current_actor())
    if (
        mark
        and request.endpoint in _KEPT
        and response.status_code == 200
        and current_app.config["OFFLINE_PAGES"]
    ):
        response.headers[PERSON] = mark
    return response
