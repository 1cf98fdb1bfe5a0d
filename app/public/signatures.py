"""What a stranger may know about the signature below a document: who and with what, never the number of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import IO

from sqlalchemy import select

from app.db import db
from app.reports.models import IssuedDocument
from app.reports.rules.signing import Certificate, SigningWay
from app.reports.signing.models import DocumentSignature
from app.reports.signing.queries import Checkup, check_up

CHUNK = 1 << 16  # bytes read of a file at a time


@dataclass(frozen=True)
class Signed:
    """A signature, looked at now. `withdrawn_at` None: it stands."""

    reference: str  # of the document
    way: SigningWay
    signer_name: str
    signer_position: str
    signed_on: date
    signed_at: datetime | None
    certificate: Certificate | None
    sha256: str
    checkup: Checkup
    withdrawn_at: datetime | None

    @property
    def is_scan(self) -> bool:
        """Signed on paper."""
        return self.way is SigningWay.SCAN


def signature_of(reference: str) -> Signed | None:
    """The signature of a document that stands; None if there is none. The caller reads with the system's rights."""
    return _plain(
        db.session.scalars(
            select(DocumentSignature).where(
                DocumentSignature.issued_id == reference, DocumentSignature.withdrawn_at.is_(None)
            )
        ).one_or_none()
    )


def signature_with(digest: str) -> Signed | None:
    """The signature whose file has this hash, also one that was withdrawn; the latest of several."""
    return _plain(
        db.session.scalars(
            select(DocumentSignature)
            .where(DocumentSignature.sha256 == digest)
            .order_by(DocumentSignature.withdrawn_at.is_not(None), DocumentSignature.created_at.desc())
            .limit(1)
        ).one_or_none()
    )


def added_to(stream: IO[bytes], reference: str) -> bool:
    """Whether a file begins with the whole document, or its signed file, and goes on behind its end."""
    known = [
        *db.session.execute(
            select(IssuedDocument.size, IssuedDocument.sha256).where(IssuedDocument.id == reference)
        ),
        *db.session.execute(
            select(DocumentSignature.size, DocumentSignature.sha256).where(
                DocumentSignature.issued_id == reference
            )
        ),
    ]
    return any(_begins_with(stream, size, digest) for size, digest in known)


def _begins_with(stream: IO[bytes], size: int, digest: str) -> bool:
    stream.seek(0)
    seen, missing = sha256(), size
    while missing and (chunk := stream.read(min(CHUNK, missing))):
        seen.update(chunk)
        missing -= len(chunk)
    return not missing and seen.hexdigest() == digest


def _plain(row: DocumentSignature | None) -> Signed | None:
    if row is None:
        return None
    return Signed(
        reference=row.issued_id,
        way=row.way,
        signer_name=row.signer_name,
        signer_position=row.signer_position,
        signed_on=row.signed_on,
        signed_at=row.signed_at,
        certificate=row.certificate,
        sha256=row.sha256,
        checkup=check_up(row),
        withdrawn_at=row.withdrawn_at,
    )
