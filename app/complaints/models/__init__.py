"""Tables of complaints, of their imports, and of the calendar and rules they are judged by."""

from app.complaints.models.imports import (
    ComplaintImport,
    ImportMapping,
    ImportProblem,
    ImportState,
)
from app.complaints.models.judging import CalendarDay, SlaRule
from app.complaints.models.register import Complaint, ComplaintEvent, EventKind

__all__ = [
    "CalendarDay",
    "Complaint",
    "ComplaintEvent",
    "ComplaintImport",
    "EventKind",
    "ImportMapping",
    "ImportProblem",
    "ImportState",
    "SlaRule",
]
