"""Reads of progress."""

from app.plans.queries.progress.addenda import addenda_of, proposed_addendum
from app.plans.queries.progress.history import LineHistory, QuarterHistory, history_of
from app.plans.queries.progress.periods import (
    Quarter,
    accepted_plan,
    begun_quarters,
    open_periods,
    periods_of,
    quarters_of,
    today_of,
)
from app.plans.queries.progress.summaries import (
    GovernmentProgress,
    ProvinceProgress,
    by_province,
    governments_in,
    latest_opened,
    summary_of,
)
from app.plans.queries.progress.years import (
    CategoryProgress,
    Cell,
    Row,
    YearProgress,
    accepted_lines,
    changes_of,
    latest_progress,
    year_of,
)

__all__ = [
    "CategoryProgress",
    "Cell",
    "GovernmentProgress",
    "LineHistory",
    "ProvinceProgress",
    "Quarter",
    "QuarterHistory",
    "Row",
    "YearProgress",
    "accepted_lines",
    "accepted_plan",
    "addenda_of",
    "begun_quarters",
    "by_province",
    "changes_of",
    "governments_in",
    "history_of",
    "latest_opened",
    "latest_progress",
    "open_periods",
    "periods_of",
    "proposed_addendum",
    "quarters_of",
    "summary_of",
    "today_of",
    "year_of",
]
