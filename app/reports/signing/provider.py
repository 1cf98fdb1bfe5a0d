"""Signing by the client of the national provider, which the office runs in its own network.

The document, the passphrase and the identity go out once, to the configured address and nowhere else: no redirect is
followed, no proxy asked. What comes back is read up to a limit, within a limit of time.
"""

import secrets
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from app.reports.rules.provider import ProviderSettings, meaning, multipart
from app.reports.rules.signing import Hand, SigningError, Trouble

STEP_SECONDS = 8.0  # for each step: reaching, sending, a piece of the answer
WHOLE_SECONDS = 25.0  # for everything
MORE = 4 * 1024 * 1024  # bytes that a signature may add to a document
CHUNK = 64 * 1024
FILE_NAME = "dokumen.pdf"  # the real name may name a person


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """The client behind one address."""

    settings: ProviderSettings

    def sign(self, pdf: bytes, hand: Hand, title: str) -> bytes:
        """Let the client sign. The bytes are given back as they came."""
        boundary = secrets.token_hex(24)
        body = multipart(self.settings, FILE_NAME, pdf, hand.identity, hand.passphrase, boundary)
        try:
            status, answer = self._post(body, boundary, len(pdf) + MORE)
        except ssl.SSLError:
            raise SigningError(Trouble.NO_TRUST) from None
        except TimeoutError:
            raise SigningError(Trouble.TOO_SLOW) from None
        except (OSError, HTTPException):
            raise SigningError(Trouble.UNREACHABLE) from None
        trouble = meaning(self.settings.answers, status, answer)
        if trouble is not None:
            raise SigningError(trouble, status=str(status))
        return answer

    def _post(self, body: bytes, boundary: str, limit: int) -> tuple[int, bytes]:
        parts = urlsplit(self.settings.url)
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "application/pdf"}
        if self.settings.username:
            pair = f"{self.settings.username}:{self.settings.password}".encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.connect()
            return self._exchange(connection, path, body, headers, limit)
        finally:
            connection.close()

    def _exchange(
        self, connection: HTTPConnection, path: str, body: bytes, headers: dict[str, str], limit: int
    ) -> tuple[int, bytes]:
        with _at_most(WHOLE_SECONDS, connection.sock):
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            found = bytearray()
            while chunk := response.read(CHUNK):
                found += chunk
                if len(found) > limit:
                    raise SigningError(Trouble.TOO_LARGE)
            return response.status, bytes(found)

    def _connection(self, scheme: str, host: str, port: int | None) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(host, port, timeout=STEP_SECONDS)
        try:
            context = ssl.create_default_context(cafile=self.settings.ca_file or None)
        except OSError:
            raise SigningError(Trouble.NOT_CONFIGURED) from None
        return HTTPSConnection(host, port, timeout=STEP_SECONDS, context=context)


@contextmanager
def _at_most(seconds: float, line: socket.socket) -> Iterator[None]:
    """Cut the line when everything together takes too long: a byte now and then would go on for ever."""
    cut = False

    def hang_up() -> None:
        nonlocal cut
        cut = True
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException):
        if cut:
            raise TimeoutError from None
        raise
    else:
        if cut:  # what came so far is half an answer
            raise TimeoutError
    finally:
        timer.cancel()
