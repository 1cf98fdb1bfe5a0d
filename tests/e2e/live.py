"""One running installation for the browser tests of a test process: web server, worker, database, mails."""

import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from flask import Flask

from app import create_app
from app.db import as_system, db, reading, unit_of_work
from app.extensions import alembic
from tests.database.fixtures import SETTINGS
from tests.e2e.server import VARIABLE

ROOT = Path(__file__).parents[2]
START_SECONDS = 200  # three applications start side by side; on a busy machine that takes long


@dataclass(frozen=True)
class Installation:
    """What a browser test may touch besides the browser."""

    url: str
    app: Flask
    mail_folder: Path
    start_server: Callable[[], "subprocess.Popen[bytes]"]
    servers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    log: Path = Path("servers.log")

    def stop(self) -> None:
        """The web server goes away, as it does when the machine is restarted."""
        server = self.servers.pop()
        server.terminate()
        server.wait(timeout=30)

    def start(self) -> None:
        """It comes back at the same address."""
        self.servers.append(self.start_server())
        _wait_for(self.url, self.servers, self.log)

    @contextmanager
    def rows(self) -> Iterator[None]:
        """Make rows with the factories inside; they are committed at the end."""
        with self.app.app_context(), as_system(), unit_of_work():
            yield

    @contextmanager
    def look(self) -> Iterator[None]:
        """Read rows inside, with the rights of the system."""
        with self.app.app_context(), as_system(), reading():
            yield

    def command(self, *arguments: str) -> str:
        """Run a `flask` command and return what it printed."""
        result = self.app.test_cli_runner().invoke(args=list(arguments))
        if result.exit_code != 0:
            raise RuntimeError(f"flask {' '.join(arguments)}: {result.output}") from result.exception
        return str(result.stdout)


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """Start everything on an empty, migrated database; stop it at the end."""
    settings: dict[str, Any] = {
        **SETTINGS,
        "TESTING": False,
        "WTF_CSRF_ENABLED": True,
        "DATABASE_URL": f"sqlite:///{folder / 'renaksi.sqlite3'}",
        "MAIL_FOLDER": str(folder / "mail"),
        "FILES_URL": f"file://{folder / 'files'}",
    }
    logging.getLogger("alembic").setLevel(logging.WARNING)
    instance = folder / "instance"
    app = create_app(settings, str(instance))
    with app.app_context():
        alembic.upgrade()
        db.engine.dispose()
    environment = {
        **os.environ,
        VARIABLE: json.dumps({"settings": settings, "instance": str(instance)}),
        "WORKERS": "1",
    }
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    server = f"gunicorn --bind 127.0.0.1:{port} --threads 8 --worker-class gthread --no-control-socket"
    log = (folder / "servers.log").open("w")

    def start(command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    worker = start("tests.e2e.server")
    servers = [start(f"{server} tests.e2e.server:application")]
    running = Installation(
        url,
        app,
        folder / "mail",
        lambda: start(f"{server} tests.e2e.server:application"),
        servers,
        folder / "servers.log",
    )
    try:
        _wait_for(url, [worker, *servers], folder / "servers.log")
        yield running
    finally:
        processes = [worker, *servers]
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
        log.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(url: str, processes: list["subprocess.Popen[bytes]"], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            break
        try:
            urlopen(f"{url}/healthz", timeout=2).close()  # noqa: S310  # our own server
        except HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the installation under test did not start:\n{log.read_text()[-4000:]}")
