"""Addresses under /asesmen. Each module is one page or one family of pages."""

from app.assessment.routes import (
    board,
    home,
    ministry,
    offline,
    plausibility,
    rounds,
    scores,
    sheet,
    submission,
    verification,
    workbook,
    workbooks,
)
from app.assessment.routes.answer import autosave, evidence, page
from app.assessment.routes.blueprint import bp

__all__ = [
    "autosave",
    "board",
    "bp",
    "evidence",
    "home",
    "ministry",
    "offline",
    "page",
    "plausibility",
    "rounds",
    "scores",
    "sheet",
    "submission",
    "verification",
    "workbook",
    "workbooks",
]
