"""No test talks to another machine. Loopback and Unix sockets stay open: servers under test live there."""

import socket
from ipaddress import ip_address
from typing import Any

import pytest


class NetworkForbiddenError(RuntimeError):
    """A test tried to reach another machine."""


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def close_the_network() -> None:
    """Replace the calls by which Python reaches other machines, for the life of this process."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = _guarded_getaddrinfo


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_other_machines(self, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_other_machines(self, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host is not None and not _is_here(host):
        raise NetworkForbiddenError(f"a test asked for the address of {host!r}")
    return _getaddrinfo(host, *args, **kwargs)


def _refuse_other_machines(connection: socket.socket, address: Any) -> None:
    if connection.family == getattr(socket, "AF_UNIX", None):
        return
    if not _is_here(address[0]):
        raise NetworkForbiddenError(f"a test tried to reach {address!r}")


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {"localhost", "0.0.0.0", ""}:  # noqa: S104  # compared, not bound
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    close_the_network()
