"""Tables of complaints, of their imports and figures, and of the calendar and rules they are judged by."""

from app.complaints.models.changes import CalendarChange, CalendarEffect, ChangeState, ChangeSubject
from app.complaints.models.handling import ComplaintNumber, ComplaintView
from app.complaints.models.imports import (
    ComplaintImport,
    ImportBefore,
    ImportMapping,
    ImportProblem,
    ImportSeen,
    ImportState,
    RejectedRow,
)
from app.complaints.models.judging import CalendarDay, SlaRule
from app.complaints.models.privacy import (
    AccessKind,
    ComplaintReporter,
    ReporterSetting,
    RetentionRule,
    TextAccess,
)
from app.complaints.models.problems import RecurringProblem
from app.complaints.models.published import PublishedPart, PublishedTotal
from app.complaints.models.register import Complaint, ComplaintEvent, EventKind
from app.complaints.models.tallies import ComplaintTally, TallyMark

__all__ = [
    "AccessKind",
    "CalendarChange",
    "CalendarDay",
    "CalendarEffect",
    "ChangeState",
    "ChangeSubject",
    "Complaint",
    "ComplaintEvent",
    "ComplaintImport",
    "ComplaintNumber",
    "ComplaintReporter",
    "ComplaintTally",
    "ComplaintView",
    "EventKind",
    "ImportBefore",
    "ImportMapping",
    "ImportProblem",
    "ImportSeen",
    "ImportState",
    "PublishedPart",
    "PublishedTotal",
    "RecurringProblem",
    "RejectedRow",
    "ReporterSetting",
    "RetentionRule",
    "SlaRule",
    "TallyMark",
    "TextAccess",
]
