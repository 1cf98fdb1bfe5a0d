"""Reading the OPD of a government."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission, fetch, within
from app.db import db
from app.organisations.models import Government, Unit, UnitAlias, UnitKind
from app.organisations.rules import name_key
from app.organisations.rules.unit_table import Known
from app.organisations.units.standard import StandardUnit, standard_units


@dataclass(frozen=True)
class UnitFilter:
    """What of the list is shown. `state`: "" all, "active", "inactive"."""

    words: str = ""
    kind: UnitKind | None = None
    state: str = ""


def units(actor: Actor, government: Government, wanted: UnitFilter | None = None) -> Select[Unit]:
    """The OPD of a government in their order, as far as the actor may see them; their spellings come along."""
    chosen = wanted or UnitFilter()
    statement = (
        select(Unit)
        .where(Unit.government_id == government.id, within(actor, Permission.UNIT_READ, Unit))
        .options(selectinload(Unit.aliases))
    )
    if chosen.words:
        like = f"%{chosen.words.lower()}%"
        spelled = select(UnitAlias.unit_id).where(
            UnitAlias.government_id == government.id, func.lower(UnitAlias.alias).like(like)
        )
        statement = statement.where(
            or_(
                func.lower(Unit.name).like(like), func.lower(Unit.short_name).like(like), Unit.id.in_(spelled)
            )
        )
    if chosen.kind is not None:
        statement = statement.where(Unit.kind == chosen.kind)
    if chosen.state:
        statement = statement.where(Unit.is_active.is_(chosen.state == "active"))
    return statement.order_by(Unit.position, Unit.name)


def active_units(actor: Actor, government: Government) -> list[Unit]:
    """The OPD that take part, in their order."""
    return list(db.session.scalars(units(actor, government, UnitFilter(state="active"))))


def find_unit(actor: Actor, permission: Permission, unit_id: str) -> Unit:
    """The OPD if the permission reaches it; otherwise the request ends with 404."""
    return fetch(actor, permission, Unit, unit_id)


def known_spellings(government: Government) -> Known:
    """All names and other spellings of a government's OPD, by key. The caller has checked the right."""
    rows = list(
        db.session.execute(
            select(Unit.id, Unit.name, Unit.short_name).where(Unit.government_id == government.id)
        )
    )
    names = {name_key(row.name): row.name for row in rows}
    by_id = {row.id: row.name for row in rows}
    aliases = {name_key(row.short_name): row.name for row in rows if row.short_name}
    for alias_key, unit_id in db.session.execute(
        select(UnitAlias.alias_key, UnitAlias.unit_id).where(UnitAlias.government_id == government.id)
    ):
        aliases[alias_key] = by_id[unit_id]
    return Known(names, aliases)


def missing_standard_units(government: Government) -> list[StandardUnit]:
    """The usual OPD that this government does not have yet, under whatever spelling."""
    known = known_spellings(government)
    return [
        each
        for each in standard_units(government.kind)
        if each.key not in known.names and each.key not in known.aliases
    ]


def all_units(government: Government) -> Sequence[Unit]:
    """Every OPD in its order, for renumbering and export. The caller has checked the right."""
    return db.session.scalars(
        select(Unit)
        .where(Unit.government_id == government.id)
        .options(selectinload(Unit.aliases))
        .order_by(Unit.position, Unit.name)
    ).all()
