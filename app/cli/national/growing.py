"""Government by government, each in one transaction: whoever stops it goes on later where it stopped."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from app.access import SYSTEM
from app.cli.national.assessments import Choices, add_round
from app.cli.national.complaints import add_complaints
from app.cli.national.size import Size, shares, spread
from app.cli.national.units import add_units_and_people
from app.complaints.actions.calendar import load_calendar
from app.complaints.actions.tallies import refresh
from app.db import db, unit_of_work
from app.instrument.actions import publish
from app.instrument.loader import read_version
from app.instrument.queries import load_questionnaire
from app.organisations.models import Government, GovernmentKind, Unit
from app.organisations.regions import load_regions

SAY_EVERY = 5.0  # seconds

Say = Callable[[str], None]


@dataclass(frozen=True)
class _Order:
    """What one government gets."""

    code: str
    units: int
    complaints: int
    first_number: int


def grow(size: Size, password_hash: str, say: Say) -> int:
    """Fill `size.governments` governments; answers how many were filled now.

    A government that already has OPD is left as it is, so that running it again goes on where it stopped.
    """
    with unit_of_work():
        load_regions()
        load_calendar(SYSTEM)
        version = publish(SYSTEM, read_version("2021"))
        choices = Choices(load_questionnaire(version.id))
        orders = list(_orders(size))
    filled, told = 0, time.monotonic()
    for place, order in enumerate(orders, start=1):
        with unit_of_work():
            filled += _fill(order, choices, password_hash)
        refresh()
        db.session.expunge_all()
        if time.monotonic() - told >= SAY_EVERY or place == len(orders):
            told = time.monotonic()
            say(f"{place}/{len(orders)} pemerintah")
    return filled


def _orders(size: Size) -> Iterator[_Order]:
    codes = db.session.scalars(
        select(Government.code).where(Government.kind != GovernmentKind.MINISTRY).order_by(Government.code)
    ).all()
    chosen = spread(codes, size.governments)
    units, complaints = shares(size.units, len(chosen)), shares(size.complaints, len(chosen))
    first_number = 0
    for code, unit_count, complaint_count in zip(chosen, units, complaints, strict=True):
        yield _Order(code, unit_count, complaint_count, first_number)
        first_number += complaint_count


def _fill(order: _Order, choices: Choices, password_hash: str) -> bool:
    government = db.session.scalars(select(Government).where(Government.code == order.code)).one()
    if db.session.scalar(select(Unit.id).where(Unit.government_id == government.id).limit(1)) is not None:
        return False
    random = Random(f"renaksi/{order.code}")  # noqa: S311  # test data, not a secret
    seeded = add_units_and_people(government, order.units, password_hash)
    add_complaints(random, seeded, order.complaints, order.first_number)
    add_round(random, seeded, choices)
    return True
