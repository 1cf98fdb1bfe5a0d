"""Progress in the hands of its regency."""

from pathlib import Path
from typing import Self

from playwright.sync_api import expect

from tests.e2e.pages.screen import ID, Screen


class PlanProgress(Screen):
    """Lines and quarters of one year."""

    path = rf"/capaian/rencana/{ID}"

    def open_quarter(self) -> "OpenQuarter":
        """The form that opens a quarter."""
        self.link("Buka triwulan").click()
        return OpenQuarter(self.page)


class OpenQuarter(Screen):
    """Choose a quarter and its due date."""

    path = rf"/capaian/rencana/{ID}/buka"

    def open(self, quarter: str) -> "QuarterBoard":
        """Open this quarter until the proposed due date."""
        self.page.get_by_label("Triwulan", exact=True).select_option(label=quarter)
        self.button("Buka triwulan").click()
        return QuarterBoard(self.page)


class QuarterBoard(Screen):
    """The coordinator's board of one quarter."""

    path = rf"/capaian/triwulan/{ID}/papan"

    def heap(self, name: str) -> Self:
        """Show the reports of one status."""
        self.page.locator(".r-tabs").get_by_role("link", name=name).click()
        return type(self)(self.page)

    def verify_all(self) -> Self:
        """Choose every report that is shown, and verify them."""
        for box in self.page.locator("input[name=laporan]").all():
            box.check()
        self.button("Verifikasi yang dipilih").click()
        return type(self)(self.page)

    def report(self, activity: str) -> "ReportRead":
        """One report to read."""
        self.page.get_by_role("link", name=activity).click()
        return ReportRead(self.page)

    def close(self) -> PlanProgress:
        """Lock the quarter."""
        return self.confirm("Tutup triwulan", "Ya, tutup", PlanProgress)


class LineStory(Screen):
    """One line from its gap to its effect."""

    path = rf"/capaian/baris/{ID}"

    def propose(self, year: int, target: str, reason: str) -> "Addenda":
        """Ask the leader for another target."""
        self.link("Usulkan perubahan target").click()
        self.page.get_by_label(f"Target {year}").fill(target)
        self.page.get_by_label("Alasan perubahan target").fill(reason)
        self.button("Ajukan kepada pimpinan").click()
        return Addenda(self.page)


class Addenda(Screen):
    """Changes of targets after acceptance."""

    path = rf"/capaian/rencana/{ID}/adendum"

    def approve(self) -> Self:
        """The leader agrees."""
        return self.confirm("Setujui", "Ya, setujui", type(self))


class ReportRead(Screen):
    """A report as the coordinator or a reader sees it."""

    path = rf"/capaian/triwulan/{ID}/baris/{ID}"

    def verify(self) -> QuarterBoard:
        """Agree with what was reported."""
        self.button("Verifikasi").click()
        return QuarterBoard(self.page)

    def send_back(self, reason: str) -> QuarterBoard:
        """Return it to the unit."""
        self.link("Kembalikan kepada OPD").click()
        self.page.get_by_label("Alasan pengembalian").fill(reason)
        self.button("Kembalikan").click()
        return QuarterBoard(self.page)


class OwnLines(Screen):
    """What an OPD has to report."""

    path = rf"/capaian/triwulan/{ID}/opd"

    def write(self, activity: str) -> "ReportForm":
        """The report of one line."""
        self.page.get_by_role("link", name=activity).click()
        return ReportForm(self.page)


class ReportForm(Screen):
    """The form of one report."""

    path = rf"/capaian/triwulan/{ID}/baris/{ID}"

    def prove(self, file: Path) -> Self:
        """Choose a file as evidence; it goes up with the next save."""
        self.page.locator("main input[type=file]").set_input_files(file)
        return self

    def fill(self, output: str, spent: str, obstacle: str = "", next_step: str = "") -> Self:
        """Type the figures and words."""
        self.page.fill("[name=output]", output)
        self.page.fill("[name=spent]", spent)
        self.page.fill("[name=obstacle]", obstacle)
        self.page.fill("[name=next_step]", next_step)
        return self

    def saves_itself(self) -> Self:
        """Wait until the form says that it is kept."""
        expect(self.page.locator("#status-simpan")).to_contain_text("Tersimpan")
        return self

    def send(self) -> OwnLines:
        """Hand it in."""
        self.button("Kirim laporan").click()
        return OwnLines(self.page)

    def send_with_a_double_click(self) -> OwnLines:
        """Two clicks where one was meant."""
        self.button("Kirim laporan").dblclick()
        return OwnLines(self.page)

    def is_refused(self) -> Self:
        """Try to hand it in; the page says what is missing."""
        self.button("Kirim laporan").click()
        expect(self.page.locator(".r-errors")).to_be_visible()
        return self
