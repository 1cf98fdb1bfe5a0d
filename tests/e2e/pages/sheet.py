"""The task list of one assessment, its check page and its receipt."""

from playwright.sync_api import Page

from tests.e2e.pages.answer import Answer
from tests.e2e.pages.screen import ID, Screen


class Receipt(Screen):
    """The numbered proof of a submission."""

    path = rf"/asesmen/tanda-terima/{ID}"

    @property
    def number(self) -> str:
        """Such as BA-73.06-2021-0001."""
        return self.page.locator(".r-head__lead").inner_text().strip()


class Check(Screen):
    """What is missing, and the button that submits."""

    path = rf"/asesmen/isian/{ID}/periksa"

    def submit(self) -> Receipt:
        """Send it to the coordinator."""
        return self.confirm("Kirim asesmen", "Ya, kirim", Receipt)


class Sheet(Screen):
    """All questions by category."""

    path = rf"/asesmen/isian/{ID}"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.address = page.url.partition("?")[0]

    def codes(self) -> list[str]:
        """The questions that people answer; what the register computes is left out."""
        tasks = self.page.locator("a.r-task").filter(has_not=self.page.get_by_text("Dihitung sistem"))
        return [title.strip() for title in tasks.locator(".r-task__title").all_inner_texts()]

    def open(self, code: str) -> Answer:
        """Open one question."""
        self.page.locator("a.r-task").filter(
            has=self.page.locator(".r-task__title", has_text=code)
        ).first.click()
        return Answer(self.page)

    def check(self) -> Check:
        """See what is missing."""
        self.page.get_by_role("link", name="Periksa", exact=False).locator("visible=true").first.click()
        return Check(self.page)
