"""The blueprint, the words its templates use, and how it answers a step that came too late."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from app.db import new_id
from app.plans import labels, narrative_labels
from app.plans.queries.waiting import days_on_desk
from app.plans.rules import (
    EmptyPlan,
    Party,
    PlanState,
    UnansweredComments,
    WrongState,
    whose_turn,
)

bp = Blueprint("plans", __name__, template_folder="../templates")


@bp.context_processor
def _words() -> dict[str, Any]:
    """Labels by code, and fresh idempotency keys for buttons."""
    return {
        "STATE": labels.STATE_LABELS,
        "STATE_TONE": labels.STATE_TONES,
        "TURN": labels.TURN_LABELS,
        "PROPOSALS_CLOSED": labels.PROPOSALS_CLOSED,
        "STEP": labels.STEP_LABELS,
        "STEP_TONE": labels.STEP_TONES,
        "FUND": labels.FUND_SOURCE_LABELS,
        "SEVERITY": labels.SEVERITY_LABELS,
        "SEVERITY_TONE": labels.SEVERITY_TONES,
        "COMMENT_KIND": labels.COMMENT_KIND_LABELS,
        "VERDICT": labels.VERDICT_LABELS,
        "ORIGIN": labels.ORIGIN_LABELS,
        "GAP": labels.GAP_LABELS,
        "FIELD": labels.FIELD_LABELS,
        "PLACEHOLDER": narrative_labels.PLACEHOLDER_LABELS,
        "TEMPLATE_SOURCE": narrative_labels.TEMPLATE_SOURCE_LABELS,
        "DOUBT": narrative_labels.DOUBT_LABELS,
        "DOUBT_TONE": narrative_labels.DOUBT_TONES,
        "PIECE": narrative_labels.PIECE_LABELS,
        "OUTCOME": narrative_labels.OUTCOME_LABELS,
        "OUTCOME_TONE": narrative_labels.OUTCOME_TONES,
        "STATE_KIND": narrative_labels.STATE_KIND_LABELS,
        "QUARTER": labels.QUARTER_LABELS,
        "fresh_key": new_id,
        "turn_of": whose_turn,
        "days_on_desk": days_on_desk,
        "cell_label": labels.cell_label,
        "cell_control": labels.cell_control,
        "SECOND_OPINION": labels.SECOND_OPINION_LABELS,
        "ASSIGNED_HOW": labels.ASSIGNED_HOW_LABELS,
        "ANSWERED": labels.OUTCOME_LABELS,
        "ANSWERED_TONE": labels.OUTCOME_TONES,
        "PlanState": PlanState,
        "Party": Party,
    }


@bp.errorhandler(WrongState)
def _too_late(error: WrongState) -> tuple[str, int]:
    """Somebody else was faster, or the page was old: say where the plan stands now."""
    return render_template("plans/wrong_state.html", state=error.state), 409


def _not_ready(reason: str, count: int, endpoint: str, label: str, **arguments: Any) -> tuple[str, int]:
    """What is missing, and the page where it is mended."""
    plan_id = (request.view_args or {}).get("plan_id")
    return render_template(
        "plans/not_ready.html",
        reason=reason,
        count=count,
        next_url=url_for(endpoint, plan_id=plan_id, **arguments) if plan_id else None,
        next_label=label,
    ), 422


@bp.errorhandler(EmptyPlan)
def _empty(_error: EmptyPlan) -> tuple[str, int]:
    """There is nothing to approve."""
    return _not_ready("empty", 0, "plans.compile_page", _("Susun kegiatan"))


@bp.errorhandler(UnansweredComments)
def _unanswered(error: UnansweredComments) -> tuple[str, int]:
    """The ministry waits for answers."""
    return _not_ready("unanswered", error.count, "plans.comments", _("Jawab catatan"), belum=1)
