"""Nothing that was acknowledged is lost when many write at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.db import as_system, db, unit_of_work
from app.organisations.models import Unit
from tests.factories import organisations as make

WRITERS, ROUNDS = 6, 10


def test_concurrent_saves_are_counted_or_refused(app: Flask, db_session: Session) -> None:
    unit_id = make.unit(make.government(), position=0).id
    db.session.commit()

    def add_one(_writer: int) -> int:
        """Read, add, write; returns how many of its saves were acknowledged."""
        acknowledged = 0
        for _ in range(ROUNDS):
            with app.app_context(), as_system():
                try:
                    with unit_of_work():
                        unit = db.session.scalars(select(Unit).where(Unit.id == unit_id)).one()
                        unit.position += 1
                except StaleDataError:
                    continue
                acknowledged += 1
        return acknowledged

    with ThreadPoolExecutor(WRITERS) as pool:
        acknowledged = sum(pool.map(add_one, range(WRITERS)))
    db.session.expire_all()
    found = db.session.get(Unit, unit_id)
    assert found is not None
    assert acknowledged > 0
    assert found.position == acknowledged


def test_the_second_of_two_editors_is_told(app: Flask, db_session: Session) -> None:
    unit_id = make.unit(make.government()).id
    db.session.commit()
    first = db.session.get(Unit, unit_id)
    assert first is not None
    db.session.expunge(first)
    db.session.rollback()
    with app.app_context(), as_system(), unit_of_work():
        other = db.session.get(Unit, unit_id)
        assert other is not None
        other.name = "Nama dari orang lain"
    merged = db.session.merge(first, load=False)
    merged.name = "Nama dari saya"
    with pytest.raises(StaleDataError):
        db.session.flush()
    db.session.rollback()
