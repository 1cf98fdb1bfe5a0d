"""The archive: a plain tar, written front to back, with a checksum for every member."""

import hashlib
import io
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from app.backup.manifest import Manifest, Member, read_manifest
from app.backup.problems import BackupError, DamagedBackup

MANIFEST, MANIFEST_DIGEST = "manifest.json", "manifest.sha256"
ANCHORS = "audit-anchors.jsonl"
DATABASE = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
CHUNK = 1 << 20
IN_MEMORY = 8 << 20  # a member's size must be known before it is written; larger ones wait on disk
_KNOWN_NAME = re.compile(
    r"manifest\.(json|sha256)|audit-anchors\.jsonl|beside/[a-z-]{1,40}\.json|database\.(sqlite3\.gz|dump)|files/[\w-]{2}/[\w-]{1,40}"
)


class ArchiveWriter:
    """Writes an archive; it bears its name only once it is whole and on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.with_name(f"{path.name}.part")
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Complaints and answers of a whole country: for the operator's account alone.
        descriptor = os.open(self._partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add a member; `content` is read to its end."""
        digest = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                spool.write(chunk)
            member = tarfile.TarInfo(name)
            member.size, member.mode = spool.tell(), 0o600
            spool.seek(0)
            self._tar.addfile(member, spool)
        self.members[name] = Member(digest.hexdigest(), member.size)

    def finish(self, manifest: Manifest) -> None:
        """Add the list of contents, the last thing in an archive."""
        content = manifest.to_json()
        for name, part in (
            (MANIFEST, content),
            (MANIFEST_DIGEST, hashlib.sha256(content).hexdigest().encode()),
        ):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(part), 0o600
            self._tar.addfile(member, io.BytesIO(part))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if kind is not None:
            self._partial.unlink(missing_ok=True)
            return
        self._partial.rename(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class ArchiveReader:
    """Reads an archive. Nothing in it is believed before `check`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        try:
            if self._path.stat().st_size % tarfile.RECORDSIZE:
                raise DamagedBackup(f"{self._path.name} was cut off")
            self._tar = tarfile.open(self._path, mode="r:")
            self._found = self._named_members()
        except FileNotFoundError as error:
            raise BackupError(f"there is no {self._path}") from error
        except (tarfile.TarError, EOFError, OSError) as error:
            raise DamagedBackup(f"{self._path.name} is not a whole archive") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()

    def check(self) -> Manifest:
        """Read every byte and compare it with the list of contents. Raises `DamagedBackup`."""
        if MANIFEST not in self._found or MANIFEST_DIGEST not in self._found:
            raise DamagedBackup("the list of contents is missing: the archive was cut off")
        manifest = read_manifest(self.read(MANIFEST), self.read(MANIFEST_DIGEST))
        present = set(self._found) - {MANIFEST, MANIFEST_DIGEST}
        if present != set(manifest.members):
            wrong = sorted(present ^ set(manifest.members))
            raise DamagedBackup(f"{len(wrong)} members are missing or too many: {wrong[0]}")
        for name, wanted in manifest.members.items():
            if self._measured(name) != wanted:
                raise DamagedBackup(f"{name} is not what was written")
        if DATABASE.get(manifest.engine) not in present:
            raise DamagedBackup("there is no database in the archive")
        return manifest

    def open(self, name: str) -> IO[bytes]:
        """A member to read from."""
        file = self._tar.extractfile(self._found[name])
        if file is None:
            raise DamagedBackup(f"{name} is not a file")
        return file

    def read(self, name: str) -> bytes:
        """A small member as a whole."""
        with self.open(name) as file:
            return file.read()

    def _named_members(self) -> dict[str, tarfile.TarInfo]:
        found: dict[str, tarfile.TarInfo] = {}
        for member in self._tar:
            if not member.isreg() or not _KNOWN_NAME.fullmatch(member.name) or member.name in found:
                raise DamagedBackup(f"{member.name!r} does not belong into an archive")
            found[member.name] = member
        return found

    def _measured(self, name: str) -> Member:
        digest, size = hashlib.sha256(), 0
        try:
            with self.open(name) as file:
                for chunk in _chunks(file):
                    digest.update(chunk)
                    size += len(chunk)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise DamagedBackup(f"{name} cannot be read to its end") from error
        return Member(digest.hexdigest(), size)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
