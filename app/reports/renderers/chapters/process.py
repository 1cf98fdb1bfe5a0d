"""A process that lays out chapters, as seen from the one that asks."""

import io
import json
import logging
import os
import pickle
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any

from app.reports.renderers.chapters.cut import Chunk, Enclosure, Look, Words
from app.reports.renderers.chapters.rendered import Rendered
from app.reports.renderers.chapters.shelf import Laid, Shelf
from app.reports.renderers.pdf import Asset

CHILD = Path(__file__).with_name("child.py")
LENGTH = 8
MEMORY = 1024 * 1024 * 1024
GREETING = b"ready"
STARTING = 60.0  # seconds that a process may take to import the engine
KEPT_SETTINGS = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "TMPDIR",
)

logger = logging.getLogger(__name__)


class ChapterFailedError(RuntimeError):
    """A chapter could not be laid out. `kind` is "time", "memory", "pages" or "error"; `trace` is for the operator."""

    def __init__(self, chunk: Chunk, kind: str, trace: str) -> None:
        super().__init__(f"{chunk.name}: {kind}")
        self.chunk = chunk
        self.kind = kind
        self.trace = trace


_WHOLE = Chunk("whole", "", "", Look("id", (), "", None, "", ""))  # what a failed joining is about


class RenderingStartError(RuntimeError):
    """The process did not get as far as waiting for chapters: nothing is wrong with the chapter."""


class RenderingProcess:
    """Started at the first chapter, kept for the next ones; one that was ended is started anew. Not for two threads."""

    def __init__(
        self, seconds: float, most_pages: int, memory: int = MEMORY, *, joins_only: bool = False
    ) -> None:
        self.seconds = seconds  # for one chapter
        self.most_pages = most_pages  # of one chapter
        self.memory = memory  # bytes of address space, a third of which the engine takes for itself
        self.joins_only = joins_only  # it does not load the engine, and stays small
        self._process: subprocess.Popen[bytes] | None = None
        self._greeted = False

    def start(self) -> None:
        """Begin to import the engine now, so that the first chapter need not wait for it."""
        if self._process is None or self._process.poll() is not None:
            self._greeted = False
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(CHILD), str(self.memory), "join" if self.joins_only else "render"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={name: os.environ[name] for name in KEPT_SETTINGS if name in os.environ}
                | {"MALLOC_ARENA_MAX": "1"},
                cwd="/",
            )

    def render(self, chunk: Chunk) -> Rendered:
        """The chapter, laid out there. Raises `ChapterFailedError`; the process is fit for the next one afterwards."""
        return Rendered.unpacked(self._answered(chunk, ("render", chunk, self.most_pages)))

    def join(
        self,
        shelf: Shelf,
        chapters: Sequence[Laid],
        characters: Laid,
        words: Words,
        enclosures: Sequence[Enclosure] = (),
    ) -> bytes:
        """The document, put together there. Raises `ChapterFailedError` for the whole of it."""
        total = sum(chapter.notes.pages for chapter in chapters)
        order = ("join", len(chapters), total, words, tuple(enclosures))
        return self._answered(_WHOLE, order, map(shelf.packed, [characters, *chapters]))

    def print_whole(self, html: str, styles: tuple[str, ...], assets: Mapping[str, Asset]) -> bytes:
        """A short document in one piece. Raises `ChapterFailedError` for the whole of it."""
        return self._answered(_WHOLE, ("print", html, styles, dict(assets), self.most_pages))

    def _answered(self, chunk: Chunk, order: tuple[Any, ...], more: Iterable[bytes] = ()) -> bytes:
        process = self._ready()
        try:
            sign, answer = _asked(process, chain([pickle.dumps(order)], more), self.seconds)
        except TimeoutError:
            self.close()
            raise ChapterFailedError(chunk, "time", f"took more than {self.seconds} seconds") from None
        except (OSError, EOFError):
            status = process.wait()  # what it said before it ended stands in the log
            self.close()
            raise ChapterFailedError(chunk, "memory", f"the process ended with status {status}") from None
        except BaseException:
            self.close()  # what it is about to answer belongs to nobody
            raise
        if sign == b"+":
            return answer
        name, trace = json.loads(answer)
        kind = {"TooManyPagesError": "pages", "MemoryError": "memory"}.get(name, "error")
        raise ChapterFailedError(chunk, kind, trace)

    def _ready(self) -> "subprocess.Popen[bytes]":
        self.start()
        process = self._process
        if process is None:
            raise RenderingStartError
        if not self._greeted:
            try:
                _read(_ends(process)[1], len(GREETING), time.monotonic() + STARTING)
            except (OSError, EOFError, TimeoutError) as error:
                self.close()
                raise RenderingStartError(type(error).__name__) from error
            self._greeted = True
        return process

    @property
    def pid(self) -> int | None:
        """Of the running process."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _shut(pipe)
        self._process = None


def _asked(
    process: "subprocess.Popen[bytes]", frames: Iterable[bytes], seconds: float
) -> tuple[bytes, bytes]:
    """Send frame after frame, as fast as the other end takes them; answers the sign of its answer, and the answer."""
    orders, answers = _ends(process)
    deadline = time.monotonic() + seconds
    for frame in frames:
        _write(orders, len(frame).to_bytes(LENGTH, "big"), deadline)
        _write(orders, frame, deadline)
    length = int.from_bytes(_read(answers, LENGTH, deadline), "big")
    return _read(answers, 1, deadline), _read(answers, length - 1, deadline)


def _ends(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    """Where orders go in, and where answers come out."""
    if process.stdin is None or process.stdout is None:
        raise RenderingStartError
    return process.stdin, process.stdout


def _shut(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        logger.debug("nobody reads the last order any more")


def _write(target: IO[bytes], data: bytes, deadline: float) -> None:
    """All of it, a little at a time, so that a process which does not listen is noticed. `TimeoutError`, `OSError`."""
    handle, rest = target.fileno(), memoryview(data)
    while rest:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([], [handle], [], left)[1]:
            raise TimeoutError
        rest = rest[os.write(handle, rest[: select.PIPE_BUF]) :]


def _read(source: IO[bytes], length: int, deadline: float) -> bytes:
    """Exactly so many bytes. `TimeoutError` after the deadline, `EOFError` if the other end is gone."""
    found = io.BytesIO()  # what it gives out in the end is no copy
    if length > 0:
        # As large as it will be: grown piece by piece it would for a moment be there twice.
        found.seek(length - 1)
        found.write(b"\0")
        found.seek(0)
    handle = source.fileno()
    while found.tell() < length:
        rest = deadline - time.monotonic()
        if rest <= 0 or not select.select([handle], [], [], rest)[0]:
            raise TimeoutError
        piece = os.read(handle, min(length - found.tell(), 1 << 20))
        if not piece:
            raise EOFError
        found.write(piece)
    return found.getvalue()
