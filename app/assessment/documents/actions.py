"""What is done with a document: use it at another answer, describe it, replace it, take it away everywhere.

Each verb touches every answer that shows the document and is still open to this person. Where another answer shows it
too, that one keeps it as it was: the open ones go on with a document of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from app.access import Actor
from app.assessment.actions.answers import NotEditable, answer_for_evidence, evidence_changed
from app.assessment.actions.evidence import put, take_away
from app.assessment.documents.facts import facts_of
from app.assessment.documents.models import DocumentVersion
from app.assessment.documents.queries import uses_of, versions_of
from app.assessment.models import Answer, Assessment, Evidence
from app.assessment.queries import Line, load_sheet
from app.assessment.queries.standing import may_write
from app.audit import record
from app.db import db, new_id, utc_now
from app.files import Purpose, store
from app.instrument.questionnaire import IndicatorSpec
from app.web.conflict import require_version


@dataclass(frozen=True)
class Described:
    """What is said about a document, once for all answers that show it."""

    title: str
    document_date: date | None = None
    issuing_unit: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


def use_document(
    actor: Actor, assessment: Assessment, spec: IndicatorSpec, document: Evidence, now: datetime | None = None
) -> Evidence:
    """Show a document at another answer too, with what is said about it; doing it twice changes nothing.

    The caller has found `document` in this assessment, or in an earlier one of the same OPD. Raises `ForbiddenStep`,
    `NotEditable`.
    """
    now = now or utc_now()
    answer = answer_for_evidence(actor, assessment, spec, now)
    for each in uses_of(document, assessment.id):
        if each.answer_id == answer.id:
            return each
    use = Evidence(
        government_id=assessment.government_id,
        answer_id=answer.id,
        document_id=document.document_id,
        kind=document.kind,
        file_id=document.file_id,
        url=document.url,
        title=document.title,
        created_by=actor.user_id,
        **facts_of(document),
    )
    put(actor, use, "evidence.reused")
    evidence_changed(actor, assessment, spec, answer, now)
    return use


def describe_document(
    actor: Actor,
    assessment: Assessment,
    evidence: Evidence,
    said: Described,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Change what is said about a document. Raises `ForbiddenStep`, `NotEditable`, `Conflict`."""
    now = now or utc_now()
    uses = _begin(actor, assessment, evidence, now)
    require_version(evidence, seen_version)
    for _line, each in uses:
        each.title = said.title.strip() or each.title
        for name, value in facts_of(said).items():
            setattr(each, name, value)
    db.session.flush()
    record(actor, "evidence.described", evidence, government_id=evidence.government_id)
    _settle(actor, assessment, uses, now)


def replace_file(
    actor: Actor,
    assessment: Assessment,
    evidence: Evidence,
    stream: IO[bytes],
    filename: str,
    *,
    seen_version: int | None,
    note: str = "",
    now: datetime | None = None,
) -> None:
    """Put a newer file in the place of a document's file; the earlier one stays readable in its history.

    Raises `RefusedFile`, `ForbiddenStep`, `NotEditable`, `Conflict`; `LookupError` for a link.
    """
    if evidence.file is None:
        raise LookupError(evidence.id)
    now = now or utc_now()
    uses = _begin(actor, assessment, evidence, now)
    require_version(evidence, seen_version)
    kept = store(actor, assessment.government_id, stream, filename, Purpose.EVIDENCE)
    _remember(actor, assessment, evidence, note)
    named_after_file = evidence.title == evidence.file.original_name
    before = evidence.file.sha256
    for _line, each in uses:
        each.file_id = kept.id
        if named_after_file:
            each.title = kept.original_name
    db.session.flush()
    for _line, each in uses:
        db.session.expire(each, ["file"])
    record(
        actor,
        "evidence.replaced",
        evidence,
        government_id=evidence.government_id,
        before={"sha256": before},
        after={"sha256": kept.sha256},
    )
    _settle(actor, assessment, uses, now)


def remove_document(
    actor: Actor, assessment: Assessment, evidence: Evidence, now: datetime | None = None
) -> int:
    """Take a document from every open answer; how many that were. Raises `ForbiddenStep`, `NotEditable`."""
    now = now or utc_now()
    uses = _begin(actor, assessment, evidence, now)
    take_away(actor, (each for _line, each in uses), now)
    _settle(actor, assessment, uses, now)
    return len(uses)


Uses = Sequence[tuple[Line, Evidence]]


def _begin(actor: Actor, assessment: Assessment, evidence: Evidence, now: datetime) -> Uses:
    """The rows that change, this one among them, after a lock; accepted answers keep the document as it is."""
    sheet = load_sheet(assessment)
    lines = {line.answer.id: line for line in sheet.lines if line.answer is not None}
    own = lines.get(evidence.answer_id)
    if own is None:
        raise NotEditable
    answer_for_evidence(actor, assessment, own.spec, now)
    uses = uses_of(evidence, assessment.id)
    opened = [
        (lines[each.answer_id], each)
        for each in uses
        if lines[each.answer_id].editable and may_write(actor, assessment, lines[each.answer_id].spec.id)
    ]
    if evidence not in [each for _line, each in opened]:
        raise NotEditable
    if len(opened) < len(uses):
        parted = new_id()
        for _line, each in opened:
            each.document_id = parted
    return opened


def _settle(actor: Actor, assessment: Assessment, uses: Uses, now: datetime) -> None:
    for line, each in uses:
        answer = db.session.get_one(Answer, each.answer_id)
        evidence_changed(actor, assessment, line.spec, answer, now)


def _remember(actor: Actor, assessment: Assessment, evidence: Evidence, note: str) -> None:
    versions = versions_of(evidence, assessment.id)
    latest = versions[0] if versions else None
    db.session.add(
        DocumentVersion(
            government_id=evidence.government_id,
            assessment_id=assessment.id,
            document_id=evidence.document_id,
            number=latest.number + 1 if latest else 1,
            file_id=evidence.file_id,
            title=evidence.title,
            **facts_of(evidence),
            added_by=latest.replaced_by if latest else evidence.created_by,
            added_at=latest.created_at if latest else evidence.created_at,
            replaced_by=actor.user_id,
            note=note[:300],
        )
    )
    db.session.flush()
