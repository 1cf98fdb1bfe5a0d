"""Chapters that were laid out, kept by the hash of what they were made from, each government's in a folder of its own.

It lies below one address (`CHAPTERS_URL`), a folder beside the database or any place that fsspec reaches, so that
workers on several hosts share it. All of it can be made again: whatever is missing, cut short or altered is laid out
anew, and nothing here is part of a backup.
"""

import hashlib
import logging
import math
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from app.reports.renderers.chapters.rendered import Rendered

logger = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9_-]+")
DIGEST = 32  # bytes of SHA-256 before the content
LONGEST = timedelta(days=30)  # since it was last used
MOST = 1024 * 1024 * 1024  # bytes
TOUCH_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept thing, as the sweep sees it."""

    path: str
    size: int
    used: datetime


class ChapterStore:
    """Kept chapters of one government after another; every method says whose."""

    def __init__(self, url: str) -> None:
        self.files, root = fsspec.core.url_to_fs(url)
        self.root = str(root).rstrip("/")
        self.is_local = isinstance(self.files, LocalFileSystem)

    def find(self, government_id: str, key: str) -> Rendered | None:
        """The chapter of this key; nothing if it is not there or not whole."""
        content = self.read(self._path(government_id, key))
        try:
            return Rendered.unpacked(content) if content is not None else None
        except ValueError:
            return None

    def keep(self, government_id: str, key: str, rendered: Rendered) -> None:
        """Keep a chapter. What cannot be kept is laid out again next time: that is no error."""
        self.write(self._path(government_id, key), rendered.packed())

    def find_document(self, government_id: str, key: str) -> bytes | None:
        """The whole document of this key."""
        return self.read(self._path(government_id, key))

    def keep_document(self, government_id: str, key: str, pdf: bytes) -> None:
        """Keep a whole document: asked for again, it need not even be joined."""
        self.write(self._path(government_id, key), pdf)

    def read(self, path: str) -> bytes | None:
        """What `write` wrote there, if it is whole."""
        try:
            if self.is_local:
                place = Path(self.root) / path
                with place.open("rb", buffering=0) as file:
                    digest, body = (
                        file.read(DIGEST),
                        file.read(),
                    )  # unbuffered: a large document is not copied
                self._touch(place)
            else:
                content = self.files.cat_file(f"{self.root}/{path}")
                digest, body = content[:DIGEST], content[DIGEST:]
        except OSError:
            return None
        return body if hashlib.sha256(body).digest() == digest else None

    def write(self, path: str, body: bytes) -> None:
        """Put it there, whole or not at all."""
        digest = hashlib.sha256(body).digest()
        try:
            if self.is_local:
                place = Path(self.root) / path
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
                with half.open("wb") as file:
                    file.write(digest)
                    file.write(body)
                half.rename(place)
            else:
                self.files.pipe_file(f"{self.root}/{path}", digest + body)
        except OSError:
            logger.warning("a chapter could not be kept", exc_info=True)

    def remove(self, path: str) -> None:
        """Forget one thing; one that is gone already is no error."""
        with suppress(OSError):
            self.files.rm_file(f"{self.root}/{path}")

    def remove_folder(self, folder: str) -> None:
        """Forget all of it."""
        with suppress(OSError):
            self.files.rm(f"{self.root}/{folder}", recursive=True)

    def exists(self, path: str) -> bool:
        """Whether something is there."""
        return bool(self.files.exists(f"{self.root}/{path}"))

    def names(self, folder: str) -> list[str]:
        """What lies in a folder; nothing if there is none."""
        self.files.invalidate_cache()
        try:
            return [
                str(one).rsplit("/", 1)[-1] for one in self.files.ls(f"{self.root}/{folder}", detail=False)
            ]
        except OSError:
            return []

    def claim(self, path: str, lapses: float) -> bool:
        """Put a mark there unless one is there that is younger than `lapses` seconds."""
        if not self.is_local:
            if self._age(path) <= lapses:
                return False
            self.write(path, b"-")
            return True
        place = Path(self.root) / path
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            if time.time() - place.stat().st_mtime > lapses:
                place.unlink()
        try:
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        return True

    def _age(self, path: str) -> float:
        """Seconds since something away from the local disk was written; endless if it is not there."""
        self.files.invalidate_cache()
        try:
            written = _moment(self.files.info(f"{self.root}/{path}"))
        except OSError:
            return math.inf
        return (datetime.now(UTC) - written).total_seconds()

    def folder(self, *names: str) -> str:
        """A folder of a government (its id is the first name)."""
        for name in names:
            _checked(name)
        return "/".join(names)

    def sweep(self, now: datetime | None = None, longest: timedelta = LONGEST, most: int = MOST) -> int:
        """Remove what was not used for long, then the least recently used beyond `most` bytes; answers how many."""
        now = now or datetime.now(UTC)
        kept = sorted(self._all(), key=lambda one: one.used, reverse=True)
        total, removed = 0, 0
        for one in kept:
            total += one.size
            if now - one.used > longest or total > most:
                total -= one.size
                with suppress(OSError):
                    self.files.rm_file(one.path)
                    removed += 1
        return removed

    def _all(self) -> Iterator[Kept]:
        with suppress(OSError):
            for path, details in self.files.find(self.root, detail=True).items():
                yield Kept(str(path), int(details.get("size") or 0), _moment(details))

    @staticmethod
    def _path(government_id: str, key: str) -> str:
        return f"{_checked(government_id)}/{key[:2]}/{key}"

    @staticmethod
    def _touch(place: Path) -> None:
        age = datetime.now(UTC) - datetime.fromtimestamp(place.stat().st_mtime, UTC)
        if age > TOUCH_AFTER:
            os.utime(place)


def _checked(name: str) -> str:
    """A name that may be one of a folder."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return name


def _moment(details: dict[str, Any]) -> datetime:
    moment = details.get("mtime") or details.get("LastModified") or details.get("created") or 0
    return moment if isinstance(moment, datetime) else datetime.fromtimestamp(float(moment), UTC)
