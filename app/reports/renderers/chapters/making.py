"""From a book to its PDF: chapters side by side, contents once their pages are known, fonts for all, then joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reports.renderers.chapters.crew import Crew, Failed, Run, Told
from app.reports.renderers.chapters.cut import Book, Strand
from app.reports.renderers.chapters.fonts import characters_html
from app.reports.renderers.chapters.joining import Words, join
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.renderers.chapters.rendered import Rendered

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


def make_book(book: Book, workshop: Workshop) -> bytes:
    """The finished PDF. Raises `ChapterFailedError` when strict, and what `told` raises."""
    strands = [*book.before, *book.after]
    chapters = _laid_out(strands, workshop, _stand_in(book, workshop))
    before = [chapter for several in chapters[: len(book.before)] for chapter in several]
    after = [chapter for several in chapters[len(book.before) :] for chapter in several]
    contents = _contents(book, workshop, before, after)
    whole = [*before, *contents, *after]
    letters = Strand("characters", "", book.look, characters_html(chapter.notes for chapter in whole))
    ((characters,),) = _laid_out([letters], workshop, _give_up)
    return join(whole, characters, Words(book.look.page_word, book.look.of_word))


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


def _laid_out(strands: Sequence[Strand], workshop: Workshop, failed: Failed) -> list[list[Rendered]]:
    return Run(strands, workshop.crew, workshop.store, workshop.government_id, failed).go(workshop.told)


def _stand_in(book: Book, workshop: Workshop) -> Failed:
    excused: set[str] = set()

    def stand_in(strand: Strand, error: ChapterFailedError) -> Strand:
        if workshop.strict or strand.name in excused:
            raise error
        excused.add(strand.name)
        return book.excuse(strand, error.kind)

    return stand_in


def _give_up(_strand: Strand, error: ChapterFailedError) -> Strand:
    raise error
