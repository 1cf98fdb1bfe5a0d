"""Bringing signatures to documents, and withdrawing them."""

from datetime import date
from hashlib import sha256
from typing import IO
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.access import Actor
from app.audit import record as audit
from app.db import db, utc_now
from app.db.unit_of_work import commit
from app.files import FileKind, Purpose, StoredFile, read, store, store_generated
from app.reports.models import IssuedDocument
from app.reports.rules.signing import (
    NAME,
    POSITION,
    REASON,
    Certificate,
    Hand,
    SigningError,
    SigningWay,
    Trouble,
    acceptance_trouble,
)
from app.reports.signing import settings
from app.reports.signing.certificate import OfficeCertificate
from app.reports.signing.looking import UnreadableSignatureError, look_at
from app.reports.signing.models import DocumentSignature, SigningClaim
from app.reports.signing.provider import ProviderClient
from app.reports.signing.queries import Desk, claim_of
from app.reports.signing.service import SigningService


class BeingSignedError(Exception):
    """Somebody else is signing this document, or has just done so."""


def sign(actor: Actor, desk: Desk, way: SigningWay, hand: Hand) -> DocumentSignature:
    """Sign electronically. The caller checked the right and that nothing stands in the way.

    The document is claimed and the claim committed first: no transaction is open while a service is asked, and nobody
    else can begin in the meantime. Raises `SigningError` after the failure was logged (the caller keeps it despite the
    error), and `BeingSignedError`.
    """
    issued, title = _recorded(desk), str(desk.document.title)
    original = _original(desk)
    code, zone = desk.office.code, ZoneInfo(desk.office.time_zone.value)
    name = desk.row.file.original_name if desk.row.file is not None else issued.file_name
    _claim(actor, issued)
    try:
        signed, certificate = _signed(_service(way, code), original, hand, title)
    except SigningError as error:
        _failed(actor, issued, way, error.trouble)
        raise
    except BaseException:
        db.session.rollback()
        _release(issued)
        commit()
        raise
    now = utc_now()
    file = store_generated(actor, issued.government_id, signed, _signed_name(name), FileKind.PDF)
    row = _row(actor, issued, way, hand, file, now.astimezone(zone).date())
    row.signed_at = now
    row.certificate_subject, row.certificate_issuer = certificate.subject, certificate.issuer
    row.certificate_serial, row.certificate_sha256 = certificate.serial, certificate.sha256
    row.certificate_from, row.certificate_until = certificate.valid_from, certificate.valid_until
    _release(issued)
    return _kept(actor, row)


def attach_scan(
    actor: Actor, desk: Desk, hand: Hand, signed_on: date, stream: IO[bytes], filename: str
) -> DocumentSignature:
    """Attach the scan of a document that was signed on paper. Raises `RefusedFile`, `SigningError`."""
    issued = _recorded(desk)
    if claim_of(issued.id) is not None:
        raise BeingSignedError
    file = store(actor, issued.government_id, stream, filename, Purpose.SIGNED)
    if file.sha256 == issued.sha256:
        raise SigningError(Trouble.ORIGINAL_AS_SCAN)
    return _kept(actor, _row(actor, issued, SigningWay.SCAN, hand, file, signed_on))


def withdraw(actor: Actor, signature: DocumentSignature, reason: str) -> None:
    """Take a signature back; its file stays, and whoever holds it learns that it was withdrawn."""
    signature.withdrawn_at, signature.withdrawn_by = utc_now(), actor.user_id
    signature.withdrawal_reason = reason.strip()[:REASON]
    db.session.flush()
    audit(
        actor,
        "report.signature_withdrawn",
        signature,
        government_id=signature.government_id,
        after={"issued_id": signature.issued_id, "sha256": signature.sha256},
    )


def _service(way: SigningWay, code: str) -> SigningService:
    if way is SigningWay.CERTIFICATE:
        return OfficeCertificate(settings.office_key(code), settings.timestamp_url())
    return ProviderClient(settings.provider_settings(code))


def _signed(service: SigningService, original: bytes, hand: Hand, title: str) -> tuple[bytes, Certificate]:
    """The signed file, held against what was sent, whoever signed it."""
    signed = service.sign(original, hand, title)
    roots, crls = settings.trusted()
    try:
        seen = look_at(signed, roots, crls) if signed.startswith(original) else None
    except UnreadableSignatureError:
        raise SigningError(Trouble.BROKEN) from None
    trouble = acceptance_trouble(original, signed, seen, utc_now())
    if trouble is not None or seen is None:
        raise SigningError(trouble or Trouble.UNSIGNED)
    return signed, seen.certificate


def _original(desk: Desk) -> bytes:
    file, issued = desk.row.file, _recorded(desk)
    try:
        content = read(file) if file is not None else b""
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != issued.sha256:
        raise SigningError(Trouble.BROKEN)
    return content


def _recorded(desk: Desk) -> IssuedDocument:
    if desk.issued is None or desk.obstacle is not None:
        raise BeingSignedError
    return desk.issued


def _claim(actor: Actor, issued: IssuedDocument) -> None:
    if claim_of(issued.id) is not None:
        raise BeingSignedError
    _release(issued)  # one that outlived its time
    try:
        with db.session.begin_nested():
            db.session.add(
                SigningClaim(
                    issued_id=issued.id, government_id=issued.government_id, claimed_by=actor.user_id
                )
            )
    except IntegrityError:
        raise BeingSignedError from None
    commit()


def _release(issued: IssuedDocument) -> None:
    db.session.execute(delete(SigningClaim).where(SigningClaim.issued_id == issued.id))


def _failed(actor: Actor, issued: IssuedDocument, way: SigningWay, trouble: Trouble) -> None:
    _release(issued)
    audit(
        actor,
        "report.signing_failed",
        issued,
        government_id=issued.government_id,
        after={"way": way.value, "reason": trouble.value},
    )


def _row(
    actor: Actor, issued: IssuedDocument, way: SigningWay, hand: Hand, file: StoredFile, signed_on: date
) -> DocumentSignature:
    return DocumentSignature(
        government_id=issued.government_id,
        issued_id=issued.id,
        way=way,
        signer_name=hand.name[:NAME],
        signer_position=hand.position[:POSITION],
        signer_nip=hand.nip[:30],
        signed_on=signed_on,
        sha256=file.sha256,
        size=file.size,
        file_id=file.id,
        created_by=actor.user_id,
    )


def _kept(actor: Actor, row: DocumentSignature) -> DocumentSignature:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody was faster; their file stays, this one goes
        db.session.rollback()
        raise BeingSignedError from None
    audit(
        actor,
        "report.signed",
        row,
        government_id=row.government_id,
        after={
            "issued_id": row.issued_id,
            "way": row.way.value,
            "sha256": row.sha256,
            "certificate_sha256": row.certificate_sha256 or "",
        },
    )
    return row


def _signed_name(name: str) -> str:
    return f"{name.removesuffix('.pdf')[:100]}-ditandatangani.pdf"
