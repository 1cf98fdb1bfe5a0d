"""What must be said beside figures whose days were counted by a calendar that is not complete."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.complaints.calendar_years import not_complete
from app.complaints.explanation_text import YEAR_STATE_LABELS
from app.complaints.queries.judging import states_of_years

# The longest usual clock, 60 working days, is over in about three months.
_MONTHS_OF_A_CLOCK = 3


def notes_for_months(months: Iterable[str]) -> list[str]:
    """One note a year whose free days are not all known; months of arrival as "2021-10"."""
    years = set()
    for month in months:
        year, number = map(int, month.split("-"))
        years |= {year, year + (number + _MONTHS_OF_A_CLOCK - 1) // 12}
    states = states_of_years(years)
    return [
        _(
            "%(state)s: hari kerja dan tenggat dapat berubah",
            state=str(YEAR_STATE_LABELS[states[year]]) % {"year": year},
        )
        for year in not_complete(states)
    ]
