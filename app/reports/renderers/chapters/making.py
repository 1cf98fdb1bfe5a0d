"""From a book to its PDF: chapters side by side, contents once their pages are known, fonts for all, then joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.reports.renderers.chapters.crew import Crew, Failed, Run, Told
from app.reports.renderers.chapters.cut import Book, Strand, Words
from app.reports.renderers.chapters.fonts import characters_html
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.renderers.chapters.rendered import Rendered
from app.reports.renderers.chapters.wanted import Wanted

PASSES = 3  # over the contents, whose length depends on the numbers in them


class UnsettledContentsError(RuntimeError):
    """The contents grew or shrank with every pass."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a document is made: who lays out, where it is kept, for whom, and who hears how far it is.

    `strict`: a chapter that fails fails the document; otherwise a page says so in its place.
    """

    crew: Crew
    store: ChapterStore
    government_id: str
    told: Told
    strict: bool = False
    wanted: Wanted | None = None  # where others may take part
    missing: list[str] = field(default_factory=list)  # titles of chapters that failed


def make_book(book: Book, workshop: Workshop) -> bytes:
    """The finished PDF. Raises `ChapterFailedError` when strict, and what `told` raises."""
    key = book.key(workshop.government_id)
    found = workshop.store.find_document(workshop.government_id, key)
    if found is not None:
        return found
    excuses = _Excuses(book, workshop.strict)
    whole = _whole(book, workshop, excuses)
    letters = Strand("characters", "", book.look, characters_html(chapter.notes for chapter in whole))
    ((characters,),) = _laid_out([letters], workshop, _give_up)
    words = Words(book.look.page_word, book.look.of_word)
    made = workshop.crew.join(whole, characters, words, book.enclosures)
    workshop.missing.extend(excuses.made.values())
    if not excuses.made:
        workshop.store.keep_document(workshop.government_id, key, made)
    return made


def _whole(book: Book, workshop: Workshop, excuses: "_Excuses") -> list[Rendered]:
    """All chapters in reading order."""
    chapters = _with_others([*book.before, *book.after], workshop, excuses)
    before = [chapter for several in chapters[: len(book.before)] for chapter in several]
    after = [chapter for several in chapters[len(book.before) :] for chapter in several]
    return [*before, *_contents(book, workshop, before, after), *after]


def _contents(
    book: Book, workshop: Workshop, before: Sequence[Rendered], after: Sequence[Rendered]
) -> list[Rendered]:
    guess = book.contents_pages
    for _ in range(PASSES):
        strand = book.contents(dict(_numbers(before, after, guess)))
        (contents,) = _laid_out([strand], workshop, _give_up)
        pages = _pages(contents)
        if pages == guess:
            return contents
        guess = pages
    raise UnsettledContentsError(guess)


def _numbers(
    before: Sequence[Rendered], after: Sequence[Rendered], between: int
) -> Iterator[tuple[str, int]]:
    first = 1
    for chapters in (before, after):
        for chapter in chapters:
            for name, (page, _x, _y) in chapter.notes.anchors.items():
                yield name, first + page
            first += chapter.notes.pages
        first += between


def _pages(chapters: Sequence[Rendered]) -> int:
    return sum(chapter.notes.pages for chapter in chapters)


def _with_others(strands: Sequence[Strand], workshop: Workshop, failed: Failed) -> list[list[Rendered]]:
    wanted = workshop.wanted
    if wanted is None:
        return _laid_out(strands, workshop, failed)
    wanted.open()
    try:
        run = Run(strands, workshop.crew, workshop.store, workshop.government_id, failed, wanted)
        return run.go(workshop.told)
    finally:
        wanted.close()


def _laid_out(strands: Sequence[Strand], workshop: Workshop, failed: Failed) -> list[list[Rendered]]:
    return Run(strands, workshop.crew, workshop.store, workshop.government_id, failed).go(workshop.told)


class _Excuses:
    """Pages in the place of what failed, each once: an excuse that fails itself fails the document."""

    def __init__(self, book: Book, strict: bool) -> None:
        self.book = book
        self.strict = strict
        self.made: dict[str, str] = {}  # titles by name

    def __call__(self, strand: Strand, error: ChapterFailedError) -> Strand:
        if self.strict or strand.name in self.made:
            raise error
        self.made[strand.name] = strand.title
        return self.book.excuse(strand, error.kind)


def _give_up(_strand: Strand, error: ChapterFailedError) -> Strand:
    raise error
