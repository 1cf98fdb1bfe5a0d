"""The calendar of working days for the assessment, which does not know the complaint register that keeps it."""

from datetime import datetime

from app.complaints.queries.judging import calendar_for
from app.organisations.models import Government


def deadline(government: Government, start: datetime, days: int) -> datetime:
    """The first moment that is too late, on the government's own calendar."""
    return calendar_for(government).deadline(start, days)
