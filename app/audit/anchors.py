"""Heads of the chains, kept in a file outside the database: what betrays a chain that was cut off at its end.

One JSON line per anchoring, appended, each sealed with the audit key. Copy the file to another machine now and then:
who can write both database and file can cut both.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.audit.rules import Head


class DamagedAnchorsError(RuntimeError):
    """A line of the file does not fit its seal; the message names the line."""


def append_anchor(path: Path, heads: Mapping[str, Head], at: datetime, key: bytes) -> None:
    """Add a line with these heads and make sure that it is on disk."""
    content = json.dumps(
        {"at": at.isoformat(), "heads": {chain: [head.sequence, head.hash] for chain, head in heads.items()}},
        sort_keys=True,
    )
    line = json.dumps({"anchor": content, "seal": _seal(content, key)}) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_anchors(path: Path, key: bytes) -> dict[str, list[Head]]:
    """Every head that was ever kept, by chain; empty if nothing was. Raises `DamagedAnchorsError`."""
    found: dict[str, list[Head]] = {}
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        for chain, (sequence, entry_hash) in _heads(line, number, key).items():
            found.setdefault(chain, []).append(Head(sequence, entry_hash))
    return found


def _heads(line: str, number: int, key: bytes) -> dict[str, tuple[int, str]]:
    try:
        outer = json.loads(line)
        content, given = str(outer["anchor"]), str(outer["seal"])
        if not hmac.compare_digest(given, _seal(content, key)):
            raise DamagedAnchorsError(f"line {number} does not fit its seal")
        return {chain: (head[0], head[1]) for chain, head in json.loads(content)["heads"].items()}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedAnchorsError(f"line {number} cannot be read") from error


def _seal(content: str, key: bytes) -> str:
    return hmac.new(key, b"anchor " + content.encode(), hashlib.sha256).hexdigest()
