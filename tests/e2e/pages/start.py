"""The start page of somebody who has signed in."""

from tests.e2e.pages.screen import Next, Screen


class Start(Screen):
    """What waits for this person, the most urgent first."""

    path = r"/"

    def next_task(self, leads_to: type[Next]) -> Next:
        """Do what the page proposes as the next thing."""
        self.page.locator(".r-next a.btn").click()
        return leads_to(self.page)
