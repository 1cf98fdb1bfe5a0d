"""The list that an archive carries of itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from app.backup.problems import DamagedBackup

FORMAT = 1
FILES = "files/"  # before the name of a kept file


@dataclass(frozen=True)
class Member:
    """One file of the archive."""

    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class Manifest:
    """What is in the archive and what it was made from."""

    made_at: datetime
    engine: str  # "sqlite" or "postgresql"
    revision: str  # the newest migration in the database
    rows: Mapping[str, int]  # table → rows
    members: Mapping[str, Member]
    lacking: tuple[
        str, ...
    ]  # files that the database names and the store had lost, or had no longer as given

    @property
    def blobs(self) -> list[str]:
        """The kept files in the archive."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]

    def to_json(self) -> bytes:
        """As it is written into the archive."""
        content = {
            "product": "renaksi",
            "format": FORMAT,
            "made_at": self.made_at.isoformat(),
            "engine": self.engine,
            "revision": self.revision,
            "rows": dict(self.rows),
            "members": {name: asdict(member) for name, member in self.members.items()},
            "lacking": list(self.lacking),
        }
        return json.dumps(content, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes, digest: bytes) -> Manifest:
    """The manifest of an archive; `DamagedBackup` if it does not fit its own checksum or cannot be understood."""
    if hashlib.sha256(content).hexdigest().encode() != digest.strip():
        raise DamagedBackup("the list of contents does not fit its checksum")
    try:
        told = json.loads(content)
        if told["product"] != "renaksi" or told["format"] != FORMAT:
            raise DamagedBackup(f"this is format {told['format']} of {told['product']}")
        return Manifest(
            made_at=datetime.fromisoformat(told["made_at"]),
            engine=told["engine"],
            revision=told["revision"],
            rows=told["rows"],
            members={name: Member(**member) for name, member in told["members"].items()},
            lacking=tuple(told["lacking"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBackup("the list of contents cannot be read") from error
