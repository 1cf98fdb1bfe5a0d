"""One message over the wire, to an address that a stranger may have typed.

The name is resolved once, every address that it stands for is checked, and the connection goes to the very address
that was checked: a name that means something else a moment later leads nowhere. No redirect is followed, no proxy is
asked, and of the answer only the status is used.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from app.api.rules import Trouble, is_public, url_trouble

SECONDS = 5.0  # for each step: reaching, sending, answering
WHOLE = 15.0  # for everything: a receiver that answers a byte now and then holds a worker no longer
MOST_READ = 1024

_OK = range(200, 300)
_REDIRECTS = range(300, 400)


@dataclass(frozen=True)
class Answer:
    """What came of sending. `status` as the receiver gave it; `trouble` None: it arrived."""

    status: int | None = None
    trouble: Trouble | None = None


class _Refused(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def send(url: str, body: bytes, headers: Mapping[str, str], *, private_allowed: bool) -> Answer:
    """POST `body` to `url`. Never raises for what the other side does."""
    trouble = url_trouble(url, private_allowed=private_allowed)
    if trouble is not None:
        return Answer(trouble=trouble)
    try:
        status = _post(url, body, headers, private_allowed=private_allowed)
    except _Refused as refused:
        return Answer(trouble=refused.trouble)
    except ssl.SSLCertVerificationError:
        return Answer(trouble=Trouble.NO_TRUST)
    except TimeoutError:
        return Answer(trouble=Trouble.TOO_SLOW)
    except HTTPException:
        return Answer(trouble=Trouble.NOT_HTTP)
    except OSError:
        return Answer(trouble=Trouble.NOT_REACHED)
    if status in _OK:
        return Answer(status)
    return Answer(status, Trouble.REDIRECTED if status in _REDIRECTS else Trouble.REFUSED)


def _post(url: str, body: bytes, headers: Mapping[str, str], *, private_allowed: bool) -> int:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port, private_allowed=private_allowed)
    connection: HTTPConnection = (
        _Pinned(host, port, address) if parts.scheme == "http" else _PinnedTls(host, port, address)
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _at_most(WHOLE, connection):
        connection.request("POST", path, body, dict(headers))
        response: HTTPResponse = connection.getresponse()
        response.read(MOST_READ)
        return response.status


def _address(host: str, port: int, *, private_allowed: bool) -> str:
    """The number to connect to. One private number among several is enough to refuse the name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _Refused(Trouble.UNKNOWN_HOST) from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise _Refused(Trouble.UNKNOWN_HOST)
    if not private_allowed and not all(is_public(address) for address in addresses):
        raise _Refused(Trouble.PRIVATE_ADDRESS)
    return addresses[0]


@contextmanager
def _at_most(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Cut the line when everything together takes too long."""
    cut = False

    def hang_up() -> None:
        nonlocal cut
        cut = True
        line = connection.sock
        if line is not None:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                line.close()

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
        if cut:  # what was understood so far is half an answer
            raise TimeoutError
    finally:
        timer.cancel()
        connection.close()


class _Pinned(HTTPConnection):
    """Connects to a given address, whatever the name would mean by now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address = address

    def connect(self) -> None:
        """Reach the address."""
        self.sock = socket.create_connection((self._address, self.port), SECONDS)


class _PinnedTls(HTTPSConnection):
    """The same over TLS; the certificate must be of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS, context=trust())
        self._address = address

    def connect(self) -> None:
        """Reach the address and ask who it is."""
        line = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = trust().wrap_socket(line, server_hostname=self.host)


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """The certificate authorities that this machine trusts."""
    return ssl.create_default_context()
