"""Spellings of agencies: kept as aliases, and applied to the complaints that wait for them."""

from sqlalchemy import func, select, update

from app.access import Actor
from app.audit import record
from app.complaints.models import Complaint
from app.complaints.queries.units import unit_matcher
from app.db import db, utc_now
from app.organisations.models import Government, Unit, UnitAlias
from app.organisations.rules import name_key


def save_alias(actor: Actor, government: Government, spelling: str, unit: Unit) -> int:
    """Keep a spelling as another name of an OPD and route every complaint that waits for it.

    Answers how many complaints were routed. A spelling that already belongs to another OPD moves to this one.
    """
    key = name_key(spelling)
    alias = db.session.scalars(
        select(UnitAlias).where(UnitAlias.government_id == government.id, UnitAlias.alias_key == key)
    ).one_or_none()
    if alias is None:
        alias = UnitAlias(government_id=government.id, alias=spelling[:300], alias_key=key[:300])
    before = alias.unit_id
    alias.unit_id = unit.id
    db.session.add(alias)
    db.session.flush()
    routed = assign_known_units(government.id)
    record(
        actor,
        "complaints.unit_assigned",
        alias,
        government_id=government.id,
        before={"unit_id": before} if before else None,
        after={"unit_id": unit.id, "complaints": routed},
    )
    return routed


def assign_known_units(government_id: str) -> int:
    """Route the complaints without an OPD whose spelling is known by now; answers how many.

    What an OPD declined waits for the coordinator, whatever it is called.
    """
    government = db.session.get_one(Government, government_id)
    waiting = db.session.execute(
        select(Complaint.raw_unit, func.count())
        .where(
            Complaint.government_id == government_id,
            Complaint.unit_id.is_(None),
            Complaint.declined_at.is_(None),
            Complaint.raw_unit != "",
        )
        .group_by(Complaint.raw_unit)
    ).all()
    if not waiting:
        return 0
    matcher = unit_matcher(government)
    routed = 0
    for spelling, count in waiting:
        unit_id = matcher.match(spelling)
        if unit_id is not None:
            routed += count
            db.session.execute(
                update(Complaint)
                .where(
                    Complaint.government_id == government_id,
                    Complaint.unit_id.is_(None),
                    Complaint.declined_at.is_(None),
                    Complaint.raw_unit == spelling,
                )
                .values(unit_id=unit_id, updated_at=utc_now(), version=Complaint.version + 1)
                .execution_options(synchronize_session=False)
            )
    return routed
