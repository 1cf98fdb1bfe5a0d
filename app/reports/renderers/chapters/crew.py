"""The strands of a document, laid out by several processes at a time.

Every process has a thread that hands it chunk after chunk; the caller waits and tells how far they are. The strand with
most left to do goes first, so that a long table does not begin when everything else has ended.
"""

import heapq
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.reports.renderers.chapters.cut import RUN, Chunk, Enclosure, Strand, Words
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.process import ChapterFailedError, RenderingProcess
from app.reports.renderers.chapters.rendered import Rendered
from app.reports.renderers.chapters.shelf import Laid, Shelf
from app.reports.renderers.chapters.wanted import Wanted
from app.reports.renderers.pdf import Asset

logger = logging.getLogger(__name__)

GLANCE = 0.2  # seconds between two looks at how far they are

Told = Callable[[int, int, str], None]  # done, all, what was laid out last; may raise to stop
Failed = Callable[[Strand, ChapterFailedError], Strand]  # what stands in for the strand; raises to give up


class Crew:
    """The rendering processes of one process; started when the first chapter is missing."""

    def __init__(self, size: int, seconds: float, most_pages: int) -> None:
        self.processes = [RenderingProcess(seconds, most_pages) for _ in range(size)]
        self.joiner = RenderingProcess(seconds, most_pages, joins_only=True)
        self.lock = threading.Lock()  # one document at a time

    def start(self) -> None:
        """Let the processes import the engine, before anybody waits for a chapter."""
        for process in self.all:
            process.start()

    def join(
        self,
        shelf: Shelf,
        chapters: Sequence[Laid],
        characters: Laid,
        words: Words,
        enclosures: Sequence[Enclosure] = (),
    ) -> bytes:
        """The document, put together in the process that does nothing else."""
        with self.lock:
            return self.joiner.join(shelf, chapters, characters, words, enclosures)

    def print_whole(self, html: str, styles: tuple[str, ...], assets: Mapping[str, Asset]) -> bytes:
        """A short document, laid out in one piece in one of the processes."""
        with self.lock:
            return self.processes[0].print_whole(html, styles, assets)

    def close(self) -> None:
        """End the processes."""
        for process in self.all:
            process.close()

    @property
    def all(self) -> list[RenderingProcess]:
        """Those that lay out, and the one that joins."""
        return [*self.processes, self.joiner]


@dataclass(order=True, slots=True)
class _Task:
    rank: tuple[int, int]  # most left to do first, then reading order
    strand: int = field(compare=False)
    start: int = field(compare=False)
    size: int = field(compare=False)
    key: str = field(compare=False)


class Run:
    """One document's strands on their way; `results` has the finished chapters of each, in reading order.

    Their pages lie on the `shelf`.
    """

    def __init__(
        self,
        strands: Sequence[Strand],
        shelf: Shelf,
        crew: Crew,
        store: ChapterStore,
        government_id: str,
        failed: Failed,
        wanted: Wanted | None = None,
    ) -> None:
        self.strands = strands
        self._stand_ins: dict[int, Strand] = {}  # for strands that failed
        self.results: list[list[Laid]] = [[] for _ in strands]
        self.shelf, self.crew, self.store, self.government_id = shelf, crew, store, government_id
        self._failed = failed
        self._wanted = wanted  # where others may take part
        self._elsewhere: list[_Task] = []  # what others have claimed
        self._tasks: list[_Task] = []
        self._changed = threading.Condition()
        self._unfinished = len(strands)
        self._done, self._all = 0, sum(strand.chunks for strand in strands)
        self._last = ""
        self._error: BaseException | None = None

    def go(self, told: Told) -> list[list[Laid]]:
        """Lay out what is not kept. Raises what `failed` and `told` raise; chapters that were finished stay kept."""
        for place in range(len(self.strands)):
            self._advance(place)
        if self._unfinished:
            if self._wanted is not None:
                self._wanted.call(len(self._tasks))
            with self.crew.lock:
                self._work(told)
        if self._error is not None:
            raise self._error
        return self.results

    def _work(self, told: Told) -> None:
        threads = [
            threading.Thread(target=self._serve, args=(process,), daemon=True)
            for process in self.crew.processes
        ]
        for thread in threads:
            thread.start()
        try:
            while self._going():
                told(self._done, max(self._all, self._done + 1), self._last)
                with self._changed:
                    if self._going():
                        self._changed.wait(GLANCE)
                self._look_elsewhere()
        except BaseException as error:
            self._stop(error)
            raise
        finally:
            for thread in threads:
                if thread.ident is not None:
                    thread.join()

    def _going(self) -> bool:
        return self._unfinished > 0 and self._error is None

    def _stop(self, error: BaseException) -> None:
        with self._changed:
            self._error = self._error or error
            self._changed.notify_all()

    def _serve(self, process: RenderingProcess) -> None:
        try:
            while (task := self._next()) is not None:
                self._do(process, task)
        except BaseException as error:  # noqa: BLE001 -- it is raised where the document is waited for
            self._stop(error)

    def _next(self) -> _Task | None:
        with self._changed:
            while self._going():
                if not self._tasks:
                    self._changed.wait()
                    continue
                task = heapq.heappop(self._tasks)
                if self._wanted is None or self._wanted.claim(task.key):
                    return task
                self._elsewhere.append(task)
        return None

    def _look_elsewhere(self) -> None:
        """Take what others have finished meanwhile; what they have not finished in time is to be done here."""
        if self._wanted is None:
            return
        with self._changed:
            tasks, self._elsewhere = self._elsewhere, []
        for task in tasks:
            found = self.store.find(self.government_id, task.key)
            if found is not None:
                self._take(task, found)
                continue
            with self._changed:
                given_back = self._wanted.claim(task.key)
                if given_back:
                    self._wanted.leave(task.key)
                    heapq.heappush(self._tasks, task)
                    self._changed.notify()
                else:
                    self._elsewhere.append(task)

    def _do(self, process: RenderingProcess, task: _Task) -> None:
        if self._wanted is not None and (found := self.store.find(self.government_id, task.key)) is not None:
            self._take(task, found)  # somebody finished it at this moment
            return
        try:
            rendered = self._rendered(process, self._chunk(task))
        except ChapterFailedError as error:
            logger.error("chapter %s failed (%s): %s", error.chunk.name, error.kind, error.trace)
            self._replace(task.strand, self._failed(self._strand(task.strand), error))
            return
        self.store.keep(self.government_id, task.key, rendered)
        if self._wanted is not None:
            self._wanted.done(task.key)
        self._take(task, rendered)

    @staticmethod
    def _rendered(process: RenderingProcess, chunk: Chunk) -> Rendered:
        try:
            return process.render(chunk)
        except ChapterFailedError as error:
            if error.kind != "memory":
                raise
        return process.render(chunk)  # the machine may have been short of it for a moment

    def _replace(self, place: int, stand_in: Strand) -> None:
        with self._changed:
            self._stand_ins[place] = stand_in
            self.results[place] = []
        self._advance(place)

    def _strand(self, place: int) -> Strand:
        return self._stand_ins.get(place) or self.strands[place]

    def _chunk(self, task: _Task) -> Chunk:
        """Made anew when its turn has come: those of all tasks together would be the whole document."""
        return self._strand(task.strand).chunk(task.start, task.size)

    def _advance(self, place: int, start: int = 0, size: int = 0) -> None:
        """Go through what is kept; what is not becomes a task. `size` 0: as many rows as usual."""
        strand = self._strand(place)
        usual = strand.run or RUN
        size = size or usual
        while True:
            chunk = strand.chunk(start, size)
            key = chunk.key(self.government_id)
            found = self.store.find(self.government_id, key)
            if found is not None and chunk.more and not found.notes.rows:
                size *= 2  # they did not fill a page
                continue
            if found is None:
                if self._wanted is not None:
                    self._wanted.offer(key, chunk)
                with self._changed:
                    rank = (-strand.weight(start), place)
                    heapq.heappush(self._tasks, _Task(rank, place, start, size, key))
                    self._changed.notify()
                return
            self._settle(place, chunk, found)
            if not chunk.more:
                return
            start, size = start + found.notes.rows, usual

    def _take(self, task: _Task, rendered: Rendered) -> None:
        """What was laid out, and what follows from it."""
        chunk = self._chunk(task)
        if chunk.more and not rendered.notes.rows:  # they did not fill a page
            self._advance(task.strand, task.start, task.size * 2)
            return
        self._settle(task.strand, chunk, rendered)
        if chunk.more:
            self._advance(task.strand, task.start + rendered.notes.rows)

    def _settle(self, place: int, chunk: Chunk, rendered: Rendered) -> None:
        with self._changed:
            self.results[place].append(self.shelf.put(rendered))
            self._done += 1
            self._last = chunk.title
            if not chunk.more:
                self._unfinished -= 1
            self._changed.notify_all()
