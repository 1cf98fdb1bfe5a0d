"""The port behind which documents are signed."""

from typing import Protocol

from app.reports.rules.signing import Hand


class SigningService(Protocol):
    """Puts a signature below a finished PDF."""

    def sign(self, pdf: bytes, hand: Hand, title: str) -> bytes:
        """The signed file: `pdf` with a signature added behind its last byte.

        `title` names the document for whoever keeps a record of signatures. Raises `SigningError`.
        """
        ...
