"""Totals that somebody published, with their parts: what of them does not add up, and how they stand beside others.

Pure. Nothing here knows who is right: a finding says by how much figures disagree, and which simple mistakes would
explain it. The reasons are arithmetic, never an accusation.
"""

from app.complaints.published.checking import check
from app.complaints.published.figures import Finding, Mistake, Part, Reason, Total, Trouble, percent_of
from app.complaints.published.others import Published, Relation, relation
from app.complaints.published.register import Beside, Says, beside, counted

__all__ = [
    "Beside",
    "Finding",
    "Mistake",
    "Part",
    "Published",
    "Reason",
    "Relation",
    "Says",
    "Total",
    "Trouble",
    "beside",
    "check",
    "counted",
    "percent_of",
    "relation",
]
