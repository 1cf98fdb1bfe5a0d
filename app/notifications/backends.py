"""How a mail leaves: into a file (the default: nothing leaves the machine), onto the console, or by SMTP."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

import click
from flask import current_app

from app.db import new_id, utc_now

IMMEDIATE = frozenset({"file", "console"})  # these never keep anybody waiting
TIMEOUT = 5  # seconds for each step of a conversation with a mail server


class MailBackend(Protocol):
    """Takes a mail over, or raises."""

    def send(self, message: EmailMessage) -> None: ...


class FileBackend:
    """Writes .eml files, which mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{utc_now():%Y%m%dT%H%M%S%f}-{new_id()[:6]}.eml"
        unfinished = path.with_suffix(".part")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
        unfinished.rename(path)


class ConsoleBackend:
    """Prints mails, for development."""

    def send(self, message: EmailMessage) -> None:
        click.echo(message.as_string(), err=True)


class SmtpBackend:
    """Speaks to the mail server of the settings; encrypted unless `MAIL_TLS` says "none"."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._host = str(settings["MAIL_SERVER"])
        self._port = int(settings["MAIL_PORT"])
        self._tls = str(settings["MAIL_TLS"])
        self._username = str(settings["MAIL_USERNAME"])
        self._password = str(settings["MAIL_PASSWORD"])

    def send(self, message: EmailMessage) -> None:
        with self._connect() as server:
            if self._username:
                server.login(self._username, self._password)
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        if self._tls == "ssl":
            return smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        if self._tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


def mail_backend() -> MailBackend:
    """The backend that `MAIL_BACKEND` names. Raises `ValueError` for an unknown one."""
    settings = current_app.config
    match settings["MAIL_BACKEND"]:
        case "file":
            return FileBackend(Path(str(settings["MAIL_FOLDER"])))
        case "console":
            return ConsoleBackend()
        case "smtp":
            return SmtpBackend(settings)
        case other:
            raise ValueError(f"MAIL_BACKEND is {other!r}; it may be file, console or smtp")
