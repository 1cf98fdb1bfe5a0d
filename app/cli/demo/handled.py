"""Complaints of the demonstration that are handled here: written down, forwarded, answered, by the real actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from app.access import Actor
from app.complaints.actions import handling
from app.complaints.actions.closing import close_due
from app.complaints.actions.entry import Entry, enter_complaint
from app.complaints.actions.views import save_view
from app.complaints.calendar import WorkingCalendar
from app.complaints.models import Complaint
from app.complaints.queries.judging import calendar_for
from app.complaints.rules import Klass
from app.db import utc_now
from app.organisations.models import Government, Unit

CONTENT = Path(__file__).parent / "content" / "handled.yaml"
_COORDINATOR = "koordinator"


def handle_demo_complaints(
    government: Government, units: Mapping[str, Unit], coordinator: Actor, admins: Mapping[str, Actor]
) -> list[Complaint]:
    """One complaint in every state, around today; `admins` by the id of their OPD."""
    desk = _Desk(government, units, coordinator, admins)
    stories = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))["complaints"]
    # The numbers of a register go up with the days.
    stories.sort(key=lambda story: (-story["at"][0], story["at"][1]))
    made = [desk.tell(story) for story in stories]
    save_view(coordinator, government, "Surat yang belum selesai", {"kanal": "Surat", "status": "in_process"})
    save_view(coordinator, government, "Dari loket dan kotak saran", {"asal": "entry"}, is_shared=True)
    return made


@dataclass
class _Desk:
    """Who sits at the desk, and when it is now."""

    government: Government
    units: Mapping[str, Unit]
    coordinator: Actor
    admins: Mapping[str, Actor]

    def __post_init__(self) -> None:
        self.now = utc_now()
        self.zone = ZoneInfo(self.government.time_zone.value)
        self.calendar = calendar_for(self.government)

    def tell(self, story: Mapping[str, Any]) -> Complaint:
        """Write one complaint down and take its steps."""
        entry = Entry(
            channel=story["channel"],
            received_at=self.moment(story["at"]),
            title=story["title"],
            text=story["text"],
            klass=Klass(story["klass"]) if "klass" in story else None,
            category=story.get("category", ""),
            area=story.get("area", ""),
            unit_id=self.units[story["unit"]].id if "unit" in story else None,
        )
        complaint = enter_complaint(self.person(story["by"]), self.government, entry)
        for step in story.get("steps", ()):
            self.take(complaint, *step)
        return complaint

    def take(self, complaint: Complaint, verb: str, *given: Any) -> None:
        """One step; "wait" lets the days without a reply go by."""
        if verb == "wait":
            close_due(self.now, self.government.id, after_batch=lambda: None)
            return
        who, when, note, *more = given
        actor, at = self.person(who), self.moment(when)
        action = getattr(handling, verb)
        if verb in {"verify", "route"}:
            action(actor, complaint, self.units[more[0]], note, at)
        elif verb == "close":
            handling.close(actor, complaint, note, at, more[0])
        else:
            action(actor, complaint, note, at)

    def person(self, name: str) -> Actor:
        return self.coordinator if name == _COORDINATOR else self.admins[self.units[name].id]

    def moment(self, when: tuple[int, str]) -> datetime:
        """[working days ago, "HH:MM"] on the government's clock; never in the future."""
        days, clock = when
        day = _days_before(self.calendar, self.now.astimezone(self.zone), days)
        return min(datetime.combine(day, time.fromisoformat(clock), self.zone), self.now)


def _days_before(calendar: WorkingCalendar, now: datetime, working_days: int) -> Any:
    day = now.date()
    while working_days:
        day -= timedelta(days=1)
        working_days -= calendar.is_working(day)
    return day
