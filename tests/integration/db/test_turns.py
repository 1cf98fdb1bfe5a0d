"""Writers of one process go one after the other, and nobody keeps the turn by accident."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError

from app.db import reading
from app.db.turns import QueueingConnection, _queue_of


@pytest.fixture
def engine(tmp_path):
    made = create_engine(f"sqlite:///{tmp_path / 'turns.sqlite3'}")
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE note (word TEXT)"))
    yield made
    made.dispose()


@pytest.fixture
def queue(engine):
    return _queue_of(str(engine.url.database))


def test_a_writer_has_the_turn_until_its_transaction_ends(engine, queue):
    for end in ("commit", "rollback"):
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO note VALUES ('satu')"))
            assert queue.locked()
            getattr(connection, end)()
            assert not queue.locked()


def test_a_reader_never_waits(engine, queue):
    with engine.connect() as writer:
        writer.execute(text("INSERT INTO note VALUES ('satu')"))
        with reading(), engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM note")).scalar() == 0
        assert queue.locked()


def test_the_next_writer_begins_when_the_first_is_done(engine):
    order = []
    asked = threading.Event()

    def second() -> None:
        asked.set()
        with engine.begin() as connection:
            order.append("second")
            connection.execute(text("INSERT INTO note VALUES ('dua')"))

    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO note VALUES ('satu')"))
            waiting = pool.submit(second)
            assert asked.wait(10)
            order.append("first")
        waiting.result(timeout=10)
    assert order == ["first", "second"]


def test_a_refused_begin_gives_the_turn_back(engine, queue, tmp_path):
    def refuse(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            raise OperationalError(statement, None, Exception("database is locked"))

    event.listen(engine, "before_cursor_execute", refuse)
    with pytest.raises(OperationalError), engine.begin():
        pass
    assert not queue.locked()


def test_a_connection_that_is_closed_or_forgotten_gives_the_turn_back(tmp_path):
    path = tmp_path / "other.sqlite3"
    for lose in (lambda connection: connection.close(), lambda connection: None):
        connection = QueueingConnection(path)
        connection.take_turn()
        assert _queue_of(str(path)).locked()
        lose(connection)
        del connection
        gc.collect()  # the driver keeps a circle of references
        assert not _queue_of(str(path)).locked()
