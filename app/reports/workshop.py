"""Documents made of chapters, with the processes and the store of this installation."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask import current_app

from app.reports.renderers.chapters.crew import Crew, Told
from app.reports.renderers.chapters.cut import Book
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.making import Workshop, make_book

CHAPTER_SECONDS = 120.0
CHAPTER_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for the document: told after each chapter; `strict` if no chapter may be missing from it."""

    told: Told
    strict: bool = False


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
    return make_book(book, Workshop(crew(), store(), government_id, watch.told, watch.strict))


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
