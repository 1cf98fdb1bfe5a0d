"""Whether a file is a document of this house: the very one, an older version, altered, or unknown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import IO, Any

from sqlalchemy import Select, select

from app.db import as_system, db
from app.organisations.models import Government, Unit
from app.plans.models import Plan, Submission
from app.public.signatures import Signed, added_to, signature_of, signature_with
from app.reports.catalogue import find
from app.reports.issuing import PLANS
from app.reports.models import IssuedDocument
from app.reports.renderers.verification import reference_in

TAIL = 1 << 20  # bytes at a file's end in which its trailer lies
CHUNK = 1 << 16  # bytes read of a file at a time


class Finding(StrEnum):
    """What a file turned out to be."""

    SAME = "same"
    OLDER = "older"  # unchanged, and a newer version was sent since
    SIGNED = "signed"  # unchanged, with its signature
    SCAN = "scan"  # the scan of what was signed on paper
    ADDED = "added"  # the whole document, and something behind it that this house did not add
    ALTERED = "altered"  # it says that it is a document of this house, and its bytes are others
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Issued:
    """What may be said about a document to whoever holds it."""

    reference: str
    title: str
    government: str
    unit: str
    issued_at: datetime
    time_zone: str
    sha256: str
    submission_id: str | None
    is_latest: bool  # no newer version of the plan was sent
    is_working_copy: bool  # of a plan, made while it was written; nobody has sent it


@dataclass(frozen=True)
class Checked:
    """The result of looking at a file; `document` is what it is, or claims to be.

    `signed`: the signature of the file itself, or of the document that it is or claims to be; None if nobody signed it.
    """

    finding: Finding
    sha256: str
    document: Issued | None
    signed: Signed | None = None


def issued(reference: str) -> Issued | None:
    """The record behind the code on a page; None if there is none."""
    with as_system():
        return _one(_selected().where(IssuedDocument.id == reference))


def check(stream: IO[bytes]) -> Checked:
    """Look at a file, piece by piece. It is neither opened nor kept."""
    digest, tail = _read(stream)
    with as_system():
        same = _one(_selected().where(IssuedDocument.sha256 == digest))
        if same is not None:
            finding = Finding.SAME if same.is_latest else Finding.OLDER
            return Checked(finding, digest, same, signature_of(same.reference))
        signed = signature_with(digest)
        if signed is not None:
            document = issued(signed.reference)
            return Checked(Finding.SCAN if signed.is_scan else Finding.SIGNED, digest, document, signed)
        claimed = reference_in(tail)
        original = issued(claimed) if claimed else None
        if original is None:
            return Checked(Finding.UNKNOWN, digest, None)
        finding = Finding.ADDED if added_to(stream, original.reference) else Finding.ALTERED
        return Checked(finding, digest, original, signature_of(original.reference))


def _read(stream: IO[bytes]) -> tuple[str, bytes]:
    """The hash of a file and its last bytes."""
    seen, tail = sha256(), b""
    while chunk := stream.read(CHUNK):
        seen.update(chunk)
        tail = (tail + chunk)[-TAIL:]
    return seen.hexdigest(), tail


def _selected() -> Select[*tuple[Any, ...]]:
    return (
        select(IssuedDocument, Government, Unit.name, Submission.number, Plan.submissions_made)
        .join(Government, Government.id == IssuedDocument.government_id)
        .outerjoin(Unit, Unit.id == IssuedDocument.unit_id)
        .outerjoin(Submission, Submission.id == IssuedDocument.submission_id)
        .outerjoin(Plan, Plan.id == Submission.plan_id)
        .order_by(IssuedDocument.created_at)
        .limit(1)
    )


def _one(statement: Select[*tuple[Any, ...]]) -> Issued | None:
    found = db.session.execute(statement).one_or_none()
    if found is None:
        return None
    row, government, unit, number, sent = found
    document = find(row.name)
    return Issued(
        reference=row.id,
        title=str(document.title) if document is not None else row.file_name,
        government=government.name,
        unit=unit or "",
        issued_at=row.created_at,
        time_zone=government.time_zone.value,
        sha256=row.sha256,
        submission_id=row.submission_id,
        is_latest=number is None or number == sent,
        is_working_copy=row.name in PLANS and row.submission_id is None,
    )
