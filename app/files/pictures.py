"""What is shown of kept files: remembered in the file store, named after the file's SHA-256, gone with the file.

It is a memory and no record: it may be lost at any time and is made again when somebody looks. It has an upper bound
(`PREVIEWS_BYTES`); what nobody looked at for longest goes first.
"""

import io
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.db import as_system, db
from app.files.models import StoredFile
from app.files.storage import PREVIEWS, BlobStore

USED_AGAIN = 3600  # seconds; a look sooner after the last one is not noted
AT_ONCE = 500  # hashes in one question to the database


@dataclass(frozen=True)
class Swept:
    """What a sweep found and took away: of files that are gone, and over the bound; `bytes` is what stays."""

    orphans: int = 0
    oldest: int = 0
    bytes: int = 0


def store_of_pictures() -> BlobStore:
    """The store that `FILES_URL` names, so that every host sees what another one drew."""
    return BlobStore(str(current_app.config["FILES_URL"]), Path(current_app.instance_path) / "incoming")


def name_of(sha256: str) -> str:
    """The place of what is shown of a file."""
    return f"{PREVIEWS}/{sha256}"


def remembered(sha256: str) -> bytes | None:
    """What was drawn of a file; None if nothing was. Notes that it was looked at, where the store can say so."""
    store, name = store_of_pictures(), name_of(sha256)
    try:
        with store.open(name) as file:
            content = file.read()
    except OSError:
        return None
    if store.is_local:
        with suppress(OSError):
            path = Path(store.root) / name
            if time.time() - path.stat().st_mtime > USED_AGAIN:
                os.utime(path)
    return content


def remember(sha256: str, content: bytes) -> None:
    """Keep what was drawn; a full disk only means that it is drawn again."""
    store = store_of_pictures()
    with suppress(OSError), store.receive(io.BytesIO(content), len(content)) as received:
        store.place(name_of(sha256), received)


def forget_picture(sha256: str) -> None:
    """Remove it. Where another file has the same content, it is made again when somebody looks."""
    with suppress(OSError):
        store_of_pictures().remove(name_of(sha256))


def sweep_pictures() -> Swept:
    """Remove what is shown of files that are gone (also in bulk), then the oldest over the bound."""
    store = store_of_pictures()
    kept = sorted(store.listed(PREVIEWS), key=lambda each: each.used)
    present = set(_present([each.name for each in kept]))
    orphans = [each for each in kept if each.name not in present]
    for each in orphans:
        forget_picture(each.name)
    staying = [each for each in kept if each.name in present]
    total, oldest = sum(each.size for each in staying), 0
    for each in staying:
        if total <= int(current_app.config["PREVIEWS_BYTES"]):
            break
        forget_picture(each.name)
        total, oldest = total - each.size, oldest + 1
    return Swept(len(orphans), oldest, total)


def _present(names: list[str]) -> Iterator[str]:
    with as_system():
        for begin in range(0, len(names), AT_ONCE):
            some = names[begin : begin + AT_ONCE]
            yield from db.session.scalars(
                select(StoredFile.sha256).where(StoredFile.sha256.in_(some)).distinct()
            )
