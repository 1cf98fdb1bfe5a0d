"""Bringing complaints in."""

from pathlib import Path
from typing import Self

from playwright.sync_api import Page, expect

from tests.e2e.pages.screen import ID, Screen


class Register(Screen):
    """The list of complaints."""

    path = r"/pengaduan"

    def import_file(self) -> "Imports":
        """Go to the import."""
        self.page.get_by_role("link", name="Impor berkas", exact=True).first.click()
        return Imports(self.page)


class Imports(Screen):
    """Where a file is chosen."""

    path = r"/pengaduan/impor"

    def upload(self, file: Path) -> "Columns":
        """Send the file; the worker reads it."""
        self.page.locator("input[type=file]").set_input_files(file)
        self.button("Unggah dan periksa kolom").click()
        return Columns.once_the_worker_is_through(self.page)


class _MadeByWorker(Screen):
    @classmethod
    def once_the_worker_is_through(cls, page: Page) -> Self:
        """Wait on the progress page, then follow its button."""
        result = page.locator("#kemajuan a.btn")
        if "/pekerjaan/" in page.url:
            expect(result).to_be_visible(timeout=30_000)
            result.click()
        return cls(page)


class Columns(_MadeByWorker):
    """Which column is what, as it was recognised."""

    path = rf"/pengaduan/impor/{ID}(/kolom)?"
    heading = "Kolom berkas"

    def go_on(self) -> "Findings":
        """Keep what was recognised."""
        self.button("Periksa berkas").click()
        return Findings.once_the_worker_is_through(self.page)


class Findings(_MadeByWorker):
    """What the import would do."""

    path = rf"/pengaduan/impor/{ID}"
    heading = "Pemeriksaan berkas"

    def confirm_import(self) -> "Result":
        """Do it."""
        self.button("Impor sekarang").click()
        return Result.once_the_worker_is_through(self.page)

    def count(self, label: str) -> str:
        """A figure: Baru, Berubah, Tetap, Ditolak."""
        tile = self.page.locator(".r-stat").filter(has=self.page.get_by_text(label, exact=True))
        return tile.locator(".r-stat__value").inner_text().strip()


class Result(Findings):
    """What the import did."""

    heading = "Hasil impor"
