"""`record` writes with the change itself, or not at all, and chains never fork."""

import json
import threading

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from app.access import SYSTEM, Actor, Post, Role
from app.audit import AppendOnlyError, AuditEntry, record
from app.audit.queries import anchor_file, verify_log
from app.audit.triggers import POSTGRESQL, POSTGRESQL_DROP, SQLITE, SQLITE_DROP
from app.db import as_system, db, unit_of_work
from tests.factories.organisations import government


def entries() -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.chain, AuditEntry.sequence)))


@pytest.fixture
def home(app):
    with app.app_context(), as_system(), unit_of_work():
        return government().id


@pytest.fixture
def session(app):
    with app.app_context(), as_system():
        yield db.session
        db.session.rollback()


def rename(government_id: str, name: str, actor: Actor = SYSTEM) -> None:
    found = db.session.get_one(type(government_of(government_id)), government_id)
    before, found.name = found.name, name
    record(
        actor,
        "government.renamed",
        found,
        government_id=government_id,
        before={"name": before},
        after={"name": name},
    )


def government_of(government_id: str):
    from app.organisations.models import Government

    return db.session.get_one(Government, government_id)


def test_an_entry_is_written_when_the_change_commits(session, home):
    coordinator = Actor("user-1", "A", (Post(Role.COORDINATOR, home, frozenset({home})),))
    with unit_of_work():
        rename(home, "Baru", coordinator)
        assert entries() == []
    (entry,) = entries()
    assert (entry.chain, entry.sequence, entry.government_id) == (home, 1, home)
    assert (entry.actor_user_id, entry.actor_role) == ("user-1", "coordinator")
    assert (entry.record_type, entry.record_id) == ("government", home)
    assert entry.after == {"name": "Baru"}
    assert verify_log().intact


def test_a_new_record_is_named_by_the_id_it_gets(session):
    with unit_of_work():
        made = government()
        record(SYSTEM, "government.created", made, government_id=None)
    (entry,) = entries()
    assert entry.record_id == made.id
    assert entry.chain == "installation"


def test_nothing_is_written_when_the_change_is_undone(session, home):
    with pytest.raises(ZeroDivisionError), unit_of_work():  # noqa: PT012 -- the block is the transaction
        rename(home, "Baru")
        raise ZeroDivisionError
    with unit_of_work():
        pass
    assert entries() == []


def test_only_what_was_undone_to_a_savepoint_is_missing(session, home):
    with unit_of_work():
        rename(home, "Satu")
        with db.session.begin_nested():
            rename(home, "Dua")
        assert entries() == []  # the chain is not locked before the end
        with pytest.raises(ZeroDivisionError), db.session.begin_nested():  # noqa: PT012 -- the savepoint
            rename(home, "Tiga")
            with db.session.begin_nested():
                rename(home, "Empat")
            raise ZeroDivisionError
        rename(home, "Lima")
    assert [(entry.after or {}).get("name") for entry in entries()] == ["Satu", "Dua", "Lima"]
    assert verify_log().intact


def test_what_a_closed_session_noted_is_forgotten(session, home):
    rename(home, "Baru")
    db.session.close()
    with unit_of_work():
        government_of(home).name = "Lain"
    assert entries() == []


def test_each_government_has_its_own_chain(session, home):
    with unit_of_work():
        other = government().id
    for name in ("A", "B"):
        with unit_of_work():
            rename(home, name)
            rename(other, name)
    assert sorted((e.chain, e.sequence) for e in entries()) == sorted(
        [(home, 1), (home, 2), (other, 1), (other, 2)]
    )
    found = verify_log()
    assert found.intact
    assert (found.entries, found.chains) == (4, 2)


def test_the_orm_refuses_to_change_the_log(session, home):
    with unit_of_work():
        rename(home, "Baru")
    (entry,) = entries()
    entry.action = "nothing.happened"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
    (entry,) = entries()
    db.session.delete(entry)
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(AppendOnlyError):
        db.session.execute(update(AuditEntry).values(action="x"))


@pytest.fixture
def triggers(session):
    """The statements that migrations copy, as they stand."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.begin() as connection:
        for statement in (
            *(SQLITE_DROP if is_sqlite else POSTGRESQL_DROP),
            *(SQLITE if is_sqlite else POSTGRESQL),
        ):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_log(session, triggers, home, statement):
    with unit_of_work():
        rename(home, "Baru")
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert len(entries()) == 1


def test_writers_at_the_same_time_make_one_chain(app, session, home):
    """Eight threads, each with its own connection, log to one government as fast as they can."""
    writers, each = 8, 12
    failures: list[BaseException] = []
    start = threading.Barrier(writers)

    def write(number: int) -> None:
        try:
            with app.app_context(), as_system():
                start.wait(timeout=30)
                for turn in range(each):
                    with unit_of_work():
                        found = government_of(home)
                        record(SYSTEM, f"writer.{number}", found, government_id=home, after={"turn": turn})
        except BaseException as error:  # noqa: BLE001 -- whatever ended a thread must reach the test
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=90)
    assert failures == []
    db.session.rollback()
    assert [entry.sequence for entry in entries()] == list(range(1, writers * each + 1))
    assert verify_log().intact


def test_crossing_writers_of_two_governments_do_not_block_each_other_for_good(app, session, home):
    with unit_of_work():
        other = government().id
    failures: list[BaseException] = []

    def write(first: str, second: str) -> None:
        try:
            with app.app_context(), as_system():
                for _ in range(15):
                    with unit_of_work():
                        record(SYSTEM, "crossing", government_of(first), government_id=first)
                        record(SYSTEM, "crossing", government_of(second), government_id=second)
        except BaseException as error:  # noqa: BLE001 -- whatever ended a thread must reach the test
            failures.append(error)

    threads = [
        threading.Thread(target=write, args=pair) for pair in ((home, other), (other, home), (home, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=90)
    assert failures == []
    db.session.rollback()
    assert verify_log().intact


@pytest.fixture
def anchors(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "AUDIT_ANCHOR_FILE", str(tmp_path / "outside" / "anchors.jsonl"))


def run(app, *arguments: str):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["audit", *arguments])


def without_triggers(*statements: str) -> None:
    """Somebody with the rights of the database's owner at work."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    db.session.rollback()
    with db.engine.begin() as connection:
        for statement in (*(SQLITE_DROP if is_sqlite else POSTGRESQL_DROP), *statements):
            connection.exec_driver_sql(statement)


@pytest.fixture
def three_entries(session, home):
    for name in ("A", "B", "C"):
        with unit_of_work():
            rename(home, name)


def test_the_command_says_that_an_untouched_log_is_intact(app, anchors, three_entries):
    assert run(app, "anchor").exit_code == 0
    result = run(app, "verify", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "intact": True,
        "entries": 3,
        "chains": 1,
        "anchored_heads": 1,
        "problems": [],
    }


@pytest.mark.parametrize(
    ("statement", "kind", "sequence"),
    [
        ("UPDATE audit_entry SET actor_user_id = 'x' WHERE sequence = 2", "edited", 2),
        ("DELETE FROM audit_entry WHERE sequence = 2", "missing", 2),
        ("DELETE FROM audit_entry WHERE sequence = 3", "truncated", 3),
        ("DELETE FROM audit_entry", "truncated", 3),
    ],
)
def test_the_command_finds_what_was_touched(app, anchors, three_entries, statement, kind, sequence):
    assert run(app, "anchor").exit_code == 0
    without_triggers(statement)
    result = run(app, "verify", "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)["problems"]
    assert (found[0]["kind"], found[0]["sequence"]) == (kind, sequence)


def test_the_command_says_when_nothing_is_anchored(app, anchors, three_entries):
    result = run(app, "verify")
    assert result.exit_code == 0
    assert "no anchors" in result.output


def test_touched_anchors_are_found(app, anchors, three_entries):
    run(app, "anchor")
    path = anchor_file()
    path.write_text(path.read_text().replace(", 3", ", 2").replace("[3", "[2"))
    result = run(app, "verify")
    assert result.exit_code == 1
    assert "does not fit its seal" in result.output


def test_anchoring_again_adds_only_what_moved(app, anchors, three_entries, home):
    run(app, "anchor")
    assert run(app, "anchor").output.startswith("0 heads")
    with unit_of_work():
        rename(home, "D")
    assert run(app, "anchor").output.startswith("1 heads")
    assert len(anchor_file().read_text().splitlines()) == 2
