"""Everything that is looked at, in order. What needs the database is left out when there is none."""

from collections.abc import Callable

from app.cli.doctor import database, figures, machine, settings, signing, storage, submissions, workers
from app.cli.doctor.finding import Doubtful, Finding, NotAsked, State, Wrong
from app.db import as_system, db, reading

# A look answers with a few words when all is well and raises otherwise.
Look = Callable[[], str]


def examine(patience: float) -> list[Finding]:
    """Look at everything; `patience` in seconds is for the workers."""
    findings = [_look(name, look) for name, look in (("secrets", settings.secrets), ("mode", settings.mode))]
    findings += [
        _look(name, look)
        for name, look in (
            ("libmagic", machine.libmagic),
            ("pdf", machine.pdf),
            ("fonts", machine.fonts),
            ("previews", machine.previews),
            ("signing", signing.configured),
        )
    ]
    findings.append(_look("file store", storage.writable))
    reached = _look("database", database.reachable)
    findings.append(reached)
    needing: tuple[tuple[str, Look], ...] = (
        ("migrations", database.migrated),
        ("durability", database.durable),
        ("integrity", database.intact),
        ("files", storage.complete),
        ("figures", figures.tallied),
        ("submissions", submissions.unchanged),
        ("queue", workers.queue),
        ("waiting jobs", workers.nothing_stuck),
        ("worker", lambda: workers.alive(patience)),
    )
    for name, look in needing:
        if reached.state is State.FAILED:
            findings.append(Finding(name, State.SKIPPED, "the database is away"))
        else:
            findings.append(_look(name, look))
    return findings


def _look(name: str, look: Look) -> Finding:
    try:
        with as_system(), reading():
            found = Finding(name, State.OK, look())
    except Wrong as wrong:
        found = Finding(name, State.FAILED, str(wrong))
    except Doubtful as doubt:
        found = Finding(name, State.WARNING, str(doubt))
    except NotAsked as reason:
        found = Finding(name, State.SKIPPED, str(reason))
    except Exception as error:  # noqa: BLE001 -- a look may fail in any way, and the others are still worth having
        found = Finding(name, State.FAILED, f"{type(error).__name__}: {error}".splitlines()[0])
    _let_go()
    return found


def _let_go() -> None:
    """End the transaction that a look began."""
    try:
        db.session.rollback()
    except Exception:  # noqa: BLE001 -- without a database there is nothing to end
        return
