"""What other packages keep beside database and file store, handed in at registration so that backups take it along."""

import re
from collections.abc import Callable
from dataclasses import dataclass

FOLDER = "beside/"  # before its name in an archive
_NAME = re.compile(r"[a-z-]{1,40}\.json")


@dataclass(frozen=True)
class Beside:
    """`read` gives its content, or None while there is none; `put_back` adds what an archive holds to what is there."""

    read: Callable[[], bytes | None]
    put_back: Callable[[bytes], None]


BESIDE: dict[str, Beside] = {}


def take_along(name: str, read: Callable[[], bytes | None], put_back: Callable[[bytes], None]) -> None:
    """Let backups hold this under a name such as `notes.json`."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name} is no name for a member of an archive")
    BESIDE[name] = Beside(read, put_back)
