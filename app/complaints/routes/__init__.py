"""`/pengaduan`: the register, its figures, its imports and the calendar."""

from app.complaints.routes import (
    calendar,
    entry,
    handling,
    imports,
    listing,
    maps,
    privacy,
    problems,
    reporters,
    retention,
    spellings,
    statistics,
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
    "listing",
    "maps",
    "privacy",
    "problems",
    "reporters",
    "retention",
    "spellings",
    "statistics",
    "views",
    "wizard",
]
