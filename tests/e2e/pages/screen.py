"""What all pages share."""

import re
from typing import ClassVar, Self, TypeVar

from playwright.sync_api import Locator, Page, expect

Next = TypeVar("Next", bound="Screen")

ID = r"[\w-]+"


class Screen:
    """A page that is open. Making one waits until the browser has arrived at its address."""

    path: ClassVar[str] = r"/.*"
    heading: ClassVar[str] = ""  # where one address shows several pages in turn

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page).to_have_url(re.compile(rf"^https?://[^/]+{self.path}(\?[^#]*)?(#.*)?$"))
        title = page.locator("h1:not(trix-editor h1)")  # what people write there has headings of its own
        expect(title).to_have_text(self.heading) if self.heading else expect(title).to_be_visible()

    @classmethod
    def visit(cls, page: Page, address: str) -> Self:
        """Go there by address, as with a bookmark."""
        page.goto(address)
        return cls(page)

    def menu(self, label: str, leads_to: type[Next]) -> Next:
        """Choose an entry of the main menu, unfolding it first on a phone."""
        entry = self.page.locator(".r-nav").get_by_role("link", name=label, exact=True)
        if not entry.is_visible():
            self.page.locator(".r-nav summary").click()
        entry.click()
        return leads_to(self.page)

    def tab(self, name: str, leads_to: type[Next]) -> Next:
        """Turn to another page of the same thing."""
        self.page.locator(".r-tabs").get_by_role("link", name=name).click()
        return leads_to(self.page)

    def button(self, label: str) -> Locator:
        """The visible button of this name."""
        return self.page.get_by_role("button", name=label, exact=True).locator("visible=true")

    def link(self, label: str) -> Locator:
        """The visible link of this name."""
        return self.page.get_by_role("link", name=label, exact=True).locator("visible=true")

    def box(self, label: str) -> Locator:
        """The field with this label; that it is optional stands behind it."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*\(opsional\))?\s*$")).locator(
            "visible=true"
        )

    def confirm(self, opener: str, answer: str, leads_to: type[Next]) -> Next:
        """Answer the question behind a dangerous button; works in place without script."""
        self.page.locator(".r-confirm > summary", has_text=opener).first.click()
        self.button(answer).click()
        return leads_to(self.page)

    def shows(self, text: str) -> Self:
        """The text is to be read somewhere on the page."""
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()
        return self
