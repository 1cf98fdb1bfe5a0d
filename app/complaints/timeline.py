"""What happened to a complaint, in order of time: as its source tells it, and as it was handled here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.labels import CHANGED_LABELS, EVENT_LABELS
from app.complaints.models import Complaint, ComplaintEvent, EventKind


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


@dataclass(frozen=True)
class Happening:
    """One entry of a complaint's history here. `note` is empty for those who may not read the complaint."""

    at: datetime
    title: LazyString
    who: str
    text: str
    note: str
    tone: str | None


_TONES = {
    EventKind.DECLINED: "danger",
    EventKind.FOLLOWED_UP: "warning",
    EventKind.POSTPONED: "warning",
    EventKind.REOPENED: "warning",
    EventKind.CLOSED: "success",
    EventKind.CLOSED_AUTOMATICALLY: "success",
}
# What these changed is what their title says.
_PLAIN = frozenset(EventKind) - {EventKind.CORRECTED, EventKind.UNDONE}


def happenings(
    events: Iterable[ComplaintEvent],
    unit_names: Mapping[str, str],
    user_names: Mapping[str, str],
    *,
    readable: bool,
) -> list[Happening]:
    """The history of a complaint, for somebody who may read what was said or not."""
    return [
        Happening(
            at=event.at,
            title=EVENT_LABELS[event.kind],
            who=user_names.get(event.actor_user_id or "", "") if readable else "",
            text=_changes(event, unit_names),
            note=event.note if readable else "",
            tone=_TONES.get(event.kind),
        )
        for event in events
    ]


def _changes(event: ComplaintEvent, unit_names: Mapping[str, str]) -> str:
    if event.kind not in _PLAIN:
        return str(_("Berubah: %(names)s", names=", ".join(_name(name) for name in event.changes)))
    before, after = event.changes.get("unit") or (None, None)
    if after is not None:
        return str(_("OPD: %(name)s", name=unit_names.get(after, after)))
    if before is not None:
        return str(_("Dikembalikan oleh %(name)s", name=unit_names.get(before, before)))
    return ""


def _name(field: str) -> str:
    return str(CHANGED_LABELS.get(field, field))
