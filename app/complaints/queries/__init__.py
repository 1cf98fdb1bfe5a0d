"""Reads. Those for people take the actor first and see only what the actor reaches; those for other packages are named
without one and are limited by whoever calls them.
"""

from app.complaints.queries.figures import cut_off_of, figures, sources_of
from app.complaints.queries.judging import judge_for
from app.complaints.queries.patterns import ComplaintPattern, patterns
from app.complaints.queries.problems import effect_of
from app.complaints.queries.units import unit_matcher

__all__ = [
    "ComplaintPattern",
    "cut_off_of",
    "effect_of",
    "figures",
    "judge_for",
    "patterns",
    "sources_of",
    "unit_matcher",
]
