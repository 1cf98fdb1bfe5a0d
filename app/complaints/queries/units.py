"""The units of a government as a matcher of spellings."""

from collections import defaultdict

from sqlalchemy import select

from app.complaints.unit_matching import UnitMatcher, UnitNames
from app.db import db
from app.organisations.models import Government, Unit, UnitAlias


def unit_matcher(government: Government) -> UnitMatcher:
    """Every unit of a government with its name, short name and aliases; inactive ones too, old files name them."""
    spellings: dict[str, list[str]] = defaultdict(list)
    units = db.session.execute(
        select(Unit.id, Unit.name, Unit.short_name).where(Unit.government_id == government.id)
    )
    for unit_id, name, short_name in units:
        spellings[unit_id] += [name, short_name]
    aliases = db.session.execute(
        select(UnitAlias.unit_id, UnitAlias.alias).where(UnitAlias.government_id == government.id)
    )
    for unit_id, alias in aliases:
        spellings[unit_id].append(alias)
    names = (UnitNames(unit_id, tuple(filter(None, known))) for unit_id, known in spellings.items())
    return UnitMatcher(names, government.name)
