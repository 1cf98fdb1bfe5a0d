"""OPD and accounts of one government."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count, islice
from typing import Any

from sqlalchemy import insert

from app.access import Role
from app.cli.national.identity import fixed_id
from app.db import db
from app.organisations.models import Appointment, Government, Unit, UnitAlias, UnitKind, User
from app.organisations.rules import name_key
from app.organisations.units.standard import StandardUnit, standard_units

SINCE = date(2021, 1, 4)


@dataclass(frozen=True)
class SeededUnit:
    """An OPD with every spelling that a file may use for it, and the account of its admin."""

    id: str
    name: str
    short_name: str
    spellings: tuple[str, ...]
    admin_id: str


@dataclass(frozen=True)
class Seeded:
    """One government with its people."""

    government: Government
    units: Sequence[SeededUnit]
    coordinator_id: str


def username(code: str, place: int | None = None) -> str:
    """`koordinator.73.07`, or the admin of the government's `place`-th OPD: `opd012.73.07`."""
    return f"koordinator.{code}" if place is None else f"opd{place:03d}.{code}"


def add_units_and_people(government: Government, units: int, password_hash: str) -> Seeded:
    """Make the OPD and one account each, one coordinator and one leader."""
    government.is_active = True
    db.session.flush()
    people = _People(government, password_hash)
    coordinator = people.add(Role.COORDINATOR, username(government.code), "Koordinator Uji")
    people.add(Role.LEADER, f"pimpinan.{government.code}", "Pimpinan Uji")
    rows: list[dict[str, Any]] = []
    aliases: list[dict[str, Any]] = []
    seeded: list[SeededUnit] = []
    for place, standard in enumerate(islice(_usual(government), units), start=1):
        unit_id = fixed_id("unit", government.code, place)
        rows.append(
            {
                "id": unit_id,
                "government_id": government.id,
                "kind": standard.kind,
                "name": standard.name,
                "short_name": standard.short_name,
                "position": place,
            }
        )
        aliases += _aliases(government, unit_id, standard)
        admin = people.add(
            Role.OPD_ADMIN, username(government.code, place), f"Admin Uji {standard.name}", unit_id
        )
        spellings = (standard.name, standard.name.upper(), *standard.aliases)
        seeded.append(SeededUnit(unit_id, standard.name, standard.short_name, spellings, admin))
    write(Unit, rows)
    write(UnitAlias, aliases)
    people.write()
    return Seeded(government, seeded, coordinator)


def write(model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows past the ORM: a country has millions of them."""
    if rows:
        db.session.connection().execute(insert(model.__table__), rows)


def _usual(government: Government) -> chain[StandardUnit]:
    """The usual OPD, then kecamatan without end."""
    numbered = (
        StandardUnit(f"kecamatan {n}", UnitKind.KECAMATAN, f"Kecamatan Contoh {n}", f"Kec. Contoh {n}", ())
        for n in count(1)
    )
    return chain(standard_units(government.kind), numbered)


def _aliases(government: Government, unit_id: str, standard: StandardUnit) -> list[dict[str, Any]]:
    known = {name_key(standard.name), name_key(standard.short_name)}
    rows = []
    for alias in standard.aliases:
        key = name_key(alias)
        if key not in known:
            known.add(key)
            rows.append(
                {
                    "id": fixed_id("alias", unit_id, key),
                    "government_id": government.id,
                    "unit_id": unit_id,
                    "alias": alias,
                    "alias_key": key,
                }
            )
    return rows


class _People:
    """Accounts that wait to be written together."""

    def __init__(self, government: Government, password_hash: str) -> None:
        self._government = government
        self._password_hash = password_hash
        self._users: list[dict[str, Any]] = []
        self._appointments: list[dict[str, Any]] = []

    def add(self, role: Role, name: str, full_name: str, unit_id: str | None = None) -> str:
        """Note an account with one appointment; answers its id."""
        user_id = fixed_id("user", name)
        self._users.append(
            {
                "id": user_id,
                "username": name,
                "email": f"{name}@uji.invalid",
                "name": full_name[:120],
                "password": self._password_hash,
                "fs_uniquifier": fixed_id("session", name),
            }
        )
        self._appointments.append(
            {
                "id": fixed_id("appointment", name),
                "user_id": user_id,
                "role": role,
                "government_id": self._government.id,
                "unit_id": unit_id,
                "valid_from": SINCE,
            }
        )
        return user_id

    def write(self) -> None:
        """Insert everybody."""
        write(User, self._users)
        write(Appointment, self._appointments)
