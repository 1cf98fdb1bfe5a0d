"""What service managers and load balancers are told."""

import pytest
from sqlalchemy import text

from app.db import db
from app.db.session import Database


def test_the_process_says_that_it_lives(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_ready_when_everything_works(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"database": True, "migrations": True, "queue": True}


def test_a_missing_migration_is_said(client, db_session):
    db_session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db_session.commit()
    try:
        answer = client.get("/readyz")
    finally:
        db_session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": _head()})
        db_session.commit()
    assert answer.status_code == 503
    assert answer.json == {"database": True, "migrations": False, "queue": True}


def _head():
    from app.extensions import alembic

    return alembic.heads()[0].revision


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, app):
    def refuse(*_args, **_kwargs):
        raise ConnectionError("the database is away")

    with app.app_context():
        monkeypatch.setattr(type(db.engine), "connect", refuse)
    assert isinstance(db, Database)


def test_without_database_it_lives_but_is_not_ready(client, no_database):
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["database"] is False
