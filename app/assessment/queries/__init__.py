"""Reads of the assessment. Whoever sits above uses `current_round`, `round_scores` and `effective_levels`."""

from app.assessment.queries.board import Board, BoardFilter, BoardRow, load_board
from app.assessment.queries.history import history_of
from app.assessment.queries.people import opd_admin_ids, user_names
from app.assessment.queries.plausibility import Flag, Flags, flags_of, unsettled_counts
from app.assessment.queries.receipts import find_receipt, receipts_of
from app.assessment.queries.rounds import current_round, government_assessment, round_of_year, rounds_of
from app.assessment.queries.scores import RoundScores, UnitResult, effective_levels, round_scores
from app.assessment.queries.sheet import Line, Section, Sheet, load_sheet
from app.assessment.queries.standing import Standing, standing

__all__ = [
    "Board",
    "BoardFilter",
    "BoardRow",
    "Flag",
    "Flags",
    "Line",
    "RoundScores",
    "Section",
    "Sheet",
    "Standing",
    "UnitResult",
    "current_round",
    "effective_levels",
    "find_receipt",
    "flags_of",
    "government_assessment",
    "history_of",
    "load_board",
    "load_sheet",
    "opd_admin_ids",
    "receipts_of",
    "round_of_year",
    "round_scores",
    "rounds_of",
    "standing",
    "unsettled_counts",
    "user_names",
]
