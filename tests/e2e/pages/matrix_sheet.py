"""The matrix as a sheet."""

from typing import Self

from playwright.sync_api import Locator, expect

from tests.e2e.pages.screen import ID, Screen

SAVED = "Semua perubahan tersimpan"


class MatrixSheet(Screen):
    """All lines with all their cells, to be written in."""

    path = rf"/rencana-aksi/{ID}/lembar"

    def cell(self, row: int, key: str) -> Locator:
        """A cell by its row, counted from 0, and the name of its column."""
        return self.page.locator("tr[data-line]").nth(row).locator(f"td[data-cell='{key}']")

    def go(self, row: int, key: str) -> Self:
        """Click a cell."""
        # The script shows it, on a wide screen: from then on a click is heard.
        expect(self.page.locator("[data-sheet-bar]")).to_be_visible()
        self.cell(row, key).click()
        expect(self.cell(row, key)).to_be_focused()
        return self

    def press(self, *keys: str) -> Self:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> Self:
        """Type into the cell that has the focus."""
        self.page.keyboard.type(text)
        return self

    def paste(self, block: str) -> Self:
        """Put a block on the clipboard, as a spreadsheet does, and paste it."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", block)
        return self.press("Control+v")

    def column(self, key: str, rows: int) -> list[str]:
        """What stands in the first rows of a column."""
        return [self.cell(row, key).inner_text() for row in range(rows)]

    def shows_saved(self) -> Self:
        """Everything is with the server."""
        expect(self.page.locator("[data-sheet-state]")).to_have_text(SAVED)
        return self

    def sum_of(self, key: str) -> Locator:
        """The sum below a column."""
        return self.page.locator(f"[data-sum='{key}']")
