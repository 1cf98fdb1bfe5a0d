"""Walks through the pages a person can reach and writes down whatever is wrong with each of them."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from playwright.sync_api import ConsoleMessage, Page, Response
from werkzeug.exceptions import HTTPException

from tests.e2e.fitting import axe_violations, faults_when_magnified, too_small_to_tap, too_wide
from tests.e2e.keyboard import walk_by_keyboard
from tests.e2e.people import PHONE

DESK = {"width": 1280, "height": 900}
SETTLED = "document.fonts.ready.then(() => true)"
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.getAttribute('href'))"
HEADINGS = "h1:not(trix-editor h1)"  # what people write in the editor is not the page's own heading

Kind = tuple[str, tuple[tuple[str, str], ...]]


@dataclass
class Crawl:
    """What one person saw: the addresses visited, the kinds of page, and what was wrong where."""

    visited: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)


class Walker:
    """Follows links from page to page; `samples` pages of each kind are enough, an OPD looks like the next one."""

    def __init__(
        self, app: Flask, page: Page, *, depth: int, samples: int = 1, known: set[str] | None = None
    ) -> None:
        """`known`: kinds of page that somebody before went through with the keyboard; grows."""
        self._match = app.url_map.bind("127.0.0.1").match
        self._page = page
        self._depth = depth
        self._samples = samples
        self._known = set() if known is None else known
        self._seen: Counter[Kind] = Counter()
        self._asked: set[str] = set()
        self.crawl = Crawl()

    def walk(self, start: str) -> Crawl:
        """Visit `start` and what it leads to, nearest pages first."""
        here: list[str] = []
        with _Listening(self._page, here):
            waiting = deque([(start, 0)])
            while waiting:
                path, steps = waiting.popleft()
                kind = self._kind(path)
                if kind is None or path in self._asked or self._seen[kind] >= self._samples:
                    continue
                self._asked.add(path)
                self._seen[kind] += 1
                self.crawl.visited.append(path)
                self.crawl.kinds.add(kind[0])
                links = self._look_at(path, first=kind[0] not in self._known)
                self._known.add(kind[0])
                self.crawl.troubles += [f"{path}: {trouble}" for trouble in dict.fromkeys(here)]
                here.clear()
                if steps < self._depth:
                    waiting.extend((link, steps + 1) for link in links)
        return self.crawl

    def _kind(self, path: str) -> Kind | None:
        """The endpoint and what chooses a part of its page; None for what is no page of ours."""
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        try:
            endpoint, _ = self._match(parts.path, method="GET")
        except HTTPException:
            self.crawl.troubles.append(f"{path}: no page has this address")
            return None
        if endpoint in ("static", "security.static"):
            return None
        return endpoint, tuple(
            pair for pair in parse_qsl(parts.query) if pair[0] in ("bagian", "belum", "terbuka")
        )

    def _look_at(self, path: str, *, first: bool) -> list[str]:
        answer = self._page.request.get(path)
        if answer.status != 200:
            self.crawl.troubles.append(f"{path}: status {answer.status}")
            return []
        if "text/html" not in answer.headers.get("content-type", ""):
            return []
        self._page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self._page.goto(path)
        self._page.evaluate(SETTLED)
        self.check(path)
        links: list[str] = self._page.evaluate(LINKS)
        if first:
            self.check_in_the_hand(path)
            self.check_at_a_desk(path)
        return [link.partition("#")[0] for link in links if link.startswith("/")]

    def check(self, path: str) -> None:
        """Note what is wrong with the page that is shown, on a phone and on a desk; `path` says which page it is."""

        self._page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        if (headings := self._page.locator(HEADINGS).count()) != 1:
            self._note(path, f"{headings} h1")
        if not self._page.title().strip():
            self._note(path, "no title")
        for wide in too_wide(self._page):
            self._note(path, f"wider than a phone: {wide}")
        self._run_axe(path)
        self._page.set_viewport_size(DESK)  # type: ignore[arg-type]
        for wide in too_wide(self._page):
            self._note(path, f"wider than a desk: {wide}")

    def check_in_the_hand(self, path: str) -> None:
        """What a thumb misses, and what somebody misses who magnifies."""
        for fault in (*too_small_to_tap(self._page), *faults_when_magnified(self._page)):
            self._note(path, fault)

    def check_at_a_desk(self, path: str) -> None:
        """What a wide page has that a phone hides: axe again, and a walk with the keyboard alone."""
        self._page.set_viewport_size(DESK)  # type: ignore[arg-type]
        self._run_axe(path)
        for fault in walk_by_keyboard(self._page):
            self._note(path, fault)

    def _run_axe(self, path: str) -> None:
        for violation in axe_violations(self._page):
            self._note(path, violation)

    def _note(self, path: str, trouble: str) -> None:
        self.crawl.troubles.append(f"{path}: {trouble}")


class _Listening:
    """Collects what the browser complains of: refused styles and scripts, errors, answers that failed."""

    def __init__(self, page: Page, into: list[str]) -> None:
        self._page = page
        self._into = into

    def __enter__(self) -> None:
        self._page.on("console", self._console)
        self._page.on("pageerror", self._error)
        self._page.on("response", self._response)

    def __exit__(self, *exc: object) -> None:
        self._page.remove_listener("console", self._console)
        self._page.remove_listener("pageerror", self._error)
        self._page.remove_listener("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._into.append(f"console: {message.text[:200]}")

    def _error(self, error: object) -> None:
        self._into.append(f"script: {error}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._into.append(f"{response.status} of {response.url}")


def readable(crawl: Crawl) -> str:
    """The troubles one below the other, for the message of a failed test."""
    return f"{len(crawl.visited)} pages, {len(crawl.troubles)} troubles:\n" + "\n".join(crawl.troubles)
