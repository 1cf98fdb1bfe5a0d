"""Names of users for the log's page. Users belong to an upper package, which hands in how to find them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from app.access import Actor

_KEY = "audit_people"


@dataclass(frozen=True)
class People:
    """`names`: user ids → names; `search`: part of a name → user ids; `zone`: whose day a date means (IANA name)."""

    names: Callable[[Iterable[str]], dict[str, str]] = lambda ids: {}
    search: Callable[[str], frozenset[str]] = lambda part: frozenset()
    zone: Callable[[Actor], str | None] = lambda actor: None


def set_people(app: Flask, people: People) -> None:
    """Hand in how users are found; called at registration by the package that owns them."""
    app.extensions[_KEY] = people


def people() -> People:
    """How users are found."""
    return cast(People, current_app.extensions.get(_KEY, People()))
