"""Saving while the person types. The answer is a few words for the page, never the page itself."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import requires
from app.assessment.actions import AnswerConflict, NotEditable
from app.assessment.forms import AnswerForm
from app.assessment.labels import REFUSAL_TEXTS
from app.assessment.queries import user_names
from app.assessment.queries.sheet import line_facts
from app.assessment.routes.answer.page import CONFLICT, UNPROCESSABLE, store
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import MAY_FILL, open_part
from app.assessment.rules import ForbiddenStep, Refusal, gaps
from app.instrument.answer_types import InvalidAnswer


@bp.post("/isian/<assessment_id>/<code>/otomatis")
@requires(*MAY_FILL)
def autosave(assessment_id: str, code: str) -> ResponseReturnValue:
    """Save answer and reason; evidence waits for the button."""
    opened = open_part(assessment_id, only=code)
    line = opened.line(code)
    form = AnswerForm()
    if form.reason.data and not form.reason.validate(form):
        return _state(form, "failed", text=" ".join(form.reason.errors)), UNPROCESSABLE
    try:
        saved = store(opened, line, form, by_hand=bool(form.confirmed.data))
    except InvalidAnswer as mistake:
        return _state(form, "failed", text=str(mistake)), UNPROCESSABLE
    except AnswerConflict as conflict:
        names = user_names([conflict.stored.self_by])
        return _state(form, "conflict", line=line, conflict=conflict, names=names), CONFLICT
    except ForbiddenStep as refusal:
        if refusal.reason is Refusal.WRONG_DUTY:
            raise
        return _state(form, "failed", text=str(REFUSAL_TEXTS[refusal.reason])), CONFLICT
    except NotEditable:
        return _state(form, "failed", text=str(REFUSAL_TEXTS[Refusal.ANSWER_ACCEPTED])), CONFLICT
    return _state(form, "saved", saved=saved, now=opened.now, gaps=gaps(line_facts(line.spec, saved)))


def _state(form: AnswerForm, state: str, **told: object) -> str:
    return render_template("assessment/parts/save_state.html", form=form, state=state, **told)
