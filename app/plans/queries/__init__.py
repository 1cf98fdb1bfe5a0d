"""Reads of the plan. Reports use `plan_document_data`; pages above use what is listed here."""

from app.plans.queries.comments import Comments, comments_of
from app.plans.queries.compiling import compile_input, existing_line, fields_of, units_of_round
from app.plans.queries.document import (
    chapters_of,
    placeholder_values,
    plan_document_data,
    preview,
    submitted_document,
    working_document,
)
from app.plans.queries.fitting import doubts_by_chapter, doubts_in, doubts_of
from app.plans.queries.history import StateRow, state_of, states_of
from app.plans.queries.matrix import Matrix, matrix_of, unit_refs
from app.plans.queries.plans import (
    current_plan,
    latest_submission,
    plan_of_round,
    submissions_of,
    timeline,
)
from app.plans.queries.proof import proof_of
from app.plans.queries.proposals import ProposalRow, proposals_of
from app.plans.queries.review import QueueFilter, QueueRow, provinces, queue, queue_counts

__all__ = [
    "Comments",
    "Matrix",
    "ProposalRow",
    "QueueFilter",
    "QueueRow",
    "StateRow",
    "chapters_of",
    "comments_of",
    "compile_input",
    "current_plan",
    "doubts_by_chapter",
    "doubts_in",
    "doubts_of",
    "existing_line",
    "fields_of",
    "latest_submission",
    "matrix_of",
    "placeholder_values",
    "plan_document_data",
    "plan_of_round",
    "preview",
    "proof_of",
    "proposals_of",
    "provinces",
    "queue",
    "queue_counts",
    "state_of",
    "states_of",
    "submissions_of",
    "submitted_document",
    "timeline",
    "unit_refs",
    "units_of_round",
    "working_document",
]
