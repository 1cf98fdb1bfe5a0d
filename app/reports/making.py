"""From a subject to a finished file."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from app.reports.collection import Bound, Collection, CollectionData, Part
from app.reports.document import Content, Document, Format, Subject
from app.reports.gathering import gather, packed
from app.reports.numbering.queries import number_in_force
from app.reports.paper.html import speaking
from app.reports.workshop import Watch, watched

Report = Callable[[int, int, str], None]
Reading = Callable[[], AbstractContextManager[None]]
STEPS = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    content: bytes
    file_name: str
    missing: tuple[str, ...] = ()  # titles of chapters that could not be laid out
    is_concept: bool = False  # its pages say so


Issue = Callable[[Part, Made], Made]


def silent(done: int, total: int, message: str) -> None:
    """For callers that show no progress."""


def make_document(
    document: Document,
    subject: Subject,
    kind: Format,
    language: str,
    *,
    report: Report = silent,
    reading: Reading = nullcontext,
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
        content = _numbered(document, subject, document.load(subject))
    report(1, STEPS, _("Menata halaman"))

    def told(done: int, all_chapters: int, title: str) -> None:
        report(done + 1, all_chapters + 2, _("Menata halaman: %(title)s", title=title) if title else "")

    watch = Watch(told, strict, call)
    with speaking(language, content.time_zone), watched(watch):
        made = document.make(content, kind)
        name = document.file_name(content)
    report(2, STEPS, _("Menyimpan dokumen"))
    return Made(made, f"{name}.{kind.value}", tuple(watch.missing), document.is_concept(content))


def make_collection(
    collection: Collection,
    subject: Subject,
    kind: Format,
    language: str,
    *,
    report: Report = silent,
    reading: Reading = nullcontext,
    issue: Issue = lambda _part, made: made,
) -> Made:
    """The documents of a collection, one after another, as one file. `issue` gives each in a ZIP its own record.

    What cannot be made is named in `Made.missing` with its reason. Raises `NothingToPrintError` when nothing could.
    """
    report(0, 1, _("Mengumpulkan data"))
    with force_locale(language), reading():
        content = collection.load(subject)
    data: CollectionData = content.data
    total = len(data.parts) + 1

    def one(number: int, part: Part) -> Bound:
        def told(_done: int, _all: int, message: str) -> None:
            report(number, total, f"{part.title}: {message}" if message else part.title)

        if part.subject is None:
            raise ValueError(part.title)
        made = make_document(
            part.document, part.subject, Format.PDF, language, report=told, reading=reading, strict=True
        )
        return Bound(part, made.file_name, made.content)

    with speaking(language, content.time_zone):
        found = gather(data.parts, one)
        if kind is Format.ZIP:
            # All at the end: what was cancelled half way has no records of files that nobody got.
            found.bound = [_issued(each, issue) for each in found.bound]
        report(total - 1, total, _("Menyimpan dokumen"))
        file = packed(content, kind, found)
        name = collection.file_name(content)
    missing = tuple(f"{each.title} ({each.reason})" for each in found.missing)
    return Made(file, f"{name}.{kind.value}", missing)


def _issued(bound: Bound, issue: Issue) -> Bound:
    made = issue(bound.part, Made(bound.content, bound.file_name))
    return Bound(bound.part, made.file_name, made.content)


def _numbered(document: Document, subject: Subject, content: Content) -> Content:
    """With the number that a final document was given."""
    if not document.numbered or document.is_concept(content):
        return content
    if document.printed_number(content):
        return content
    given = number_in_force(document.series, document.numbered_subject(subject, content))
    return document.with_number(content, given.number) if given is not None else content
