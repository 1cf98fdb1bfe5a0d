"""Governments, units and people for tests, and how they sign in."""

import time
from datetime import date
from itertools import count
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from flask_login.utils import _create_identifier
from flask_security import hash_password

from app.access import Role
from app.db import day_in, db, new_id
from app.organisations.models import (
    Appointment,
    Government,
    GovernmentKind,
    TimeZone,
    Unit,
    UnitAlias,
    UnitKind,
    User,
)
from app.organisations.rules import name_key

Row = TypeVar("Row")

PASSWORD = "Kata sandi untuk uji 1!"

_numbers = count(1)


def today() -> date:
    """The day that it is at the governments of these tests: between 16.00 and 24.00 UTC the next one."""
    return day_in(TimeZone.WITA.value)


def government(**fields: Any) -> Government:
    """A regency that uses Renaksi; `parent` makes it one of a province."""
    number = next(_numbers)
    parent = fields.pop("parent", None)
    if parent is not None:
        fields["parent_id"] = parent.id
    defaults: dict[str, Any] = {
        "code": f"{number // 100 % 90 + 10}.{number % 100:02d}.{number}",
        "name": f"Kabupaten Uji {number}",
        "kind": GovernmentKind.REGENCY,
        "time_zone": TimeZone.WITA,
        "is_active": True,
        "capital": f"Ibu Kota {number}",
    }
    return _added(Government(**(defaults | fields)))


def province(**fields: Any) -> Government:
    """A province; give it to `government(parent=…)`."""
    return government(
        **({"kind": GovernmentKind.PROVINCE, "name": f"Provinsi Uji {next(_numbers)}"} | fields)
    )


def unit(owner: Government, **fields: Any) -> Unit:
    """An OPD of `owner`."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "government_id": owner.id,
        "kind": UnitKind.DINAS,
        "name": f"Dinas Uji {number}",
        "short_name": f"Dis{number}",
        "position": number,
    }
    return _added(Unit(**(defaults | fields)))


def alias(of: Unit, spelling: str) -> UnitAlias:
    """Another spelling of an OPD."""
    return _added(
        UnitAlias(government_id=of.government_id, unit_id=of.id, alias=spelling, alias_key=name_key(spelling))
    )


def user(**fields: Any) -> User:
    """An account without any appointment; its password is `PASSWORD`."""
    number = next(_numbers)
    password = fields.pop("password", PASSWORD)
    defaults: dict[str, Any] = {
        "username": f"pengguna{number}",
        "email": f"pengguna{number}@uji.invalid",
        "name": f"Pengguna Uji {number}",
        "password": hash_password(password),
        "fs_uniquifier": new_id(),
        "active": True,
    }
    return _added(User(**(defaults | fields)))


def appointment(
    holder: User, role: Role, government: Government | None = None, unit: Unit | None = None, **fields: Any
) -> Appointment:
    """The role that `holder` has, since 2020 and without end."""
    if unit is not None and government is None:
        fields["government_id"] = unit.government_id
    if government is not None:
        fields["government_id"] = government.id
    if unit is not None:
        fields["unit_id"] = unit.id
    defaults: dict[str, Any] = {"user_id": holder.id, "role": role, "valid_from": date(2020, 1, 1)}
    return _added(Appointment(**(defaults | fields)))


def user_with(
    role: Role, government: Government | None = None, unit: Unit | None = None, **fields: Any
) -> User:
    """A person in office: `user_with(Role.OPD_ADMIN, unit=dinas)`, `user_with(Role.COORDINATOR, sinjai)`."""
    made = user(**fields)
    appointment(made, role, government, unit)
    db.session.refresh(made)
    return made


def login(client: FlaskClient, person: User) -> None:
    """Sign `person` in, as if the password had just been given. The sign-in page has tests of its own."""
    db.session.commit()
    app: Flask = client.application
    with app.test_request_context(environ_base=client.environ_base):
        identifier = _create_identifier()
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
        session["_id"] = identifier
        session["fs_cc"] = "set"
        session["fs_paa"] = time.time()


def logout(client: FlaskClient) -> None:
    """Forget who is signed in."""
    with client.session_transaction() as session:
        session.clear()


def _added(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
