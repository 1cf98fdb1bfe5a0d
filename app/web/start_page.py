"""What to do next: features contribute tasks, the start page shows the most urgent one as its primary action."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from app.access import Actor

Text = Any  # str, or a lazy translation, which flask-babel leaves untyped


class Urgency(IntEnum):
    """How soon a task wants to be done; the start page shows the highest first."""

    WHEN_CONVENIENT = 1
    SOON = 2
    NOW = 3
    OVERDUE = 4


@dataclass(frozen=True)
class Task:
    """Something that waits for this person. `count` is how many of it (None: not countable)."""

    title: Text
    text: Text
    url: str
    urgency: Urgency = Urgency.WHEN_CONVENIENT
    count: int | None = None
    action: Text | None = None  # the words on the button when this is the next thing to do
    icon: str = "clipboard"


@dataclass(frozen=True)
class Tile:
    """A figure for the start page; `note` carries source and cut-off."""

    label: Text
    value: str
    url: str | None = None
    note: Text | None = None


Tasks = Callable[[Actor], list[Task]]
Tiles = Callable[[Actor], list[Tile]]

# Keyed by name, so that creating a second application does not double them.
_tasks: dict[str, Tasks] = {}
_tiles: dict[str, Tiles] = {}


def register_task(supply: Tasks) -> Tasks:
    """Let `supply(actor)` contribute tasks; it returns an empty list for people it has nothing for."""
    _tasks[f"{supply.__module__}.{supply.__qualname__}"] = supply
    return supply


def register_tiles(supply: Tiles) -> Tiles:
    """Let `supply(actor)` contribute figures."""
    _tiles[f"{supply.__module__}.{supply.__qualname__}"] = supply
    return supply


def tasks_for(actor: Actor) -> list[Task]:
    """All tasks of this person, the most urgent first; equal ones in the order of the chain they were registered in."""
    found = [task for supply in _tasks.values() for task in supply(actor)]
    return sorted(found, key=lambda task: -task.urgency)


def tiles_for(actor: Actor) -> list[Tile]:
    """All figures for this person, in the order of registration."""
    return [tile for supply in _tiles.values() for tile in supply(actor)]
