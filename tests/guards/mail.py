"""No test sends mail: SMTP is closed, and what would have left is read from the folder of the file backend."""

import smtplib
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from app.db import utc_now


class MailForbiddenError(RuntimeError):
    """A test tried to speak SMTP."""


def _refuse(*_args: Any, **_kwargs: Any) -> None:
    raise MailForbiddenError("tests do not send mail; read the `outbox` fixture instead")


@pytest.fixture(autouse=True, scope="session")
def _no_smtp() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(smtplib.SMTP, "__init__", _refuse)
    patch.setattr(smtplib.SMTP, "connect", _refuse)
    patch.setattr(smtplib.SMTP_SSL, "__init__", _refuse)
    yield
    patch.undo()


@pytest.fixture
def mail_folder(tmp_path: Path) -> Path:
    """Where the mails of this test go."""
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


@pytest.fixture
def outbox(mail_folder: Path) -> Callable[[], list[EmailMessage]]:
    """`outbox()` lists the mails that left so far, oldest first."""

    def messages() -> list[EmailMessage]:
        files = sorted(mail_folder.rglob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]

    return messages


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notices are written at an hour that is quiet nowhere in Indonesia: at night their mails wait for the morning."""
    ten = utc_now().replace(hour=3, minute=0)
    monkeypatch.setattr("app.notifications.actions.utc_now", lambda: ten)
