"""What is known about the signatures of documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from cachetools import TTLCache
from sqlalchemy import select

from app.access import Actor, Permission
from app.db import as_system, db, utc_now
from app.files import StoredFile, read
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Plan, Submission
from app.plans.queries.document import government_data
from app.reports.catalogue import DOCUMENTS, Document, Format, Signer
from app.reports.issuing import PLANS
from app.reports.models import GeneratedDocument, IssuedDocument
from app.reports.paper.stationery import stationery_settings
from app.reports.queries import document_with_file
from app.reports.rules.signing import (
    CLAIM_SECONDS,
    Facts,
    Hand,
    Obstacle,
    Seen,
    SigningWay,
    Standing,
    obstacle,
    standing,
)
from app.reports.signing import settings
from app.reports.signing.looking import UnreadableSignatureError, look_at
from app.reports.signing.models import DocumentSignature, SigningClaim

RIGHTS = {Signer.GOVERNMENT: Permission.REPORT_SIGN, Signer.MINISTRY: Permission.LETTER_SIGN}
_seen: TTLCache[tuple[str, int], Seen | None] = TTLCache(maxsize=512, ttl=300)


@dataclass(frozen=True)
class Desk:
    """A finished document and what stands in the way of signing it."""

    row: GeneratedDocument
    document: Document
    issued: IssuedDocument | None
    signature: DocumentSignature | None  # the one that stands
    withdrawn: Sequence[DocumentSignature]
    obstacle: Obstacle | None
    is_being_signed: bool
    office: Government  # whose certificate and signatory it is


@dataclass(frozen=True)
class Checkup:
    """A signature looked at now; `standing` is None for one on paper, of which only the file can be checked."""

    is_whole: bool  # the kept file still has the hash that was noted
    standing: Standing | None
    seen: Seen | None


def may_sign(actor: Actor, document: Document, row: GeneratedDocument) -> bool:
    """Whether the actor may bring a signature to this document."""
    right = RIGHTS.get(document.signer)
    return right is not None and actor.may(right, row.government_id)


def desk_of(actor: Actor, document_id: str) -> Desk | None:
    """A finished PDF that the actor may sign, or may see signed; None for an unknown or foreign one alike."""
    row = document_with_file(actor, document_id)
    if row is None or row.file is None or row.kind is not Format.PDF:
        return None
    document = DOCUMENTS[row.name]
    if not may_sign(actor, document, row):
        return None
    issued = _issued([row.file.sha256]).get(row.file.sha256)
    known = _signatures(issued.id) if issued is not None else []
    stands = next((each for each in known if each.stands), None)
    return Desk(
        row=row,
        document=document,
        issued=issued,
        signature=stands,
        withdrawn=[each for each in known if not each.stands],
        obstacle=obstacle(_facts(document, issued, is_signed=stands is not None)),
        is_being_signed=issued is not None and claim_of(issued.id) is not None,
        office=office_of(document, row.government_id),
    )


def claim_of(issued_id: str) -> SigningClaim | None:
    """Who is signing a document now; a claim that outlived its time does not count."""
    claim = db.session.get(SigningClaim, issued_id)
    if claim is None or claim.claimed_at < utc_now() - timedelta(seconds=CLAIM_SECONDS):
        return None
    return claim


def office_of(document: Document, government_id: str) -> Government:
    """Whose office signs: the ministry's for its letters, else the document's government."""
    if document.signer is Signer.MINISTRY:
        ministry = db.session.scalars(
            select(Government)
            .where(Government.kind == GovernmentKind.MINISTRY)
            .order_by(Government.code)
            .limit(1)
        ).first()
        if ministry is not None:
            return ministry
    return db.session.get_one(Government, government_id)


def usual_hand(desk: Desk) -> Hand:
    """Who signs documents of this kind, as the office set it."""
    known = government_data(desk.office, desk.document.series).signatory
    chosen = stationery_settings(desk.office.id, desk.document.series).signatory or known
    return Hand(chosen.name, chosen.position, chosen.nip, known.place)


def signatures_of(rows: Iterable[GeneratedDocument]) -> dict[str, DocumentSignature]:
    """The signatures that stand, by the id of the document's row."""
    hashes = {row.id: row.file.sha256 for row in rows if row.file is not None and row.kind is Format.PDF}
    issued = _issued(hashes.values())
    found = db.session.scalars(
        select(DocumentSignature).where(
            DocumentSignature.issued_id.in_([each.id for each in issued.values()]),
            DocumentSignature.withdrawn_at.is_(None),
        )
    )
    by_issued = {each.issued_id: each for each in found}
    return {
        row_id: by_issued[issued[digest].id]
        for row_id, digest in hashes.items()
        if digest in issued and issued[digest].id in by_issued
    }


def signing_rows(actor: Actor, rows: Iterable[GeneratedDocument]) -> set[str]:
    """The documents, by the id of their row, that the actor may sign or may see signed."""
    mine = [
        row
        for row in rows
        if row.file is not None and row.kind is Format.PDF and may_sign(actor, DOCUMENTS[row.name], row)
    ]
    recorded = _issued([row.file.sha256 for row in mine if row.file is not None])
    return {
        row.id
        for row in mine
        if row.file is not None
        and (issued := recorded.get(row.file.sha256)) is not None
        and (issued.submission_id is not None or issued.is_concept is False)
    }


def was_signed(file: StoredFile) -> bool:
    """Whether a document ever had a signature, also one that was withdrawn: its original is kept for good."""
    return (
        db.session.scalars(
            select(DocumentSignature.id)
            .join(IssuedDocument, IssuedDocument.id == DocumentSignature.issued_id)
            .where(IssuedDocument.sha256 == file.sha256, IssuedDocument.government_id == file.government_id)
            .limit(1)
        ).first()
        is not None
    )


def check_up(signature: DocumentSignature) -> Checkup:
    """Look at the signed file now. What was found in the same bytes is remembered for five minutes."""
    try:
        content = read(signature.file)
    except FileNotFoundError:
        return Checkup(False, Standing.BROKEN if signature.way is not SigningWay.SCAN else None, None)
    is_whole = sha256(content).hexdigest() == signature.sha256
    if signature.way is SigningWay.SCAN:
        return Checkup(is_whole, None, None)
    seen = _look(content, signature.sha256) if is_whole else None
    if seen is None or seen.certificate.sha256 != signature.certificate_sha256:
        return Checkup(is_whole, Standing.BROKEN, seen)
    return Checkup(is_whole, standing(seen, utc_now()), seen)


def _look(content: bytes, digest: str) -> Seen | None:
    roots, crls = settings.trusted()
    key = (digest, hash((tuple(roots), tuple(crls))))
    if key not in _seen:
        try:
            _seen[key] = look_at(content, roots, crls)
        except UnreadableSignatureError:
            _seen[key] = None
    return _seen.get(key)


def _issued(hashes: Iterable[str]) -> dict[str, IssuedDocument]:
    wanted = set(hashes)
    if not wanted:
        return {}
    return {
        each.sha256: each
        for each in db.session.scalars(select(IssuedDocument).where(IssuedDocument.sha256.in_(wanted)))
    }


def _signatures(issued_id: str) -> Sequence[DocumentSignature]:
    return db.session.scalars(
        select(DocumentSignature)
        .where(DocumentSignature.issued_id == issued_id)
        .order_by(DocumentSignature.created_at.desc())
    ).all()


def _facts(document: Document, issued: IssuedDocument | None, *, is_signed: bool) -> Facts:
    is_plan = document.name in PLANS
    sent_id = issued.submission_id if issued is not None else None
    return Facts(
        has_signatory=document.signer is not Signer.NOBODY,
        is_recorded=issued is not None,
        is_plan=is_plan,
        is_sent=sent_id is not None,
        is_latest=sent_id is not None and _is_latest(sent_id),
        is_concept=issued.is_concept if issued is not None else None,
        is_signed=is_signed,
    )


def _is_latest(submission_id: str) -> bool:
    with as_system():
        found = db.session.execute(
            select(Submission.number, Plan.submissions_made)
            .join(Plan, Plan.id == Submission.plan_id)
            .where(Submission.id == submission_id)
        ).one_or_none()
    return found is not None and found[0] == found[1]
