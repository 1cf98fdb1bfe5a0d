"""The calendar of the demonstration: a local holiday that the coordinator entered, with its line in the history."""

from datetime import date

from app.access import Actor
from app.complaints.actions.changing import apply_change, propose
from app.complaints.actions.rejudging import finish, keep_weights, weigh
from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_items import added, plain_day
from app.complaints.models import ChangeSubject
from app.organisations.models import Government

# 27 February is the regency's anniversary; that its offices were closed on it in 2020 is made up, and says so.
ANNIVERSARY = FreeDay(
    date(2020, 2, 27),
    DayKind.LOCAL,
    "Hari Jadi Sinjai (data demonstrasi)",
    "Keputusan Bupati (contoh, bukan keputusan nyata)",
)
REASON = "Contoh untuk demonstrasi: hari jadi kabupaten ditetapkan sebagai hari libur daerah"


def add_anniversary(actor: Actor, government: Government) -> None:
    """Propose, weigh and apply it as the page does, and judge anew the complaints that it touches."""
    change = propose(actor, government, ChangeSubject.DAYS, [added(plain_day(ANNIVERSARY))], REASON)
    keep_weights(change, weigh(change))
    apply_change(actor, change, change.version)
    finish(actor, change)
