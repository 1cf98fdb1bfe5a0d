"""The second wall: a session sees and writes only the governments it was opened for."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import Actor, Permission, Post, Role, within
from app.db import NOTHING, TenantScope, within_scope
from app.db.tenancy import ForeignTenantError
from app.organisations.models import Unit
from tests.factories import organisations as make


def test_a_session_opened_for_one_government_reads_no_other(db_session: Session) -> None:
    mine, other = make.government(), make.government()
    own_unit, foreign_unit = make.unit(mine), make.unit(other)
    with within_scope(TenantScope(frozenset({mine.id}))):
        assert db_session.scalars(select(Unit.id)).all() == [own_unit.id]
        assert db_session.scalar(select(func.count()).select_from(Unit)) == 1
        db_session.expunge_all()
        assert db_session.get(Unit, foreign_unit.id) is None


def test_each_scope_sees_its_own_however_they_alternate(db_session: Session) -> None:
    owners = [make.government() for _ in range(3)]
    units = {owner.id: make.unit(owner).id for owner in owners}
    pairs = [(owners[0], owners[1]), (owners[1], owners[2]), (owners[0], owners[2])]
    for pair in pairs * 2:
        with within_scope(TenantScope(frozenset(owner.id for owner in pair))):
            assert set(db_session.scalars(select(Unit.id))) == {units[owner.id] for owner in pair}
        for owner in pair:
            with within_scope(TenantScope(frozenset({owner.id}))):
                assert db_session.scalars(select(Unit.id)).all() == [units[owner.id]]


def test_a_session_that_nobody_opened_reads_nothing(db_session: Session) -> None:
    make.unit(make.government())
    with within_scope(NOTHING):
        assert db_session.scalars(select(Unit)).all() == []


def test_a_row_of_another_government_cannot_be_written(db_session: Session) -> None:
    mine, other = make.government(), make.government()
    foreign_unit = make.unit(other)
    foreign_unit.name = "Nama yang diubah"
    with (
        within_scope(TenantScope(frozenset({mine.id}))),
        pytest.raises(ForeignTenantError),
        db_session.no_autoflush,
    ):
        db_session.flush()
    db_session.rollback()


def test_the_condition_of_a_permission_limits_rows_by_reach(db_session: Session) -> None:
    mine, other = make.government(), make.government()
    own, sibling, foreign = make.unit(mine), make.unit(mine), make.unit(other)

    def seen(*posts: Post) -> set[str]:
        condition = within(Actor("x", "X", posts), Permission.ASSESSMENT_READ, Unit, unit_column=Unit.id)
        return set(db_session.scalars(select(Unit.id).where(condition)))

    reach = frozenset({mine.id})
    assert seen(Post(Role.OPD_ADMIN, mine.id, reach, own.id)) == {own.id}
    assert seen(Post(Role.COORDINATOR, mine.id, reach)) == {own.id, sibling.id}
    assert seen(Post(Role.MINISTRY_REVIEWER, None, None)) == {own.id, sibling.id, foreign.id}
    assert seen(Post(Role.OPERATOR, None, None)) == set()
    assert seen() == set()
