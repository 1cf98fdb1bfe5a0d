"""`python -m bench.pages`: what each page costs in processor time, without a server around it.

One process with the product as in production, asked through its WSGI door by people who are signed in. What is printed
is the median over the rounds of the milliseconds that a request takes of the processor, and how many statements it
sends to the database. With `--beside PATH` another checkout (say, of the commit before) answers the same requests
from a process of its own in turns with this one, and the pages of both are compared: a page that got cheaper has to
say what it said. Both must have the same tables.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
GOVERNMENTS, UNITS, COMPLAINTS = 12, 480, 24_000
# What differs between two answers to the same question: tokens against forgery, nonces, keys of forms.
PASSING = re.compile(
    r'csrf-token" content="[^"]*|name="(?:csrf_token|idempotency_key)" value="[^"]*|nonce="[^"]*|\?v=[0-9a-f]+'
)


@dataclass
class Page:
    """A page that somebody asks for; its costs are in seconds of processor time."""

    name: str
    username: str
    path: str
    costs: dict[str, list[float]] = field(default_factory=lambda: {"here": [], "beside": []})
    statements: int = 0
    same: bool = True


class Worker:
    """A process that answers with the code of one checkout."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        command = [sys.executable, str(Path(__file__).resolve()), "--answer", str(folder)]
        self.process = subprocess.Popen(
            command, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, page: Page, requests: int) -> dict[str, Any]:
        """What so many requests cost: `{"seconds", "statements", "text"}`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        from bench.place import PASSWORD

        question = [page.username, PASSWORD, page.path, requests]
        print(json.dumps(question), file=self.process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        """Let it go."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)


def main() -> None:
    options = _options()
    if options.answer:
        _answer(options.answer)
        return
    from bench.place import scratch, seed

    with scratch() as place:
        seed(place, governments=GOVERNMENTS, units=UNITS, complaints=COMPLAINTS)
        pages = [
            page
            for page in _pages(place)
            if not options.only or any(word in page.name for word in options.only)
        ]
        with _workers(options, place.folder) as workers:
            for page in pages:
                first = [worker.ask(page, 3) for worker in workers.values()]
                page.statements = first[0]["statements"]
                page.same = len({PASSING.sub("", one["text"]) for one in first}) == 1
            for _ in range(options.rounds):
                for page in pages:
                    for name, worker in workers.items():
                        page.costs[name].append(worker.ask(page, options.requests)["seconds"])
    _print(pages, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=20, help="of each page in each round")
    parser.add_argument("--only", nargs="*", help="only pages with one of these words in their name")
    parser.add_argument("--beside", type=Path, help="another checkout, to compare with")
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def _workers(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Worker]]:
    workers = {"here": Worker(HERE, folder)}
    if options.beside:
        workers["beside"] = Worker(options.beside.resolve(), folder)
    try:
        yield workers
    finally:
        for worker in workers.values():
            worker.end()


def _pages(place: Any) -> list[Page]:
    from bench.web import admins_and_coordinators

    admins, coordinators = admins_and_coordinators(place, 1)
    admin, head = admins[0], coordinators[0]
    return [
        Page("start page (OPD)", admin.username, "/"),
        Page("task list (OPD)", admin.username, admin.sheet),
        Page("one question (OPD)", admin.username, admin.first),
        Page("start page (coordinator)", head, "/"),
        Page("board (coordinator)", head, "/asesmen/papan"),
        Page("scores (coordinator)", head, "/asesmen/nilai"),
        Page("complaint register (coordinator)", head, "/pengaduan"),
        Page("complaint figures (coordinator)", head, "/pengaduan/statistik"),
    ]


def _answer(folder: Path) -> None:
    """Answer questions on standard input until there are no more."""
    from bench.place import build

    app = build(folder)
    clients: dict[str, Any] = {}
    with _counted(app) as statements:
        for line in sys.stdin:
            username, password, path, requests = json.loads(line)
            client = clients.get(username) or clients.setdefault(
                username, _signed_in(app, username, password)
            )
            text = client.get(path).get_data(as_text=True)
            statements.clear()
            started = time.process_time()
            for _ in range(requests):
                if client.get(path).status_code != 200:
                    raise AssertionError(path)
            seconds = (time.process_time() - started) / requests
            found = {"seconds": seconds, "statements": len(statements) // requests, "text": text}
            print(json.dumps(found), flush=True)


@contextmanager
def _counted(app: Any) -> Iterator[list[None]]:
    from sqlalchemy import event

    from app.db import db

    statements: list[None] = []

    def note(*_: object) -> None:
        statements.append(None)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    engine.dispose()


def _signed_in(app: Any, username: str, password: str) -> Any:
    from bench.people import _TOKEN

    client = app.test_client()
    token = _TOKEN.search(client.get("/masuk").get_data(as_text=True))
    assert token is not None
    fields = {"csrf_token": token[1], "username": username, "password": password}
    if client.post("/masuk", data=fields).status_code != 302:
        raise AssertionError(f"{username} could not sign in")
    return client


def _print(pages: list[Page], options: argparse.Namespace) -> None:
    print(
        f"{options.rounds} rounds of {options.requests} requests, medians; load average {os.getloadavg()[0]:.1f};"
        f" governments {GOVERNMENTS}, OPD {UNITS}, complaints {COMPLAINTS}"
    )
    print(f"{'':34} {'ms':>7} {'SQL':>4}" + (f" {'beside':>7} {'ratio':>6}" if options.beside else ""))
    for page in pages:
        row = f"{page.name:34} {1000 * statistics.median(page.costs['here']):7.1f} {page.statements:4}"
        if options.beside:
            ratio = statistics.median(
                own / other for own, other in zip(page.costs["here"], page.costs["beside"], strict=True)
            )
            row += f" {1000 * statistics.median(page.costs['beside']):7.1f} {ratio:6.2f}"
            row += "" if page.same else "  says something else"
        print(row)


if __name__ == "__main__":
    main()
