"""A government with an open round, and the figures of a complaint register that this package does not have."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import db
from app.instrument import measures
from app.instrument.measures import Measured, MeasureName
from tests.database.client import SeparateClient
from tests.factories import assessment as rounds
from tests.factories import organisations as make

CUT_OFF = datetime(2021, 10, 5, 5, 53, tzinfo=UTC)
Counter = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[object], SeparateClient]


class Register:
    """What a complaint register would say; a test changes `figures`."""

    def __init__(self) -> None:
        self.figures: dict[str, Measured] = {}

    def say(self, name: str, value: float | None, volume: int = 20) -> None:
        self.figures[name] = Measured(value, volume, CUT_OFF, "Register uji")

    def provider(self, name: str) -> Callable[[str, str | None, date, date], Measured]:
        def provide(_government: str, _unit: str | None, _start: date, _end: date) -> Measured:
            return self.figures.get(name, Measured(None, 0, None, ""))

        return provide


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    made = Register()
    monkeypatch.setattr(measures, "_providers", {})
    for name in MeasureName:
        measures.register_measure(name, made.provider(name))
    return made


@pytest.fixture
def place(db_session: Session, register: Register) -> rounds.Place:
    return rounds.place()


@pytest.fixture
def sign_in(client: SeparateClient) -> Callable[..., SeparateClient]:
    """Sign a person in and get the browser."""

    def as_person(person: object) -> SeparateClient:
        make.logout(client)
        make.login(client, person)  # type: ignore[arg-type]
        return client

    return as_person


@pytest.fixture
def count_selects(db_session: Session) -> Counter:
    """Collects the SELECTs of a block, those of requests included."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
