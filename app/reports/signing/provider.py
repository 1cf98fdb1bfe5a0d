"""Signing by the client of the national provider, which the office runs in its own network.

The document, the passphrase and the identity go out once, to the configured address and nowhere else.
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass

from app.reports.rules.provider import ProviderSettings, meaning, multipart
from app.reports.rules.signing import Hand, SigningError
from app.reports.signing.wire import post

MORE = 4 * 1024 * 1024  # bytes that a signature may add to a document
FILE_NAME = "dokumen.pdf"  # the real name may name a person


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """The client behind one address."""

    settings: ProviderSettings

    def sign(self, pdf: bytes, hand: Hand, title: str) -> bytes:
        """Let the client sign. The bytes are given back as they came."""
        boundary = secrets.token_hex(24)
        body = multipart(self.settings, FILE_NAME, pdf, hand.identity, hand.passphrase, boundary)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "application/pdf"}
        if self.settings.username:
            pair = f"{self.settings.username}:{self.settings.password}".encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        status, answer = post(self.settings.url, body, headers, len(pdf) + MORE, self.settings.ca_file)
        trouble = meaning(self.settings.answers, status, answer)
        if trouble is not None:
            raise SigningError(trouble, status=str(status))
        return answer
