"""The decree calendar and the dated rules, brought into their tables."""

from sqlalchemy import select

from app.access import Actor
from app.audit import record
from app.complaints.decree_days import national_free_days
from app.complaints.models import CalendarDay, SlaRule
from app.complaints.sla import DEFAULT_RULES
from app.db import db

_BASES = {
    "verify": "Alur kerja LAPOR!: verifikasi dan penyaluran paling lama 3 hari kerja",
    "follow_up": "Alur kerja LAPOR!: perumusan tindak lanjut paling lama 5 hari kerja",
    "auto_close": "Alur kerja LAPOR!: selesai bila 10 hari kerja tanpa tanggapan pelapor",
    "resolve": "Permenpan RB 62/2018",
}


def load_calendar(actor: Actor) -> int:
    """Copy the national free days and the usual rules into empty tables; answers how many days were added.

    What somebody has entered or corrected stays: only days that are not there yet are added.
    """
    known = set(db.session.scalars(select(CalendarDay.day).where(CalendarDay.government_id.is_(None))))
    added = [
        CalendarDay(day=free.day, kind=free.kind, name=free.name, decree=free.decree, estimate=free.estimate)
        for free in national_free_days()
        if free.day not in known
    ]
    db.session.add_all(added)
    if db.session.scalar(select(SlaRule.id).limit(1)) is None:
        db.session.add_all(
            SlaRule(
                stage=rule.stage,
                klass=rule.klass,
                working_days=rule.working_days,
                valid_from=rule.valid_from,
                basis=_BASES[rule.stage.value],
            )
            for rule in DEFAULT_RULES
        )
    db.session.flush()
    if added:
        record(actor, "complaints.calendar_loaded", added[0], government_id=None, after={"days": len(added)})
    return len(added)
