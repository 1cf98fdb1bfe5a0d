"""How far the filling is: the nation, a province."""

from tests.e2e.pages.rounds import Board
from tests.e2e.pages.screen import Screen


class Floors(Screen):
    """Provinces, or the governments of one."""

    path = r"/asesmen/kemajuan"

    def province(self, name: str) -> "Floors":
        """Into one province, by its row in the table, turning pages until it is there."""
        row = self.page.locator("table").get_by_role("link", name=name, exact=True)
        while not row.count():
            self.link("Berikutnya").click()
            self.page.wait_for_load_state()
        row.click()
        return Floors(self.page)

    def government(self, name: str) -> Board:
        """To the board of one government, by its row in the table."""
        self.page.locator("table").get_by_role("link", name=name, exact=True).click()
        return Board(self.page)

    def row(self, name: str) -> str:
        """What a row of the table says."""
        return self.page.locator("table tr", has_text=name).first.inner_text()
