"""Everything that changes an assessment.

Each verb takes the actor first, asks the rules whether the step is possible, writes the audit log, and flushes.
"""

from app.assessment.actions.acceptance import accept_remaining, accept_unchanged, undo_acceptance
from app.assessment.actions.answers import AnswerConflict, NotEditable, save_answer
from app.assessment.actions.deadlines import DeadlineMissing, extend, remind_by_plan, set_closings
from app.assessment.actions.evidence import (
    InvalidLink,
    add_file,
    add_link,
    remove_evidence,
)
from app.assessment.actions.ministry import ReasonMissing, score_as_ministry
from app.assessment.actions.objections import decide_objection, object_to
from app.assessment.actions.opinions import NotAVerifier, ask_opinion, give_opinion, withdraw_opinion
from app.assessment.actions.plausibility import accept_explanation, explain_flag
from app.assessment.actions.reminders import remind
from app.assessment.actions.rounds import (
    RoundExists,
    WrongPeriod,
    add_new_units,
    change_round,
    open_round,
)
from app.assessment.actions.submission import Incomplete, submit, withdraw
from app.assessment.actions.verification import (
    confirm,
    decide,
    mark_to_return,
    reopen,
    return_assessment,
)

__all__ = [
    "AnswerConflict",
    "DeadlineMissing",
    "Incomplete",
    "InvalidLink",
    "NotAVerifier",
    "NotEditable",
    "ReasonMissing",
    "RoundExists",
    "WrongPeriod",
    "accept_explanation",
    "accept_remaining",
    "accept_unchanged",
    "add_file",
    "add_link",
    "add_new_units",
    "ask_opinion",
    "change_round",
    "confirm",
    "decide",
    "decide_objection",
    "explain_flag",
    "extend",
    "give_opinion",
    "mark_to_return",
    "object_to",
    "open_round",
    "remind",
    "remind_by_plan",
    "remove_evidence",
    "reopen",
    "return_assessment",
    "save_answer",
    "score_as_ministry",
    "set_closings",
    "submit",
    "undo_acceptance",
    "withdraw",
    "withdraw_opinion",
]
