"""What happened to a complaint according to its source, in order of time."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.models import Complaint


@dataclass(frozen=True)
class Milestone:
    """One thing that happened. `tone` as the timeline component knows it."""

    at: datetime
    title: LazyString
    tone: str | None = None


def milestones(complaint: Complaint) -> list[Milestone]:
    """The recorded times of a complaint, the oldest first; equal ones in the order of the work."""
    closing = _l("Selesai otomatis") if complaint.closed_automatically else _l("Selesai")
    found = [
        Milestone(at, title, tone)
        for at, title, tone in (
            (complaint.received_at, _l("Laporan masuk"), None),
            (complaint.verified_at, _l("Diverifikasi dan disalurkan"), None),
            (complaint.postponed_at, _l("Ditunda, menunggu pelapor"), "warning"),
            (complaint.resumed_at, _l("Dilanjutkan"), None),
            (complaint.first_follow_up_at, _l("Tindak lanjut pertama"), "warning"),
            (complaint.last_follow_up_at, _l("Tindak lanjut terakhir"), "warning"),
            (complaint.archived_at, _l("Diarsipkan"), None),
            (complaint.closed_at, closing, "success"),
        )
        if at is not None
    ]
    return sorted(found, key=lambda milestone: milestone.at)
