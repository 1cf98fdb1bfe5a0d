"""From a book to its PDF: chapters side by side, contents once their pages are known, fonts for all, then joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.reports.renderers.chapters.crew import Crew, Failed, Run, Told
from app.reports.renderers.chapters.cut import Book, Strand, Words
from app.reports.renderers.chapters.fonts import characters_html
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.memory import give_back
from app.reports.renderers.chapters.process import ChapterFailedError
from app.reports.renderers.chapters.shelf import Laid, Shelf
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
    give_back()  # what the cutting took; the finished file may need as much
    found = workshop.store.find_document(workshop.government_id, key)
    if found is not None:
        return found
    excuses = _Excuses(book, workshop.strict)
    with Shelf() as shelf:
        making = _Making(book, workshop, excuses, shelf)
        whole = making.whole()
        letters = Strand("characters", "", book.look, characters_html(shelf.letters))
        ((characters,),) = making.laid_out([letters], _give_up)
        give_back()
        words = Words(book.look.page_word, book.look.of_word)
        made = workshop.crew.join(shelf, whole, characters, words, book.enclosures)
    workshop.missing.extend(excuses.made.values())
    if not excuses.made:
        workshop.store.keep_document(workshop.government_id, key, made)
    return made


class _Making:
    """One document between its book and its joining."""

    def __init__(self, book: Book, workshop: Workshop, excuses: "_Excuses", shelf: Shelf) -> None:
        self.book, self.workshop, self.excuses, self.shelf = book, workshop, excuses, shelf

    def whole(self) -> list[Laid]:
        """All chapters in reading order."""
        first = self.book.front
        chapters = self._with_others(self.book.strands)
        before = [chapter for several in chapters[:first] for chapter in several]
        after = [chapter for several in chapters[first:] for chapter in several]
        return [*before, *self._contents(before, after), *after]

    def laid_out(
        self, strands: Sequence[Strand], failed: Failed, wanted: Wanted | None = None
    ) -> list[list[Laid]]:
        """Strand by strand, on the shelf."""
        shop = self.workshop
        run = Run(strands, self.shelf, shop.crew, shop.store, shop.government_id, failed, wanted)
        return run.go(shop.told)

    def _contents(self, before: Sequence[Laid], after: Sequence[Laid]) -> list[Laid]:
        guess = self.book.contents_pages
        for _ in range(PASSES):
            strands = self.book.contents(dict(_numbers(before, after, guess)))
            contents = [chapter for several in self.laid_out(strands, _give_up) for chapter in several]
            pages = sum(chapter.notes.pages for chapter in contents)
            if pages == guess:
                return contents
            guess = pages
        raise UnsettledContentsError(guess)

    def _with_others(self, strands: Sequence[Strand]) -> list[list[Laid]]:
        wanted = self.workshop.wanted
        if wanted is None:
            return self.laid_out(strands, self.excuses)
        wanted.open()
        try:
            return self.laid_out(strands, self.excuses, wanted)
        finally:
            wanted.close()


def _numbers(before: Sequence[Laid], after: Sequence[Laid], between: int) -> Iterator[tuple[str, int]]:
    first = 1
    for chapters in (before, after):
        for chapter in chapters:
            for name, (page, _x, _y) in chapter.notes.anchors.items():
                yield name, first + page
            first += chapter.notes.pages
        first += between


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
