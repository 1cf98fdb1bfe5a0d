"""Signing with the certificate of the office: PAdES, as an addition behind the document's own bytes.

The field is invisible: it lies outside the page, so that no page changes and a tagged document stays tagged, and it
certifies that nothing may be added after it. pyHanko is imported at the first signature of a process (half a second).
"""

import io
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from app.db import utc_now
from app.reports.rules.signing import Certificate, Hand, SigningError, Trouble, validity_trouble
from app.reports.signing.alone import alone
from app.reports.signing.looking import plain_certificate
from app.reports.signing.timestamp import timestamper

FIELD = "TandaTangan"
READABLE = "Tanda tangan elektronik"


@dataclass(frozen=True, slots=True)
class OfficeCertificate:
    """The office's key, locked with a passphrase; `timestamp` is the address of a time-stamping service or empty."""

    locked: bytes
    timestamp: str = ""

    def sign(self, pdf: bytes, hand: Hand, title: str) -> bytes:
        """Sign here, with the key that the passphrase opens."""
        signer, certificate = self._unlock(hand.passphrase)
        trouble = validity_trouble(certificate, utc_now())
        if trouble is not None:
            raise SigningError(trouble, issuer=certificate.issuer)
        return self._signed(pdf, signer, hand, title)

    def _unlock(self, passphrase: str) -> tuple[Any, Certificate]:
        from pyhanko.sign import signers

        secret = passphrase.encode()
        try:
            opened = load_pkcs12(self.locked, secret)
        except ValueError as error:
            raise SigningError(_why_locked(error)) from None
        if opened.key is None or opened.cert is None:
            raise SigningError(Trouble.UNREADABLE_KEY)
        signer = signers.SimpleSigner.load_pkcs12_data(self.locked, other_certs=[], passphrase=secret)
        if signer is None:
            raise SigningError(Trouble.UNREADABLE_KEY)
        return signer, plain_certificate(opened.cert.certificate)

    def _signed(self, pdf: bytes, signer: Any, hand: Hand, title: str) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.sign import fields, signers
        from pyhanko.sign.general import SigningError as PyhankoError

        meta = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            name=hand.name,
            location=hand.place or None,
            reason=title,
        )
        place = fields.SigFieldSpec(
            FIELD,
            readable_field_name=READABLE,
            invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        )
        try:
            writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
            fields.append_signature_field(writer, place)
            clock = timestamper(self.timestamp) if self.timestamp else None
            made = signers.PdfSigner(meta, signer, timestamper=clock)
            return bytes(alone(lambda: made.sign_pdf(writer)).getvalue())
        except (PyhankoError, PdfError, OSError):
            raise SigningError(Trouble.NO_TIMESTAMP if self.timestamp else Trouble.NOT_A_PDF) from None


def _why_locked(error: ValueError) -> Trouble:
    """A wrong passphrase and a file that is no key raise the same; only the former speaks of the passphrase."""
    text = str(error).casefold()
    return Trouble.WRONG_PASSPHRASE if "password" in text or "mac" in text.split() else Trouble.UNREADABLE_KEY
