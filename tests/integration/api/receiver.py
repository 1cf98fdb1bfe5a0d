"""A channel's application that listens: a real HTTP server on this machine, in the process of the test."""

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


@dataclass
class Receiver:
    """What came in, and what is answered next."""

    url: str = ""
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0
    garbage: bool = False
    drip: float = 0  # seconds between two bytes of an answer that never ends
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    sent_bytes: int = 0

    def messages(self) -> list[Any]:
        """The bodies that came in."""
        return [json.loads(body) for _path, _headers, body in self.got]


class Handler(BaseHTTPRequestHandler):
    """Takes requests in for a receiver."""

    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.receiver.got.append((self.path, dict(self.headers), body))
        time.sleep(self.receiver.wait)
        with suppress(OSError):  # the sender hung up, as it should
            self._answer()

    def _answer(self) -> None:
        if self.receiver.garbage:
            self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
        elif self.receiver.drip:
            self._drip()
        else:
            self._speak()

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(self.receiver.drip)

    def _speak(self) -> None:
        self.send_response(self.receiver.status)
        for name, value in self.receiver.headers.items():
            self.send_header(name, value)
        self.end_headers()
        for start in range(0, len(self.receiver.body), 65536):
            self.wfile.write(self.receiver.body[start : start + 65536])
            self.receiver.sent_bytes += 65536

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def listening(certificate: Path | None = None) -> Iterator[Receiver]:
    """Listen on a free port of 127.0.0.1 until the block ends; over TLS when there is a certificate with its key."""
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("HandlerOfThis", (Handler,), {"receiver": receiver}))
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/renaksi"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
