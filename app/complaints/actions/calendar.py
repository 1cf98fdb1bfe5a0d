"""The decree calendar and the dated rules, brought into their tables."""

from sqlalchemy import select

from app.access import Actor
from app.audit import record
from app.complaints.decree_days import national_free_days
from app.complaints.models import CalendarDay, Complaint, SlaRule
from app.complaints.queries.judging import judge_for
from app.complaints.sla import DEFAULT_RULES
from app.db import db
from app.organisations.models import Government

_BASES = {
    "verify": "Alur kerja LAPOR!: verifikasi dan penyaluran paling lama 3 hari kerja",
    "follow_up": "Alur kerja LAPOR!: perumusan tindak lanjut paling lama 5 hari kerja",
    "auto_close": "Alur kerja LAPOR!: selesai bila 10 hari kerja tanpa tanggapan pelapor",
    "resolve": "Permenpan RB 62/2018",
}
BATCH = 2_000


def load_calendar(actor: Actor) -> int:
    """Copy the national free days and the usual rules into empty tables; answers how many days were added.

    What somebody has entered or corrected stays: only days that are not there yet are added.
    """
    known = set(db.session.scalars(select(CalendarDay.day).where(CalendarDay.government_id.is_(None))))
    added = [
        CalendarDay(day=free.day, kind=free.kind, name=free.name, decree=free.decree)
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


def rejudge(actor: Actor, government: Government) -> int:
    """Derive status, colour and clocks of a government's complaints anew, after days or rules changed.

    Answers how many complaints were looked at.
    """
    judge = judge_for(government)
    done, last = 0, ""
    while True:
        batch = db.session.scalars(
            select(Complaint)
            .where(Complaint.government_id == government.id, Complaint.id > last)
            .order_by(Complaint.id)
            .limit(BATCH)
        ).all()
        if not batch:
            break
        for complaint in batch:
            for name, value in judge.derived(complaint).items():
                setattr(complaint, name, value)
        done, last = done + len(batch), batch[-1].id
        db.session.flush()
        db.session.expunge_all()
    subject = db.session.get_one(Government, government.id)
    record(actor, "complaints.rejudged", subject, government_id=subject.id, after={"complaints": done})
    return done
