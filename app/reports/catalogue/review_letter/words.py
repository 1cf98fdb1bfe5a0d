"""Comments of a review in words, for paper and for sheets."""

from flask_babel import gettext as _

from app.plans.labels import OUTCOME_LABELS, SEVERITY_LABELS, cell_label
from app.plans.letter import LetterComment
from app.plans.rules import Outcome, Severity


def printed_comment(comment: LetterComment) -> dict[str, object]:
    """A comment in words."""
    return {
        "place": comment_place(comment),
        "severity": SEVERITY_LABELS[Severity(comment.severity)],
        "text": comment.text,
        "answer": comment.answer,
        "outcome": outcome_text(comment),
        "is_closed": comment.is_closed,
    }


def comment_place(comment: LetterComment) -> str:
    """ "1. Bimtek · Target 2022", a chapter's title, or that it is about the whole plan."""
    cell = cell_label(comment.cell, comment.cell_year) if comment.cell else ""
    return " · ".join(part for part in (comment.place or _("Seluruh rencana"), cell) if part)


def outcome_text(comment: LetterComment) -> str:
    """What the regency did about it; empty while it has not said."""
    return str(OUTCOME_LABELS[Outcome(comment.outcome)]) if comment.outcome else ""
