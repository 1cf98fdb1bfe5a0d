"""What workers do by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask

_KEY = "jobs_periodic"


@dataclass(frozen=True)
class Periodic:
    """A function without arguments that a worker calls every minute, or every hour; every host of workers does so."""

    name: str
    work: Callable[[], object]
    hourly: bool


def every_minute(app: Flask, name: str, work: Callable[[], object]) -> None:
    """Call `work()` each minute, inside an application context with the rights of the system and one transaction."""
    periodic_tasks(app)[name] = Periodic(name, work, hourly=False)


def every_hour(app: Flask, name: str, work: Callable[[], object]) -> None:
    """As `every_minute`, once an hour."""
    periodic_tasks(app)[name] = Periodic(name, work, hourly=True)


def periodic_tasks(app: Flask) -> dict[str, Periodic]:
    """What was registered."""
    return cast(dict[str, Periodic], app.extensions.setdefault(_KEY, {}))
