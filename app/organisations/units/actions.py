"""Changing the OPD of a government. Callers have checked the right."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import func, select

from app.access import Actor
from app.audit import record
from app.db import db
from app.organisations.models import Government, Unit, UnitAlias, UnitKind
from app.organisations.rules import name_key
from app.organisations.rules.unit_table import UnitRow
from app.organisations.units.queries import all_units, known_spellings, missing_standard_units


class SpellingTaken(Exception):
    """The name or spelling belongs to another OPD of this government; `holder` is its name."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class _Register:
    """Who has which spelling, read once for a whole list."""

    def __init__(self, actor: Actor, government: Government) -> None:
        known = known_spellings(government)
        self.actor, self.government = actor, government
        self.holders: dict[str, str] = {**known.aliases, **known.names}
        last = select(func.max(Unit.position)).where(Unit.government_id == government.id)
        self.position = db.session.scalar(last) or 0

    def add(self, name: str, kind: UnitKind, short_name: str) -> Unit:
        """A new OPD at the end. Raises `SpellingTaken`."""
        key = name_key(name)
        if key in self.holders:
            raise SpellingTaken(self.holders[key])
        self.position += 1
        unit = Unit(
            government_id=self.government.id,
            name=" ".join(name.split()),
            kind=kind,
            short_name=" ".join(short_name.split()),
            position=self.position,
        )
        db.session.add(unit)
        db.session.flush()
        self.holders[key] = unit.name
        _log(self.actor, "unit.added", unit, after={"name": unit.name, "kind": kind.value})
        return unit

    def spell(self, unit: Unit, spelling: str) -> UnitAlias | None:
        """Another spelling; None if the OPD has it already. Raises `SpellingTaken`."""
        key = name_key(spelling)
        holder = self.holders.get(key)
        if holder == unit.name or not key:
            return None
        if holder is not None:
            raise SpellingTaken(holder)
        alias = UnitAlias(
            government_id=unit.government_id, unit_id=unit.id, alias=" ".join(spelling.split()), alias_key=key
        )
        db.session.add(alias)
        db.session.flush()
        self.holders[key] = unit.name
        _log(self.actor, "unit.alias_added", unit, after={"alias": alias.alias})
        return alias

    def spell_if_free(self, unit: Unit, spellings: Iterable[str]) -> int:
        """The spellings of a list are helpful, not binding: one that another OPD has is left to it."""
        added = 0
        for spelling in spellings:
            with suppress(SpellingTaken):
                added += self.spell(unit, spelling) is not None
        return added


def add_unit(
    actor: Actor,
    government: Government,
    *,
    name: str,
    kind: UnitKind,
    short_name: str = "",
    aliases: Iterable[str] = (),
) -> Unit:
    """Add an OPD at the end of the list, with those of `aliases` that are free. Raises `SpellingTaken`."""
    register = _Register(actor, government)
    unit = register.add(name, kind, short_name)
    register.spell_if_free(unit, aliases)
    return unit


def edit_unit(actor: Actor, unit: Unit, *, name: str, kind: UnitKind, short_name: str) -> None:
    """Rename an OPD or change its kind. Raises `SpellingTaken`."""
    known = known_spellings(unit.government)
    key = name_key(name)
    holder = known.names.get(key) or known.aliases.get(key)
    if holder is not None and holder != unit.name:
        raise SpellingTaken(holder)
    before = {"name": unit.name, "kind": unit.kind.value, "short_name": unit.short_name}
    unit.name, unit.kind, unit.short_name = " ".join(name.split()), kind, " ".join(short_name.split())
    after = {"name": unit.name, "kind": unit.kind.value, "short_name": unit.short_name}
    if before == after:
        return
    db.session.flush()
    _log(actor, "unit.changed", unit, before=before, after=after)


def set_active(actor: Actor, unit: Unit, is_active: bool) -> None:
    """An OPD that was dissolved takes no part in new rounds; what it did remains."""
    if unit.is_active is is_active:
        return
    unit.is_active = is_active
    db.session.flush()
    _log(actor, "unit.reactivated" if is_active else "unit.deactivated", unit)


def move(actor: Actor, unit: Unit, steps: int) -> None:
    """Move an OPD up (negative) or down the list; at the ends nothing happens."""
    order = list(all_units(unit.government))
    place = order.index(unit)
    target = min(max(place + steps, 0), len(order) - 1)
    if target == place:
        return
    order.insert(target, order.pop(place))
    for number, each in enumerate(order, start=1):
        if each.position != number:
            each.position = number
    db.session.flush()
    _log(actor, "unit.moved", unit, before={"position": place + 1}, after={"position": target + 1})


def add_alias(actor: Actor, unit: Unit, spelling: str) -> UnitAlias | None:
    """Another spelling of an OPD; None if it has it already. Raises `SpellingTaken`."""
    alias = _Register(actor, unit.government).spell(unit, spelling)
    db.session.expire(unit, ["aliases"])
    return alias


def remove_alias(actor: Actor, unit: Unit, alias: UnitAlias) -> None:
    """Forget a spelling."""
    _log(actor, "unit.alias_removed", unit, before={"alias": alias.alias})
    unit.aliases.remove(alias)
    db.session.flush()


def add_standard_units(actor: Actor, government: Government, keys: Iterable[str]) -> list[Unit]:
    """Add the chosen ones of the usual OPD; those that are there already are passed over."""
    wanted, register, added = set(keys), _Register(actor, government), []
    for each in missing_standard_units(government):
        if each.key in wanted:
            unit = register.add(each.name, each.kind, each.short_name)
            register.spell_if_free(unit, each.aliases)
            added.append(unit)
    return added


def add_rows(actor: Actor, government: Government, rows: Iterable[UnitRow]) -> tuple[int, int]:
    """Take over the good rows of an uploaded list; returns how many OPD and how many spellings were added."""
    by_key = {name_key(unit.name): unit for unit in all_units(government)}
    register, added, spelled = _Register(actor, government), 0, 0
    for row in rows:
        unit = by_key.get(name_key(row.name))
        if unit is None:
            unit = register.add(row.name, UnitKind(row.kind), row.short_name)
            by_key[name_key(row.name)] = unit
            added += 1
        spelled += register.spell_if_free(unit, row.aliases)
    record(
        actor,
        "unit.list_uploaded",
        government,
        government_id=government.id,
        after={"added": added, "spellings": spelled},
    )
    return added, spelled


def _log(actor: Actor, action: str, unit: Unit, **values: Any) -> None:
    record(actor, action, unit, government_id=unit.government_id, **values)
