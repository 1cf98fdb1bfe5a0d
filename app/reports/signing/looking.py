"""Looking at a signed PDF: whose certificate, whether the signature fits now, and what is known about the issuer.

Nothing is fetched from the network: trusted issuers, and their lists of what they took back, are files of the operator.
"""

import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.reports.rules.signing import Certificate, Seen, Trust
from app.reports.signing.alone import alone

# An issuer that leads to nobody whom we trust is an answer here and no fault: it fills no log with tracebacks.
logging.getLogger("pyhanko.sign.validation.generic_cms").setLevel(logging.CRITICAL)


class UnreadableSignatureError(ValueError):
    """There is a signature, but it or the file around it cannot be taken apart."""


def look_at(pdf: bytes, roots: Sequence[bytes] = (), crls: Sequence[bytes] = ()) -> Seen | None:
    """The one signature of a file; None if it has none. More than one is not ours, so the file counts as not intact.

    `roots` in PEM, `crls` in PEM or DER. Raises `UnreadableSignatureError`.
    """
    try:
        return alone(lambda: _look(pdf, roots, crls))
    except Exception as error:  # noqa: BLE001 -- a parser of damaged files raises whatever it likes
        raise UnreadableSignatureError(type(error).__name__) from None


def _look(pdf: bytes, roots: Sequence[bytes], crls: Sequence[bytes]) -> Seen | None:
    from asn1crypto import x509 as plain_x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    found = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
    if not found:
        return None
    signature = found[-1]
    moment = signature.self_reported_timestamp
    anchors = [x509.load_pem_x509_certificate(root) for root in roots]
    status = validate_pdf_signature(
        signature,
        ValidationContext(
            trust_roots=[plain_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in anchors],
            # A certificate that ran out since was good on the day; that it ran out is said in its own words.
            moment=moment,
            allow_fetching=False,
        ),
    )
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    others = [x509.load_der_x509_certificate(each.dump()) for each in signature.other_embedded_certs]
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE and bool(status.docmdp_ok)
    return Seen(
        certificate=plain_certificate(certificate),
        signed_at=moment.astimezone(UTC) if moment is not None else None,
        has_timestamp=status.timestamp_validity is not None and bool(status.timestamp_validity.valid),
        is_intact=len(found) == 1 and bool(status.intact) and bool(status.valid) and whole,
        trust=_trust(anchors, trusted=bool(status.trusted)),
        revoked_on=revoked_on(certificate, [*anchors, *others], crls),
    )


def _trust(anchors: Sequence[Any], *, trusted: bool) -> Trust:
    if not anchors:
        return Trust.NOT_ASKED
    return Trust.CONFIRMED if trusted else Trust.UNKNOWN


def plain_certificate(certificate: x509.Certificate) -> Certificate:
    """A certificate in plain words."""
    return Certificate(
        subject=certificate.subject.rfc4514_string()[:500],
        issuer=certificate.issuer.rfc4514_string()[:500],
        serial=f"{certificate.serial_number:x}"[:80],
        sha256=certificate.fingerprint(SHA256()).hex(),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def revoked_on(
    certificate: x509.Certificate, issuers: Sequence[x509.Certificate], crls: Sequence[bytes]
) -> datetime | None:
    """When the issuer took a certificate back; None if no list says so. A list counts if its issuer signed it."""
    for raw in crls:
        crl = x509.load_pem_x509_crl(raw) if raw.startswith(b"-----") else x509.load_der_x509_crl(raw)
        if crl.issuer != certificate.issuer or not any(_signed_by(crl, each) for each in issuers):
            continue
        entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            return entry.revocation_date_utc
    return None


def _signed_by(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    if issuer.subject != crl.issuer:
        return False
    try:
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # not every key can sign; those raise
    except (InvalidSignature, TypeError):
        return False
