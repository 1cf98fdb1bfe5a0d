"""Addresses under /asesmen. Each module is one page or one family of pages."""

from app.assessment.routes import (
    board,
    deadlines,
    home,
    ministry,
    objections,
    offline,
    opinions,
    plausibility,
    queue,
    rounds,
    samples,
    scores,
    sheet,
    submission,
    verification,
    workbook,
    workbooks,
)
from app.assessment.routes.answer import autosave, documents, evidence, page, uploads
from app.assessment.routes.blueprint import bp

__all__ = [
    "autosave",
    "board",
    "bp",
    "deadlines",
    "documents",
    "evidence",
    "home",
    "ministry",
    "objections",
    "offline",
    "opinions",
    "page",
    "plausibility",
    "queue",
    "rounds",
    "samples",
    "scores",
    "sheet",
    "submission",
    "uploads",
    "verification",
    "workbook",
    "workbooks",
]
