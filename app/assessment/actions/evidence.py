"""Evidence: files and links that prove an answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import IO, Unpack
from urllib.parse import urlsplit

from app.access import Actor
from app.assessment.actions.answers import answer_for_evidence, evidence_changed
from app.assessment.documents.facts import Facts
from app.assessment.models import Assessment, Evidence
from app.assessment.states import EvidenceKind
from app.audit import record
from app.db import db, utc_now
from app.files import Purpose, store
from app.instrument.questionnaire import IndicatorSpec

LONGEST_URL = 1000


class InvalidLink(ValueError):
    """Not an address on the web that a reader could open."""


def add_file(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    stream: IO[bytes],
    filename: str,
    *,
    now: datetime | None = None,
    **facts: Unpack[Facts],
) -> Evidence:
    """Keep a file as evidence of an answer. Raises `RefusedFile`, `ForbiddenStep`, `NotEditable`."""
    now = now or utc_now()
    answer = answer_for_evidence(actor, assessment, spec, now)
    kept = store(actor, assessment.government_id, stream, filename, Purpose.EVIDENCE)
    evidence = Evidence(
        government_id=assessment.government_id,
        answer_id=answer.id,
        kind=EvidenceKind.FILE,
        file_id=kept.id,
        title=kept.original_name,
        created_by=actor.user_id,
        **facts,
    )
    put(actor, evidence, "evidence.added", {"kind": "file", "sha256": kept.sha256})
    evidence_changed(actor, assessment, spec, answer, now)
    return evidence


def add_link(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    url: str,
    *,
    title: str = "",
    now: datetime | None = None,
    **facts: Unpack[Facts],
) -> Evidence:
    """Keep an address as evidence of an answer. Raises `InvalidLink`, `ForbiddenStep`, `NotEditable`."""
    address = checked_url(url)
    now = now or utc_now()
    answer = answer_for_evidence(actor, assessment, spec, now)
    evidence = Evidence(
        government_id=assessment.government_id,
        answer_id=answer.id,
        kind=EvidenceKind.LINK,
        url=address,
        title=title.strip() or urlsplit(address).netloc,
        created_by=actor.user_id,
        **facts,
    )
    put(actor, evidence, "evidence.added", {"kind": "link"})
    evidence_changed(actor, assessment, spec, answer, now)
    return evidence


def remove_evidence(
    actor: Actor,
    assessment: Assessment,
    spec: IndicatorSpec,
    evidence: Evidence,
    now: datetime | None = None,
) -> None:
    """Take evidence from an answer; removing it twice changes nothing. Raises `ForbiddenStep`, `NotEditable`."""
    now = now or utc_now()
    answer = answer_for_evidence(actor, assessment, spec, now)
    if evidence.removed_at is not None:
        return
    take_away(actor, [evidence], now)
    evidence_changed(actor, assessment, spec, answer, now)


def checked_url(url: str) -> str:
    """The address if it is one that a reader can open: http or https with a host. Raises `InvalidLink`."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError as error:
        raise InvalidLink(address) from error
    if not usable or len(address) > LONGEST_URL or any(sign.isspace() for sign in address):
        raise InvalidLink(address)
    return address


def put(actor: Actor, evidence: Evidence, action: str, told: dict[str, str] | None = None) -> None:
    """Keep a new row and note it. The caller has checked the right and tells the answer afterwards."""
    db.session.add(evidence)
    db.session.flush()
    record(actor, action, evidence, government_id=evidence.government_id, after=told)


def take_away(actor: Actor, rows: Iterable[Evidence], now: datetime) -> None:
    """Take rows from their answers and note each; they stay in the table. As `put`, without any check."""
    taken = list(rows)
    for each in taken:
        each.removed_at, each.removed_by = now, actor.user_id
    db.session.flush()
    for each in taken:
        record(actor, "evidence.removed", each, government_id=each.government_id)
