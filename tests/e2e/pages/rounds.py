"""Opening a round, and the board of it."""

from datetime import date

from tests.e2e.pages.screen import Screen
from tests.e2e.pages.verification import Verification


class Board(Screen):
    """OPD by category."""

    path = r"/asesmen/papan"

    def verify(self, unit: str) -> Verification:
        """Open the verification of an OPD that has submitted."""
        self.link(unit).click()
        return Verification(self.page)


class NewRound(Screen):
    """The form of a round."""

    path = r"/asesmen/putaran/baru"

    def open(self, title: str, year: int, opens: date, closes: date, version: str = "2021") -> Board:
        """Open it, with the national instrument of 2021 unless told otherwise."""
        self.page.locator("[name=version_code]").select_option(version)
        self.box("Nama putaran").fill(title)
        self.box("Tahun penilaian").fill(str(year))
        self.box("Dibuka pada").fill(opens.isoformat())
        self.box("Tenggat").fill(closes.isoformat())
        self.button("Buka putaran").click()
        return Board(self.page)
