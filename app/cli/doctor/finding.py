"""What the doctor says about one thing."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`warning` is worth a look and `skipped` could not be looked at; only `failed` makes the command fail."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `detail` is for the operator."""

    name: str
    state: State
    detail: str


class Wrong(Exception):
    """Something is not as it must be; the message says what, and what to do."""


class Doubtful(Exception):
    """Something works and is still worth a look."""


class NotAsked(Exception):
    """Something could not be looked at, or does not apply here."""
