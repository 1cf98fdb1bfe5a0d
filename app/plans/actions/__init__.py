"""Writes: one verb each, the actor first. They flush and never commit."""

from app.plans.actions.carrying import carry_over, confirm_line
from app.plans.actions.chapters import confirm_sentences, restore_chapter, save_chapter
from app.plans.actions.compiling import Accepted, accept_compilation
from app.plans.actions.goals import set_goals
from app.plans.actions.lines import (
    add_line,
    delete_line,
    edit_line,
    merge_lines,
    move_line,
    restore_line,
)
from app.plans.actions.plans import create_plan, rename_plan
from app.plans.actions.practices import adopt
from app.plans.actions.proposals import create_proposal, edit_proposal, withdraw_proposal
from app.plans.actions.review import (
    accept_plan,
    add_comment,
    answer_comment,
    resolve_comment,
    return_plan,
    start_review,
)
from app.plans.actions.workflow import (
    approve_plan,
    reopen_plan,
    request_approval,
    revise_plan,
    send_back,
    submit_plan,
    withdraw_request,
)

__all__ = [
    "Accepted",
    "accept_compilation",
    "accept_plan",
    "add_comment",
    "add_line",
    "adopt",
    "answer_comment",
    "approve_plan",
    "carry_over",
    "confirm_line",
    "confirm_sentences",
    "create_plan",
    "create_proposal",
    "delete_line",
    "edit_line",
    "edit_proposal",
    "merge_lines",
    "move_line",
    "rename_plan",
    "reopen_plan",
    "request_approval",
    "resolve_comment",
    "restore_chapter",
    "restore_line",
    "return_plan",
    "revise_plan",
    "save_chapter",
    "send_back",
    "set_goals",
    "start_review",
    "submit_plan",
    "withdraw_proposal",
    "withdraw_request",
]
