"""One POST to an address that the operator configured: no redirect is followed, no proxy asked, and it ends in time."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from app.reports.rules.signing import SigningError, Trouble

STEP_SECONDS = 8.0  # for each step: reaching, sending, a piece of the answer
WHOLE_SECONDS = 25.0  # for everything once the other side was reached
CHUNK = 64 * 1024


def post(
    url: str, body: bytes, headers: Mapping[str, str], limit: int, ca_file: str = ""
) -> tuple[int, bytes]:
    """Status and body of the answer. Raises `SigningError`, also for an answer of more than `limit` bytes."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, ca_file)
        try:
            connection.connect()
            return _exchange(connection, path, body, headers, limit)
        finally:
            connection.close()
    except ssl.SSLError:
        raise SigningError(Trouble.NO_TRUST) from None
    except TimeoutError:
        raise SigningError(Trouble.TOO_SLOW) from None
    except (OSError, HTTPException, ValueError):
        raise SigningError(Trouble.UNREACHABLE) from None


def _connection(scheme: str, host: str, port: int | None, ca_file: str) -> HTTPConnection:
    if scheme != "https":
        return HTTPConnection(host, port, timeout=STEP_SECONDS)
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError:
        raise SigningError(Trouble.NOT_CONFIGURED) from None
    return HTTPSConnection(host, port, timeout=STEP_SECONDS, context=context)


def _exchange(
    connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str], limit: int
) -> tuple[int, bytes]:
    with _at_most(WHOLE_SECONDS, connection.sock):
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        found = bytearray()
        while chunk := response.read(CHUNK):
            found += chunk
            if len(found) > limit:
                raise SigningError(Trouble.TOO_LARGE)
        return response.status, bytes(found)


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
