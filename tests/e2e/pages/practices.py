"""What other governments did and what changed afterwards."""

from tests.e2e.pages.plan import Line
from tests.e2e.pages.screen import ID, Screen

ATTEMPTS = 60  # seconds that the worker may take to measure a plan that was just accepted


class Practice(Screen):
    """One practice."""

    path = rf"/praktik-baik/{ID}"

    def take_over_with_a_double_click(self) -> Line:
        """Take it into one's own plan, with two clicks where one was meant."""
        self.button("Ambil ke rencana saya").dblclick()
        return Line(self.page)


class Practices(Screen):
    """The library."""

    path = r"/praktik-baik"

    def search(self, gap: str, words: str) -> "Practices":
        """Look for what answers a gap."""
        self.page.locator("[name=kesenjangan]").select_option(gap)
        self.page.locator("[name=cari]").fill(words)
        self.button("Terapkan").click()
        return Practices(self.page)

    def open(self, activity: str) -> Practice:
        """Open one as soon as the worker has measured it."""
        found = self.page.get_by_role("link", name=activity)
        for _attempt in range(ATTEMPTS):
            if found.is_visible():
                break
            self.page.wait_for_timeout(1000)
            self.page.reload()
        found.click()
        return Practice(self.page)
