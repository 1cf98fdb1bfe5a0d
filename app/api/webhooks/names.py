"""What the job is called, and of what kinds of events a webhook hears."""

from app.complaints.models import EventKind

DELIVER = "api.deliver"

# What the source corrects it knows itself; that a text was removed after its time says nothing about the standing.
TELLING = tuple(
    kind for kind in EventKind if kind not in {EventKind.CORRECTED, EventKind.TEXT_REMOVED, EventKind.UNDONE}
)
