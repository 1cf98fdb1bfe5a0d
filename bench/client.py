"""A small closed-loop client: so many connections, each sending its next request as soon as it has its answer.

One thread and no parsing beyond status and length, because it shares the processor with the server it measures.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.serving import Server

_SILENCE = 60.0  # seconds

# What a connection sends next, and what it makes of the answer (status, body); it raises when the answer is wrong.
Ask = Callable[[], bytes]
Check = Callable[[int, bytes], None]


@dataclass(frozen=True)
class Visitor:
    """One connection's part in a run."""

    ask: Ask
    check: Check


@dataclass
class Run:
    """What was measured. `seconds` is the time of the whole run, `latencies` one time per request in seconds."""

    seconds: float = 0.0
    processor: float = 0.0  # seconds of the server's processors
    latencies: list[float] = field(default_factory=list)
    services: list[float] = field(default_factory=list)  # the same from when the request was sent, in seconds
    due: int = 0  # requests; with a rate

    @property
    def throughput(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.seconds

    @property
    def cost(self) -> float:
        """Seconds of processor time per request: what a machine that is busy with other things distorts least."""
        return self.processor / len(self.latencies)

    def percentile(self, percent: int) -> float:
        """Nearest rank of the times since a request was due, in seconds."""
        return _nearest_rank(self.latencies, percent)

    def service(self, percent: int) -> float:
        """Nearest rank of the times since a request was sent, in seconds."""
        return _nearest_rank(self.services, percent)


def _nearest_rank(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def request(
    method: str,
    path: str,
    port: int,
    *,
    cookie: str = "",
    body: bytes = b"",
    media_type: str = "application/x-www-form-urlencoded",
) -> bytes:
    """A request as a browser sends it, compression included."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += [f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(
    server: Server, visitors: Sequence[Visitor], seconds: float, most: int = 20_000, rate: float | None = None
) -> Run:
    """Keep every visitor asking for so many seconds, at most for so many requests.

    With `rate` so many requests a second are due, whoever is free sends the next one, and its time counts from when it
    was due: a server that cannot follow shows in the times, and in how many of the due ones were answered.
    """
    measured = Run(due=round(rate * seconds) if rate else 0)
    selector = selectors.DefaultSelector()
    budget = _Budget(most, time.perf_counter() + seconds) if rate is None else _Pace(rate, seconds)
    connections = [_Connection(server.port, visitor, selector, budget, measured) for visitor in visitors]
    started, used = time.perf_counter(), server.processor_seconds()
    for connection in connections:
        connection.send()
    while len(measured.latencies) < budget.taken or budget.goes_on():
        budget.let_go()
        ready = selector.select(timeout=budget.patience())
        if not ready and budget.silent():
            raise TimeoutError("the server fell silent")
        for key, _events in ready:
            key.data.receive()
    measured.seconds = time.perf_counter() - started
    measured.processor = server.processor_seconds() - used
    for connection in connections:
        connection.close()
    return measured


class _Budget:
    """How many requests may still be sent, and until when."""

    def __init__(self, most: int, until: float) -> None:
        self._most, self._until = most, until
        self.taken = 0

    def take(self) -> bool:
        if self.taken >= self._most or time.perf_counter() >= self._until:
            return False
        self.taken += 1
        return True

    def due(self) -> float:
        """When the request that was just taken was due: now."""
        return time.perf_counter()

    def wait(self, connection: "_Connection") -> None:
        """Nothing is left for this connection."""

    def goes_on(self) -> bool:
        """Whether requests may still come without an answer having come before."""
        return False

    def let_go(self) -> None:
        """Nothing waits."""

    def patience(self) -> float:
        """Seconds to wait for an answer."""
        return _SILENCE

    def silent(self) -> bool:
        """Whether waiting that long means that something is wrong."""
        return True


class _Pace(_Budget):
    """A request is due every so often; connections without one under way wait in a queue."""

    def __init__(self, rate: float, seconds: float) -> None:
        now = time.perf_counter()
        super().__init__(round(rate * seconds), now + seconds)
        self._rate, self._begun, self._heard = rate, now, now
        self._idle: deque[_Connection] = deque()

    def take(self) -> bool:
        now = time.perf_counter()
        self._heard = now
        if now < self._next() or not self.goes_on():
            return False
        self.taken += 1
        return True

    def due(self) -> float:
        return self._begun + (self.taken - 1) / self._rate

    def wait(self, connection: "_Connection") -> None:
        self._idle.append(connection)

    def goes_on(self) -> bool:
        return self.taken < self._most and time.perf_counter() < self._until

    def let_go(self) -> None:
        while self._idle and self.goes_on() and time.perf_counter() >= self._next():
            self._idle.popleft().send()

    def patience(self) -> float:
        if not self.goes_on() or not self._idle:
            return 1.0
        return max(0.0, self._next() - time.perf_counter())

    def silent(self) -> bool:
        return time.perf_counter() - self._heard > _SILENCE

    def _next(self) -> float:
        return self._begun + self.taken / self._rate


class _Connection:
    """A connection that stays open, with one request under way at most."""

    def __init__(
        self, port: int, visitor: Visitor, selector: selectors.BaseSelector, budget: _Budget, measured: Run
    ) -> None:
        self._port, self._visitor, self._selector = port, visitor, selector
        self._budget, self._measured = budget, measured
        self._socket: socket.socket | None = None
        self._sent = b""
        self._started = self._sent_at = 0.0
        self._received = bytearray()

    def send(self) -> None:
        """Send the next request, if there is one left."""
        if not self._budget.take():
            self._budget.wait(self)
            return
        self._sent = self._visitor.ask()
        self._started, self._sent_at = self._budget.due(), time.perf_counter()
        self._transmit()

    def _transmit(self) -> None:
        self._received.clear()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(self._socket, selectors.EVENT_READ, self)
        self._socket.sendall(self._sent)

    def receive(self) -> None:
        """Take what arrived; when the answer is whole, note its time and send the next request."""
        if self._socket is None:
            return
        try:
            chunk = self._socket.recv(262_144)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            if self._received:
                raise ConnectionError("the server closed the connection in the middle of an answer")
            self.close()  # it kept the idle connection no longer: as a browser does, try once more
            if self._sent:
                self._transmit()
            return
        self._received += chunk
        answer = _parsed(self._received)
        if answer is not None:
            now = time.perf_counter()
            self._measured.latencies.append(now - self._started)
            self._measured.services.append(now - self._sent_at)
            self._received.clear()
            self._sent = b""
            self._visitor.check(*answer)
            self.send()

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._selector.unregister(self._socket)
            self._socket.close()
            self._socket = None


def _parsed(received: bytearray) -> tuple[int, bytes] | None:
    head, separator, body = bytes(received).partition(b"\r\n\r\n")
    if not separator:
        return None
    status = int(head[9:12])
    place = head.lower().find(b"content-length:")
    if place < 0:
        raise ValueError(f"an answer without length: {head!r}")
    length = int(head[place + 15 :].split(b"\r\n", 1)[0])
    return (status, body) if len(body) >= length else None
