"""The blueprint, and what happens when a step is refused."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from app.assessment import labels
from app.assessment.actions import NotEditable
from app.assessment.routes.words import WORDS
from app.assessment.rules import ForbiddenStep, Refusal

bp = Blueprint("assessment", __name__, url_prefix="/asesmen", template_folder="../templates")


@bp.errorhandler(ForbiddenStep)
def refused(refusal: ForbiddenStep) -> tuple[str, int]:
    """A step that does not fit: 403 for the wrong person, 409 for the wrong state or moment."""
    status = 403 if refusal.reason is Refusal.WRONG_DUTY else 409
    return _page(refusal.reason), status


@bp.errorhandler(NotEditable)
def not_editable(_refusal: NotEditable) -> tuple[str, int]:
    """The answer is closed (accepted, or computed)."""
    return _page(Refusal.ANSWER_ACCEPTED), 409


def _page(reason: Refusal) -> str:
    arguments = request.view_args or {}
    back = url_for("assessment.home")
    if "assessment_id" in arguments:
        back = url_for("assessment.sheet", assessment_id=arguments["assessment_id"])
    return render_template("assessment/refused.html", text=labels.REFUSAL_TEXTS[reason], back=back)


@bp.context_processor
def words() -> dict[str, Any]:
    """The labels and small functions that the pages of this package share."""
    return WORDS
