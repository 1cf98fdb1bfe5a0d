"""Documents made of chapters, with the processes and the store of this installation."""

import atexit
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial

from flask import current_app

from app.db import new_id
from app.reports.renderers.chapters.crew import GLANCE, Crew, Told
from app.reports.renderers.chapters.cut import Book
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.making import Workshop, make_book
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.renderers.chapters.wanted import Wanted
from app.reports.renderers.pdf import Asset

CHAPTER_SECONDS = 120.0
CHAPTER_PAGES = 1_000
PATIENCE = (
    10.0  # seconds for which a helper waits for another chapter: those of a long table come one after another
)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for the document: told after each chapter; `strict` if no chapter may be missing from it."""

    told: Told
    strict: bool = False
    call: Callable[[str, int], None] | None = None  # tells others of a batch with so many missing chapters
    missing: list[str] = field(
        default_factory=list
    )  # titles of chapters in whose place a page says that they failed


def _silent(_done: int, _all: int, _title: str) -> None:
    """Nobody waits."""


_watch: ContextVar[Watch | None] = ContextVar("documents_watch", default=None)
_crews: dict[int, Crew] = {}  # by process: a forked worker starts its own


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Documents made inside tell `watch` how far they are."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def laid_out(book: Book, government_id: str) -> bytes:
    """The PDF of a book of this government. Raises `ChapterFailedError` when watched strictly."""
    watch = _watch.get() or Watch(_silent)
    wanted = None
    if watch.call is not None:
        batch = new_id()
        wanted = Wanted(store(), government_id, batch, partial(watch.call, batch))
    return make_book(
        book, Workshop(crew(), store(), government_id, watch.told, watch.strict, wanted, watch.missing)
    )


def printed(html: str, styles: tuple[str, ...], assets: Mapping[str, Asset] | None = None) -> bytes:
    """The PDF of a short document, laid out in one piece within the same limits. Raises `ChapterFailedError`."""
    return crew().print_whole(html, styles, assets or {})


def help_along(government_id: str, batch: str, told: Told) -> int:
    """Lay out chapters that somebody else waits for, until there are no more; answers how many.

    A chapter that fails here is left to whoever waits for it.
    """
    wanted = Wanted(store(), government_id, batch)
    helper, done, failed = crew(), 0, set[str]()
    quiet_since = time.monotonic()
    while wanted.is_open and time.monotonic() - quiet_since < PATIENCE:
        key = next(
            (one for one in _shuffled(wanted.unclaimed()) if one not in failed and wanted.claim(one)), None
        )
        chunk = wanted.chunk(key) if key is not None else None
        if key is None or chunk is None:
            time.sleep(GLANCE)
            told(done, done + 1, "")
            continue
        try:
            with helper.lock:
                store().keep(government_id, key, helper.processes[0].render(chunk))
            wanted.done(key)
            done += 1
        except ChapterFailedError:
            failed.add(key)
            wanted.leave(key)
        told(done, done + 1, chunk.title)
        quiet_since = time.monotonic()
    return done


def _shuffled(keys: list[str]) -> list[str]:
    """Several helpers begin in several places."""
    return random.sample(keys, len(keys))  # nothing secret about it


def store() -> ChapterStore:
    """Where chapters are kept."""
    return ChapterStore(str(current_app.config["CHAPTERS_URL"]))


def crew() -> Crew:
    """The rendering processes of this process."""
    found = _crews.get(os.getpid())
    if found is None:
        found = _crews[os.getpid()] = Crew(_size(), CHAPTER_SECONDS, CHAPTER_PAGES)
        atexit.register(found.close)
    return found


def _size() -> int:
    """As many as there are processors, shared by the workers of this machine."""
    wanted = int(current_app.config["RENDER_PROCESSES"])
    return wanted or max(1, (os.cpu_count() or 1) // int(current_app.config.get("WORKERS", 1)))
