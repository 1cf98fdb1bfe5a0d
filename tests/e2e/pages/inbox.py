"""Notices."""

from tests.e2e.pages.screen import Next, Screen


class Inbox(Screen):
    """What happened, the latest first."""

    path = r"/pemberitahuan"

    def open(self, title: str, leads_to: type[Next]) -> Next:
        """Open the latest notice of this title: the page that it speaks of."""
        self.page.get_by_role("button", name=f"Buka {title}").first.click()
        return leads_to(self.page)
