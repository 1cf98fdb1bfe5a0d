"""The people of the browser tests: each has a browser window and cookies of their own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

OpenWindow = Callable[..., Page]
# A refused answer and a broken line are logged as well; the tests that cause them look at the page themselves.
ABOUT_THE_LINE = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
PHONE = {"width": 390, "height": 844}


@contextmanager
def windows(browser: Browser, usual: Mapping[str, Any]) -> Iterator[OpenWindow]:
    """Yields `open(**context_options)`; at the end no browser may have complained of a script or a refused style."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ABOUT_THE_LINE):
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def open_window(**options: Any) -> Page:
        context = browser.new_context(**{**usual, **options})
        opened.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    try:
        yield open_window
    finally:
        for context in opened:
            context.close()
    assert not complaints, complaints
