"""Which documents may be signed, by what way, and why a signature does not come about. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

NAME, POSITION, REASON = 160, 160, 500  # characters that are kept
CLAIM_SECONDS = 60  # a signing that takes longer has died; the way is free again


class SigningWay(StrEnum):
    """How a document gets its signature."""

    CERTIFICATE = "certificate"  # with the certificate of the office, here
    PROVIDER = "provider"  # by the client of the national provider, which the office runs
    SCAN = "scan"  # on paper; the scan is attached


ELECTRONIC = (SigningWay.CERTIFICATE, SigningWay.PROVIDER)


class Obstacle(StrEnum):
    """Why a document may not be signed."""

    NO_SIGNATORY = "no_signatory"  # nobody's name stands below this kind of document
    NOT_RECORDED = "not_recorded"  # made before documents were recorded, or not as a PDF
    WORKING_COPY = "working_copy"  # a plan that nobody has sent yet
    CONCEPT = "concept"  # its pages say that it is one
    REPLACED = "replaced"  # a newer version of the plan was sent
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a document may be signed."""

    has_signatory: bool
    is_recorded: bool
    is_plan: bool
    is_sent: bool  # of a plan: the document is of a version that was sent
    is_latest: bool  # of a plan: no newer version was sent
    is_concept: bool | None  # as marked on its pages; None: made before that was noted
    is_signed: bool


def obstacle(facts: Facts) -> Obstacle | None:
    """The first reason why this document may not be signed; None if it may.

    A plan that was sent may be signed although its pages carry the mark of a concept until the ministry accepts it:
    the mark speaks of the acceptance, and what was sent never changes. Every other concept may still become another.
    """
    if not facts.has_signatory:
        return Obstacle.NO_SIGNATORY
    if not facts.is_recorded:
        return Obstacle.NOT_RECORDED
    if facts.is_signed:
        return Obstacle.SIGNED
    if facts.is_plan:
        return _of_a_plan(facts)
    if facts.is_concept is None:
        return Obstacle.NOT_RECORDED
    return Obstacle.CONCEPT if facts.is_concept else None


def _of_a_plan(facts: Facts) -> Obstacle | None:
    if not facts.is_sent:
        return Obstacle.WORKING_COPY
    return None if facts.is_latest else Obstacle.REPLACED


class Trouble(StrEnum):
    """Why no signature came about."""

    NOT_CONFIGURED = "not_configured"
    UNREADABLE_KEY = "unreadable_key"  # the file of the certificate is none, or holds no key
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105 -- a reason, no secret
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN_ISSUER = "unknown_issuer"
    REVOKED = "revoked"
    UNKNOWN_SIGNER = "unknown_signer"
    NO_TIMESTAMP = "no_timestamp"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    NO_TRUST = "no_trust"  # the service shows a TLS certificate that this machine does not trust
    REFUSED = "refused"  # for a reason that the configuration does not know
    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    OTHER_DOCUMENT = "other_document"  # not what was sent, with a signature added
    UNSIGNED = "unsigned"
    BROKEN = "broken"  # the signature does not fit the document
    ORIGINAL_AS_SCAN = "original_as_scan"


class SigningError(Exception):
    """No signature came about; nothing of what the person typed is in here."""

    def __init__(self, trouble: Trouble, **details: str) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.details = details


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whose key signed, in the words of the issuer; the hash is SHA-256 of the certificate, hexadecimal."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    valid_from: datetime
    valid_until: datetime


class Trust(StrEnum):
    """What is known about the issuer of a certificate."""

    CONFIRMED = "confirmed"  # leads to an issuer whom the operator trusts
    NOT_ASKED = "not_asked"  # the operator named no issuers
    UNKNOWN = "unknown"  # leads to none of them


@dataclass(frozen=True, slots=True)
class Seen:
    """A signed file as it was found a moment ago."""

    certificate: Certificate
    signed_at: datetime | None  # as the signature says; the clock of whoever signed
    has_timestamp: bool  # a trusted clock vouches for the moment
    is_intact: bool  # the signature fits, and covers the file to its last byte
    trust: Trust
    revoked_on: datetime | None = None


def validity_trouble(certificate: Certificate, at: datetime) -> Trouble | None:
    """Whether a certificate may sign at this moment."""
    if at < certificate.valid_from:
        return Trouble.NOT_YET_VALID
    return Trouble.EXPIRED if at > certificate.valid_until else None


def acceptance_trouble(original: bytes, signed: bytes, seen: Seen | None, at: datetime) -> Trouble | None:
    """Whether a signed file may be kept: the document that was sent, whole, with one good signature at its end."""
    if not signed.startswith(b"%PDF-"):
        return Trouble.NOT_A_PDF
    if not signed.startswith(original):
        return Trouble.OTHER_DOCUMENT
    if seen is None:
        return Trouble.UNSIGNED
    if not seen.is_intact:
        return Trouble.BROKEN
    if seen.revoked_on is not None:
        return Trouble.REVOKED
    if seen.trust is Trust.UNKNOWN:
        return Trouble.UNKNOWN_ISSUER
    return validity_trouble(seen.certificate, at)


class Standing(StrEnum):
    """What can be said of an electronic signature now, the gravest first."""

    BROKEN = "broken"
    REVOKED = "revoked"  # the issuer took the certificate back
    EXPIRED = "expired"  # ran out since; it was valid on the day
    UNKNOWN_ISSUER = "unknown_issuer"
    GOOD = "good"


def standing(seen: Seen, at: datetime) -> Standing:
    """What can be said of a signature at this moment."""
    if not seen.is_intact:
        return Standing.BROKEN
    if seen.revoked_on is not None:
        return Standing.REVOKED
    if at > seen.certificate.valid_until:
        return Standing.EXPIRED
    return Standing.UNKNOWN_ISSUER if seen.trust is Trust.UNKNOWN else Standing.GOOD


@dataclass(frozen=True, slots=True)
class Hand:
    """Who signs. The secrets are used once and never shown, not even in an error."""

    name: str
    position: str
    nip: str = ""
    place: str = ""
    identity: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


def scan_date_trouble(signed_on: date, issued_on: date, today: date) -> str | None:
    """ "early" or "future" for a day on which nobody can have signed; days of the government's own calendar."""
    if signed_on < issued_on:
        return "early"
    return "future" if signed_on > today else None


def way_order(available: Mapping[SigningWay, bool]) -> SigningWay:
    """The way that a page offers first: the first that is set up; paper always is."""
    return next((way for way in SigningWay if available.get(way)), SigningWay.SCAN)
