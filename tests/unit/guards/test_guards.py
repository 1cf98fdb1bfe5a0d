"""The guards themselves: each is broken once here and must refuse."""

import smtplib
import socket
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.guards.mail import MailForbiddenError
from tests.guards.network import NetworkForbiddenError
from tests.guards.tools import missing
from tests.unit.conftest import DatabaseForbiddenError


def test_another_machine_is_out_of_reach():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
        pytest.raises(NetworkForbiddenError),
    ):
        connection.connect(("192.0.2.1", 80))


def test_names_of_other_machines_are_not_looked_up():
    with pytest.raises(NetworkForbiddenError):
        socket.getaddrinfo("renaksi.invalid", 443)


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_mail_cannot_be_sent():
    with pytest.raises(MailForbiddenError):
        smtplib.SMTP("127.0.0.1", 25)


def test_unit_tests_cannot_open_a_database(tmp_path: Path):
    with pytest.raises(DatabaseForbiddenError):
        create_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}").connect()


@pytest.mark.parametrize("value", ["1", "true", "TRUE"])
def test_a_missing_tool_fails_where_everything_must_be_there(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.fail.Exception):
        missing("chromium")


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_a_missing_tool_is_a_visible_skip_elsewhere(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.skip.Exception):
        missing("chromium")
