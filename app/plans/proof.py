"""Whether a submission is still what was sent: everything recomputed now and held against what was noted then. Pure."""

import json
from dataclasses import dataclass
from enum import StrEnum

from app.plans.canonical import from_json, sha256
from app.plans.rules import receipt_number

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)  # what text that is no plan raises


class Piece(StrEnum):
    """What is looked at, in this order."""

    CONTENT = "content"  # the text has the hash that its receipt names
    LOG = "log"  # the log noted the same hash when it was sent
    READING = "reading"  # the text is written in the canonical way and reads as a plan
    RECEIPT = "receipt"  # number, government and year belong together
    FILE = "file"  # the PDF has the hash that was noted when it was stored
    FILE_LOG = "file_log"  # the log noted the same hash when the PDF was attached to this receipt


class Outcome(StrEnum):
    """How a piece was found."""

    FITS = "fits"
    BROKEN = "broken"
    ABSENT = "absent"  # there is nothing to hold it against, which proves nothing either way


@dataclass(frozen=True, slots=True)
class Evidence:
    """A submission as it lies there, and what was noted of it elsewhere; None where nothing was noted or kept."""

    content: str
    sha256: str
    receipt_number: str
    number: int
    government_id: str
    logged_sha256: str | None
    file_sha256: str | None  # of the file's row
    file_found: str | None  # of the file's bytes, now
    logged_file_sha256: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """One piece and how it was found."""

    piece: Piece
    outcome: Outcome


def prove(evidence: Evidence) -> tuple[Check, ...]:
    """Look at every piece. Nothing raises: what cannot be read is broken."""
    now = sha256(evidence.content)
    return (
        Check(Piece.CONTENT, _same(evidence.sha256, now)),
        Check(Piece.LOG, _same(evidence.logged_sha256, now)),
        Check(Piece.READING, _reads_back(evidence.content)),
        Check(Piece.RECEIPT, _receipt(evidence)),
        Check(Piece.FILE, _file(evidence)),
        Check(Piece.FILE_LOG, _same(evidence.logged_file_sha256, evidence.file_found or "")),
    )


def is_readable(checks: tuple[Check, ...]) -> bool:
    """Whether the text can be shown as a plan."""
    return Check(Piece.READING, Outcome.FITS) in checks


def is_whole(checks: tuple[Check, ...]) -> bool:
    """Whether nothing is broken."""
    return all(check.outcome is not Outcome.BROKEN for check in checks)


def _same(noted: str | None, found: str) -> Outcome:
    if noted is None:
        return Outcome.ABSENT
    return Outcome.FITS if noted == found else Outcome.BROKEN


def _file(evidence: Evidence) -> Outcome:
    if evidence.file_sha256 is None:
        return Outcome.ABSENT
    return _same(evidence.file_sha256, evidence.file_found or "")


def _reads_back(content: str) -> Outcome:
    """Written in the one canonical way, and read as a plan.

    It is not written down anew as a plan: a version of today would add what older submissions do not have.
    """
    try:
        from_json(content)
        written = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except UNREADABLE:
        return Outcome.BROKEN
    return Outcome.FITS if written == content else Outcome.BROKEN


def _receipt(evidence: Evidence) -> Outcome:
    try:
        document = from_json(evidence.content)
    except UNREADABLE:
        return Outcome.BROKEN
    # By id: a government may get another code later, and the receipt keeps the one of its day.
    belongs = document.government.id == evidence.government_id
    expected = receipt_number(document.government.code, document.round_year, evidence.number)
    return Outcome.FITS if belongs and evidence.receipt_number == expected else Outcome.BROKEN
