"""A real Chromium before a really running installation."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.live import ROOT, Installation, installation
from tests.e2e.people import OpenWindow, windows
from tests.guards.tools import missing

SCREENSHOTS = ROOT / "test-results" / "screens"
expect.set_options(timeout=15_000)  # a machine that does much else at once is slow, not broken

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium; Playwright's own download is never used."""
    found = [
        path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
    ]
    if not found:
        missing("chromium")
    return {"executable_path": found[0], "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    """An office in Sinjai."""
    return {"base_url": base_url, "locale": "id-ID", "timezone_id": "Asia/Makassar", "viewport": WIDE}


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The running installation; its database is shared by the tests of this process, so make rows of your own."""
    with installation(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(live: Installation) -> str:
    """`page.goto("/masuk")` works."""
    return live.url


@pytest.fixture(scope="session")
def nation(live: Installation) -> Installation:
    """All provinces and regencies, and a published instrument: what every installation begins with."""
    live.command("regions", "load")
    live.command("instrument", "publish", "2021")
    return live


@pytest.fixture(scope="session")
def demo(nation: Installation) -> dict[str, Any]:
    """The demo regency; `demo["accounts"]` has role, username, password, government and unit of each."""
    live = nation
    seeded: dict[str, Any] = json.loads(live.command("seed", "demo", "--json"))
    return seeded


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A tab. Whatever the browser itself complains of (a refused inline style, a broken script) fails the test."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A page that answers 4xx on purpose is logged as a failed resource; its test looks at the answer itself.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints


@pytest.fixture
def window(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[OpenWindow]:
    """`window(**options)` opens a browser window with cookies of its own: another person, a phone, no JavaScript."""
    with windows(browser, browser_context_args) as open_window:
        yield open_window


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with a readable report if the page has an accessibility violation."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def screenshots() -> Callable[[Page, str], list[Path]]:
    """`screenshots(page, "papan")` writes test-results/screens/papan-1280.png and -390.png, whole pages."""

    def take(page: Page, name: str) -> list[Path]:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        taken = []
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            path = SCREENSHOTS / f"{name}-{size['width']}.png"
            page.screenshot(path=path, full_page=True)
            taken.append(path)
        return taken

    return take


@pytest.fixture
def sign_in(page: Page) -> Callable[[str, str], Page]:
    """`sign_in(username, password)` goes through the sign-in page."""

    def through_the_door(username: str, password: str) -> Page:
        page.context.clear_cookies()
        page.goto("/masuk")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("button[type=submit]:not([formnovalidate]), input[type=submit]")
        page.wait_for_load_state()
        return page

    return through_the_door
