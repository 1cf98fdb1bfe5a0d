"""Somebody who waits on this machine for whatever a document might fetch: nobody may come."""

import socket
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """A server that counts who comes: its address, and the visitors so far."""
    server = socket.create_server(("127.0.0.1", 0))
    visitors: list[object] = []

    def listen() -> None:
        while True:
            try:
                visitor, _address = server.accept()
            except OSError:
                return
            visitors.append(visitor)
            visitor.close()

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", visitors
    server.close()
