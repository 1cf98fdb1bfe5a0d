"""The chain, as pure arithmetic: how an entry is sealed, and what a check of many entries finds.

Each hash is an HMAC-SHA256 over the entry and its predecessor's hash. Whoever lacks the key cannot make a fitting
entry; whoever has it can rewrite the end of a chain, which only the heads kept outside the database (anchors) betray.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

GENESIS = "0" * 64  # what the first entry of a chain names as its predecessor


@dataclass(frozen=True)
class Draft:
    """An entry before it has a place in its chain."""

    chain: str
    at: datetime
    actor_user_id: str | None
    actor_role: str
    government_id: str | None
    action: str
    record_type: str
    record_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class Sealed:
    """An entry in its place."""

    draft: Draft
    sequence: int
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Head:
    """The last entry of a chain."""

    sequence: int = 0
    hash: str = GENESIS


class ProblemKind(StrEnum):
    """What can be wrong at a place of a chain."""

    EDITED = "edited"  # the entry does not fit its own hash
    UNLINKED = "unlinked"  # the entry does not follow the one before it
    MISSING = "missing"  # numbers are left out
    REPLACED = "replaced"  # a head that was kept outside has another hash now
    TRUNCATED = "truncated"  # the chain ends before a head that was kept outside


@dataclass(frozen=True)
class Problem:
    """Something is wrong with a chain at this number."""

    kind: ProblemKind
    chain: str
    sequence: int


def seal(draft: Draft, head: Head, key: bytes) -> Sealed:
    """Put an entry after `head`."""
    sequence = head.sequence + 1
    return Sealed(draft, sequence, head.hash, entry_hash(draft, sequence, head.hash, key))


def entry_hash(draft: Draft, sequence: int, previous_hash: str, key: bytes) -> str:
    """The seal of an entry at its place, in hexadecimal."""
    content = [
        draft.chain,
        sequence,
        draft.at.astimezone(UTC).isoformat(timespec="microseconds"),
        draft.actor_user_id,
        draft.actor_role,
        draft.government_id,
        draft.action,
        draft.record_type,
        draft.record_id,
        draft.before,
        draft.after,
        previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class ChainCheck:
    """Checks one chain, entry by entry in order of their numbers, and afterwards against the heads kept outside."""

    def __init__(self, chain: str, key: bytes, anchors: Iterable[Head] = ()) -> None:
        self.chain = chain
        self.head = Head()
        self.problems: list[Problem] = []
        self._key = key
        self._anchors = {anchor.sequence: anchor.hash for anchor in anchors}

    def see(self, entry: Sealed) -> None:
        """Look at the next entry."""
        expected = self.head.sequence + 1
        if entry.sequence != expected:
            self._report(ProblemKind.MISSING, expected)
        elif entry.previous_hash != self.head.hash:
            self._report(ProblemKind.UNLINKED, entry.sequence)
        fitting = entry_hash(entry.draft, entry.sequence, entry.previous_hash, self._key)
        if entry.draft.chain != self.chain or not hmac.compare_digest(fitting, entry.hash):
            self._report(ProblemKind.EDITED, entry.sequence)
        anchored = self._anchors.pop(entry.sequence, entry.hash)
        if anchored != entry.hash:
            self._report(ProblemKind.REPLACED, entry.sequence)
        self.head = Head(entry.sequence, entry.hash)

    def finish(self) -> list[Problem]:
        """What was found, once every entry was seen."""
        beyond = [sequence for sequence in self._anchors if sequence > self.head.sequence]
        if beyond:
            self._report(ProblemKind.TRUNCATED, max(beyond))
        return self.problems

    def _report(self, kind: ProblemKind, sequence: int) -> None:
        self.problems.append(Problem(kind, self.chain, sequence))


def verify(entries: Iterable[Sealed], key: bytes, anchors: Mapping[str, Iterable[Head]]) -> list[Problem]:
    """Everything that is wrong with the chains; `entries` come ordered by chain and number.

    A chain of which nothing is left is found through its anchors.
    """
    problems: list[Problem] = []
    seen: set[str] = set()
    check: ChainCheck | None = None
    for entry in entries:
        if check is None or entry.draft.chain != check.chain:
            problems += check.finish() if check else []
            check = ChainCheck(entry.draft.chain, key, anchors.get(entry.draft.chain, ()))
            seen.add(check.chain)
        check.see(entry)
    problems += check.finish() if check else []
    for chain in sorted(set(anchors) - seen):
        problems += ChainCheck(chain, key, anchors[chain]).finish()
    return problems
