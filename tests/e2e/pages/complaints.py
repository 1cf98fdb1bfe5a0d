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

    def enter(self) -> "Entry":
        """Go to the form by which a complaint is written down."""
        self.page.get_by_role("link", name="Catat pengaduan", exact=True).first.click()
        return Entry(self.page)

    def view(self, name: str) -> "Register":
        """Choose kept filters."""
        self.page.locator(".r-tabs").get_by_role("link", name=name, exact=True).click()
        return Register(self.page)

    def open(self, number: str) -> "ComplaintPage":
        """Open a complaint of the list."""
        self.link(f"#{number}").click()
        return ComplaintPage(self.page)


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


class Entry(Screen):
    """Where a complaint is written down."""

    path = r"/pengaduan/catat"

    def send(self, *, title: str, text: str, channel: str = "", received: str = "") -> "Entry":
        """Fill the form and send it; what came of it is on the page."""
        if channel:
            self.page.get_by_label("Cara masuk").select_option(channel)
        if received:
            self.page.get_by_label("Diterima pada").fill(received)
        self.page.get_by_label("Judul").fill(title)
        self.page.get_by_label("Isi laporan").fill(text)
        self.button("Catat pengaduan").click()
        return self

    def receipt(self) -> "EntryReceipt":
        """The complaint was taken."""
        return EntryReceipt(self.page)


class EntryReceipt(Screen):
    """What the reporter takes home."""

    path = rf"/pengaduan/{ID}/tanda-terima"

    @property
    def number(self) -> str:
        """The number of the complaint."""
        return self.page.locator(".r-receipt").inner_text().strip()


class ComplaintPage(Screen):
    """One complaint."""

    path = rf"/pengaduan/{ID}"

    @property
    def primary(self) -> str:
        """What the one button says that stands out."""
        return self.page.locator(".r-card .btn-primary").inner_text().strip()

    def step(self, label: str) -> "StepPage":
        """Choose a step."""
        self.link(label).click()
        return StepPage(self.page)


class StepPage(Screen):
    """One step of handling."""

    path = rf"/pengaduan/{ID}/langkah/[a-z-]+"

    def choose_unit(self, name: str) -> Self:
        """The OPD in charge."""
        self.page.get_by_label("OPD yang berwenang").select_option(label=name)
        return self

    def say(self, words: str) -> Self:
        """The answer or the reason."""
        self.page.locator("textarea[name=note]").fill(words)
        return self

    def rate(self, stars: str) -> Self:
        """What the reporter thought of it."""
        self.page.get_by_label("Penilaian pelapor").select_option(label=stars)
        return self

    def take(self, at: str = "") -> ComplaintPage:
        """Do it, at a moment or now."""
        self.press(at)
        return ComplaintPage(self.page)

    def press(self, at: str = "") -> Self:
        """Press the button, wherever it leads."""
        if at:
            self.page.locator("[name=at]").fill(at)
        self.page.locator("main form.r-card button[type=submit]").click()
        return self


class Problem(Screen):
    """One recurring problem, and what was undertaken against it."""

    path = rf"/pengaduan/masalah/{ID}"
