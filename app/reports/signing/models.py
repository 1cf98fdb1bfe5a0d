"""Signatures below documents."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, enum_column, utc_now
from app.files import StoredFile
from app.reports.rules.signing import NAME, POSITION, REASON, Certificate, SigningWay

_STANDS = text("withdrawn_at IS NULL")


class DocumentSignature(Base, HasId, TenantOwned, Timestamped):
    """A signed document: who signed, by what way, and the signed file.

    Nothing of it changes (a trigger sees to that), but that it may be withdrawn once, with a reason. A document has one
    signature that stands.
    """

    __tablename__ = "document_signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "issued_id"], ["issued_document.government_id", "issued_document.id"]
        ),
        Index(
            "uq_document_signature_issued_id_stands",
            "issued_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_document_signature_sha256", "sha256"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(signer_name) > 0", name="signer_named"),
        CheckConstraint("(way = 'scan') = (certificate_sha256 IS NULL)", name="electronic_has_certificate"),
        CheckConstraint("(way = 'scan') = (signed_at IS NULL)", name="electronic_has_moment"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason = '')", name="withdrawal_has_reason"),
    )

    issued_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    way: Mapped[SigningWay] = mapped_column(enum_column(SigningWay))
    signer_name: Mapped[str] = mapped_column(String(NAME))
    signer_position: Mapped[str] = mapped_column(String(POSITION), default="")
    signer_nip: Mapped[str] = mapped_column(String(30), default="")  # never on a public page
    signed_on: Mapped[date] = mapped_column(Date)  # in the government's own calendar
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of electronic ones, by our clock
    certificate_subject: Mapped[str] = mapped_column(String(500), default="")
    certificate_issuer: Mapped[str] = mapped_column(String(500), default="")
    certificate_serial: Mapped[str] = mapped_column(String(80), default="")  # hexadecimal
    certificate_sha256: Mapped[str | None] = mapped_column(String(64))
    certificate_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    certificate_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sha256: Mapped[str] = mapped_column(String(64))  # of the signed file, hexadecimal
    size: Mapped[int] = mapped_column(Integer)  # bytes
    file_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    withdrawal_reason: Mapped[str] = mapped_column(String(REASON), default="")

    file: Mapped[StoredFile] = relationship()

    @property
    def stands(self) -> bool:
        """Nobody withdrew it."""
        return self.withdrawn_at is None

    @property
    def certificate(self) -> Certificate | None:
        """The certificate as it was on the day; None for a signature on paper."""
        if self.certificate_sha256 is None or self.certificate_from is None or self.certificate_until is None:
            return None
        return Certificate(
            self.certificate_subject,
            self.certificate_issuer,
            self.certificate_serial,
            self.certificate_sha256,
            self.certificate_from,
            self.certificate_until,
        )


class SigningClaim(Base, TenantOwned):
    """Somebody is signing this document at this moment; the row is gone when that is over, however it ended."""

    __tablename__ = "signing_claim"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "issued_id"], ["issued_document.government_id", "issued_document.id"]
        ),
    )

    issued_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    claimed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
