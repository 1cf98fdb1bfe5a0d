"""One question and its answer."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.pages.screen import ID, Screen


class Answer(Screen):
    """Level, reason and evidence of one indicator."""

    path = rf"/asesmen/isian/{ID}/[A-Z]+-\d+"

    @property
    def code(self) -> str:
        """The question in the address."""
        return re.split(r"[?#]", self.page.url)[0].rpartition("/")[2]

    @property
    def is_open(self) -> bool:
        """Whether there is something to fill in."""
        return self.page.locator("form[data-draft]").count() > 0

    def give(self, level: int) -> "Answer":
        """Choose the level, or what comes nearest in a question that asks for a figure, a choice, or yes or no."""
        choices = self.page.locator("main input[type=radio][name=answer]")
        if count := choices.count():
            choices.nth(min(level, count) - 1 if count > 2 else 0).check()  # yes stands before no
        else:
            self.page.locator("main input[name=answer]").fill(str(level * 20))
        return self

    def because(self, reason: str) -> "Answer":
        """Type the reason as a person does, so that the page saves it by itself."""
        self.box("Alasan").fill(reason)
        return self

    def is_saved_by_itself(self) -> "Answer":
        """The page says so without any click."""
        expect(self.page.locator("#status-simpan")).to_have_attribute("data-state", "saved", timeout=10_000)
        expect(self.page.locator("#status-simpan")).to_contain_text("Terkirim")
        return self

    def with_link(self, address: str, title: str) -> "Answer":
        """Give a link as evidence."""
        if not self.box("Tautan").is_visible():
            self.page.locator("summary", has_text="Tambahkan tautan").click()
        self.box("Tautan").fill(address)
        self.box("Nama tautan").fill(title)
        return self

    def with_file(self, *files: Path) -> "Answer":
        """Choose files as evidence; they go up with the next save."""
        self.page.locator("main input[type=file]").set_input_files(files)
        return self

    @property
    def save_button(self) -> Locator:
        """Saves, and leads on where there is a next question."""
        return self.page.get_by_role("button", name=re.compile("^Simpan( dan lanjut)?$")).locator(
            "visible=true"
        )

    def save(self) -> None:
        """Save; the page that follows depends on what was given."""
        with self.page.expect_navigation():
            self.save_button.click()
