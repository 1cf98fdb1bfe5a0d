"""Where blobs lie: a folder beside the database, or any place that fsspec reaches.

A blob appears whole or not at all: it is received into a temporary file on local disk, synced, and only then renamed
(or uploaded) to its opaque name.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

import fsspec
from fsspec.implementations.local import LocalFileSystem

from app.db import new_id
from app.files.labels import size_text
from app.files.refusal import RefusalReason, RefusedFile

CHUNK = 256 * 1024
INCOMING = "incoming"  # folder of half-received files
UPLOADS = "uploads"  # what came in pieces and is not whole yet; see `app.files.pieces`
PREVIEWS = "previews"  # what is shown of files, made again when it is lost; see `app.files.pictures`


@dataclass(frozen=True)
class Received:
    """A file that lies whole on local disk, not yet kept."""

    path: Path
    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class Kept:
    """Something beside the blobs: its name in its folder, its size in bytes, and when it was last written or used."""

    name: str
    size: int
    used: datetime


class BlobStore:
    """Blobs below one address (`FILES_URL`)."""

    def __init__(self, url: str, scratch: Path) -> None:
        self.files, root = fsspec.core.url_to_fs(url)
        self.root = str(root).rstrip("/")
        self.is_local = isinstance(self.files, LocalFileSystem)
        # Renaming is atomic only within one file system, so a local store receives below its own root.
        self.scratch = Path(self.root) / INCOMING if self.is_local else scratch

    @contextmanager
    def receive(self, stream: IO[bytes], limit: int) -> Iterator[Received]:
        """Write `stream` to a temporary file and sync it; removed at the end unless it was kept.

        Raises `RefusedFile` when it is empty or longer than `limit` bytes.
        """
        self.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.scratch)
        try:
            with os.fdopen(handle, "wb") as file:
                digest, size = _copy(stream, file, limit)
                file.flush()
                os.fsync(file.fileno())
            yield Received(Path(name), digest, size)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()

    def keep(self, received: Received) -> str:
        """Give the received file its place; answers its opaque name."""
        identifier = new_id()
        blob = f"{identifier[:2]}/{identifier}"
        self.place(blob, received)
        return blob

    def place(self, blob: str, received: Received) -> None:
        """Put the received file under a name that it already has (from a backup)."""
        if self.is_local:
            target = Path(self.root) / blob
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            received.path.rename(target)
            _sync_folder(target.parent)
            _sync_folder(target.parent.parent)
        else:
            self.files.put_file(str(received.path), self._address(blob))

    def open(self, blob: str) -> BinaryIO:
        """Read a blob; `FileNotFoundError` if it is gone."""
        return cast(BinaryIO, self.files.open(self._address(blob), "rb"))

    def has(self, blob: str) -> bool:
        """Whether the blob is there."""
        return bool(self.files.exists(self._address(blob)))

    def remove(self, blob: str) -> None:
        """Remove a blob; one that is gone already is no error."""
        with suppress(FileNotFoundError):
            self.files.rm_file(self._address(blob))

    def blobs(self) -> Iterator[tuple[str, datetime | None]]:
        """Every blob with the moment it was written (None where the place does not say)."""
        for path, details in self.files.find(self.root, detail=True).items():
            name = str(path).removeprefix(self.root).lstrip("/")
            if not name.startswith((f"{INCOMING}/", f"{UPLOADS}/", f"{PREVIEWS}/")):
                yield name, _written(details)

    def listed(self, folder: str) -> Iterator[Kept]:
        """What lies in one of the folders beside the blobs."""
        for path, details in self.files.find(self._address(folder), detail=True).items():
            name = str(path).removeprefix(self._address(folder)).lstrip("/")
            yield Kept(name, int(details.get("size") or 0), _written(details) or datetime.now(UTC))

    def leftovers(self) -> Iterator[tuple[Path, datetime]]:
        """Half-received files, with the moment they were last written."""
        if self.scratch.is_dir():
            for path in self.scratch.iterdir():
                with suppress(FileNotFoundError):
                    yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _address(self, blob: str) -> str:
        return f"{self.root}/{blob}"


def _copy(stream: IO[bytes], file: IO[bytes], limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise RefusedFile(RefusalReason.TOO_LARGE, limit=size_text(limit))
        digest.update(chunk)
        file.write(chunk)
    if size == 0:
        raise RefusedFile(RefusalReason.EMPTY)
    return digest.hexdigest(), size


def _sync_folder(folder: Path) -> None:
    # Without it the name itself may be lost in a power failure although the bytes are on disk.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _written(details: dict[str, object]) -> datetime | None:
    moment = details.get("mtime") or details.get("LastModified")
    if isinstance(moment, datetime):
        return moment
    return datetime.fromtimestamp(moment, UTC) if isinstance(moment, (int, float)) else None
