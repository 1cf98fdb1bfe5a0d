"""From a subject to a finished file."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from flask_babel import gettext as _

from app.reports.document import Document, Format, Subject
from app.reports.paper.html import speaking
from app.reports.workshop import Watch, watched

Report = Callable[[int, int, str], None]
STEPS = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    content: bytes
    file_name: str
    missing: tuple[str, ...] = ()  # titles of chapters that could not be laid out


def silent(done: int, total: int, message: str) -> None:
    """For callers that show no progress."""


def make_document(
    document: Document,
    subject: Subject,
    kind: Format,
    language: str,
    *,
    report: Report = silent,
    reading: Callable[[], AbstractContextManager[None]] = nullcontext,
    strict: bool = False,
    call: Callable[[str, int], None] | None = None,
) -> Made:
    """Load, then lay out; the database is asked only inside `reading`, which must not be held while laying out.

    `strict`: a chapter that cannot be laid out fails the document; otherwise a page in its place says so. `call` is
    told of chapters that others may lay out (their batch, and how many are missing at first). Raises what
    `Document.load` and `Document.make` raise, and `ChapterFailedError` when strict.
    """
    report(0, STEPS, _("Mengumpulkan data"))
    with reading():
        content = document.load(subject)
    report(1, STEPS, _("Menata halaman"))

    def told(done: int, all_chapters: int, title: str) -> None:
        report(done + 1, all_chapters + 2, _("Menata halaman: %(title)s", title=title) if title else "")

    watch = Watch(told, strict, call)
    with speaking(language, content.time_zone), watched(watch):
        made = document.make(content, kind)
        name = document.file_name(content)
    report(2, STEPS, _("Menyimpan dokumen"))
    return Made(made, f"{name}.{kind.value}", tuple(watch.missing))
