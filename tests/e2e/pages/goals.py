"""The levels that a plan aims at."""

from typing import Self

from tests.e2e.pages.plan import Compile
from tests.e2e.pages.screen import ID, Screen


class Goals(Screen):
    """A level for each category or indicator and year."""

    path = rf"/rencana-aksi/{ID}/sasaran"

    def aim(self, indicator: str, year: int, level: int) -> Self:
        """Choose a level for one indicator, unfolding its category first."""
        box = self.page.get_by_label(f"{indicator}, {year}", exact=True)
        if not box.is_visible():
            self.page.locator("details", has=box).locator("> summary").click()
        box.select_option(str(level))
        return self

    def save(self) -> Compile:
        """Save; what the goals change in the plan comes next."""
        self.button("Simpan sasaran").click()
        return Compile(self.page)

    def is_refused(self) -> Self:
        """Save too late: the page stays at this address and shows what both wrote."""
        self.button("Simpan sasaran").click()
        return type(self)(self.page)
