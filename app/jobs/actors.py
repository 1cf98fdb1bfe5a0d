"""In whose name a job runs. Users belong to an upper package, which hands in how to load one."""

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

from app.access import ANONYMOUS, SYSTEM, Actor

Loader = Callable[[str], Actor]
_KEY = "jobs_actor_loader"


def set_actor_loader(app: Flask, loader: Loader) -> None:
    """Hand in `user id → Actor` with the appointments of this moment (anonymous when the account is closed)."""
    app.extensions[_KEY] = loader


def load_actor(user_id: str | None) -> Actor:
    """The actor of a job; the system for jobs that nobody asked for."""
    if user_id is None:
        return SYSTEM
    loader = cast(Loader | None, current_app.extensions.get(_KEY))
    return loader(user_id) if loader else ANONYMOUS
