"""Whether a file is a document of this house: the very one, an older version, altered, or unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, select

from app.db import as_system, db
from app.organisations.models import Government, Unit
from app.plans.models import Plan, Submission
from app.reports.catalogue import find
from app.reports.issuing import PLANS
from app.reports.models import IssuedDocument
from app.reports.renderers.verification import reference_in

TAIL = 1 << 20  # bytes at a file's end in which its trailer lies


class Finding(StrEnum):
    """What a file turned out to be."""

    SAME = "same"
    OLDER = "older"  # unchanged, and a newer version was sent since
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
    """The result of looking at a file; `document` is what it is, or claims to be."""

    finding: Finding
    sha256: str
    document: Issued | None


def issued(reference: str) -> Issued | None:
    """The record behind the code on a page; None if there is none."""
    with as_system():
        return _one(_selected().where(IssuedDocument.id == reference))


def check(chunks: Iterable[bytes]) -> Checked:
    """Look at a file, piece by piece. It is neither opened nor kept."""
    seen, tail = sha256(), b""
    for chunk in chunks:
        seen.update(chunk)
        tail = (tail + chunk)[-TAIL:]
    digest = seen.hexdigest()
    with as_system():
        same = _one(_selected().where(IssuedDocument.sha256 == digest))
        if same is not None:
            return Checked(Finding.SAME if same.is_latest else Finding.OLDER, digest, same)
        claimed = reference_in(tail)
        original = _one(_selected().where(IssuedDocument.id == claimed)) if claimed else None
    return Checked(Finding.ALTERED if original else Finding.UNKNOWN, digest, original)


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
