"""`/pengaduan`: the register, its figures, its imports and the calendar."""

from app.complaints.routes import (
    calendar,
    entry,
    handling,
    imports,
    layouts,
    listing,
    maps,
    mending,
    privacy,
    problems,
    reporters,
    retention,
    spellings,
    statistics,
    undoing,
    views,
    wizard,
)
from app.complaints.routes.blueprint import bp

__all__ = [
    "bp",
    "calendar",
    "entry",
    "handling",
    "imports",
    "layouts",
    "listing",
    "maps",
    "mending",
    "privacy",
    "problems",
    "reporters",
    "retention",
    "spellings",
    "statistics",
    "undoing",
    "views",
    "wizard",
]
