"""What accepted plans teach: measured plan by plan, read by everybody."""

from app.plans.queries.practices.adoptions import adopted_line, adoptions_of, same_line, taken_over
from app.plans.queries.practices.facts import Facts, facts_of
from app.plans.queries.practices.gaps import own_gaps
from app.plans.queries.practices.search import ORDERS, PracticeQuery, practice, practices
from app.plans.queries.practices.wording import fields_from

__all__ = [
    "ORDERS",
    "Facts",
    "PracticeQuery",
    "adopted_line",
    "adoptions_of",
    "facts_of",
    "fields_from",
    "own_gaps",
    "practice",
    "practices",
    "same_line",
    "taken_over",
]
