"""Documents: asking for one, watching it being made, downloading it."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.pages.screen import ID, Screen

PATIENCE = 120_000  # milliseconds; a plan of many pages takes its time on a busy machine


class Making(Screen):
    """The page of the job, which shows how far it is."""

    path = rf"/pekerjaan/{ID}"

    def download(self, into: Path) -> Path:
        """Wait for the worker, then save the file."""
        ready = self.link("Unduh dokumen")
        expect(ready).to_be_visible(timeout=PATIENCE)
        with self.page.expect_download() as coming:
            ready.click()
        file = into / coming.value.suggested_filename
        coming.value.save_as(file)
        return file


class NewDocument(Screen):
    """The form of one document."""

    path = r"/laporan/buat/\w+"

    def make(self) -> Making:
        """As PDF in Indonesian, the way it is preset."""
        self.button("Buat dokumen").click()
        return Making(self.page)

    def make_or_wait(self, title: str, into: Path) -> Path:
        """Ask for it; if somebody else asked a moment ago the list is shown, and one looks there until it is made."""
        self.button("Buat dokumen").click()
        self.page.wait_for_url(re.compile(r"/pekerjaan/|/laporan/(\?|$)"))
        if "/pekerjaan/" in self.page.url:
            return Making(self.page).download(into)
        listed = Documents(self.page).shows("sedang dibuat atas permintaan orang lain")
        return listed.download(title, into)


class Documents(Screen):
    """What can be made and what was made."""

    path = r"/laporan/"

    def begin(self, title: str) -> NewDocument:
        """Choose one by its title."""
        self.page.locator("a.r-task").filter(
            has=self.page.locator(".r-task__title").get_by_text(title, exact=True)
        ).click()
        return NewDocument(self.page)

    def download(self, title: str, into: Path) -> Path:
        """Look again until the latest of this title is there, then save it."""
        row = self.page.locator("tbody tr", has_text=title).first
        ready = row.get_by_role("link", name="Unduh")
        for _look in range(PATIENCE // 1000):
            if ready.count():
                break
            self.page.wait_for_timeout(1000)
            self.page.reload()
        with self.page.expect_download() as coming:
            ready.click()
        file = into / coming.value.suggested_filename
        coming.value.save_as(file)
        return file
