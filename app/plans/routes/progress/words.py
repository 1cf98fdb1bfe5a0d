"""The words of the templates of progress, and how steps that came too late are answered."""

from typing import Any

from flask import render_template

from app.plans import progress_labels as labels
from app.plans.routes.blueprint import bp
from app.plans.rules.progress import (
    GREEN_FROM,
    YELLOW_FROM,
    AddendumRefused,
    Light,
    PeriodLocked,
    PeriodRefused,
    WrongReportState,
)


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "LIGHT": labels.LIGHT_LABELS,
        "LIGHT_TONE": labels.LIGHT_TONES,
        "LIGHT_ICON": labels.LIGHT_ICONS,
        "LIGHTS": tuple(Light),
        "REPORT_STATE": labels.REPORT_LABELS,
        "REPORT_TONE": labels.REPORT_TONES,
        "ADDENDUM": labels.ADDENDUM_LABELS,
        "ADDENDUM_TONE": labels.ADDENDUM_TONES,
        "PROGRESS_STEP": labels.STEP_LABELS,
        "quarter_text": labels.quarter_text,
        "green_from": float(GREEN_FROM),
        "yellow_from": float(YELLOW_FROM),
    }


@bp.errorhandler(PeriodLocked)
def _locked(_error: PeriodLocked) -> tuple[str, int]:
    return render_template("plans/progress/refused.html", why="locked", text=""), 409


@bp.errorhandler(WrongReportState)
def _too_late(error: WrongReportState) -> tuple[str, int]:
    text = str(labels.REPORT_LABELS[error.state])
    return render_template("plans/progress/refused.html", why="state", text=text), 409


@bp.errorhandler(PeriodRefused)
def _refused(error: PeriodRefused) -> tuple[str, int]:
    text = str(labels.PERIOD_REFUSALS[error.why])
    return render_template("plans/progress/refused.html", why="other", text=text), 409


@bp.errorhandler(AddendumRefused)
def _addendum_refused(error: AddendumRefused) -> tuple[str, int]:
    text = str(labels.ADDENDUM_REFUSALS[error.why])
    return render_template("plans/progress/refused.html", why="other", text=text), 409
