"""What everybody may read."""

from tests.e2e.pages.screen import ID, Screen


class PublicPlan(Screen):
    """One accepted plan."""

    path = rf"/publik/rencana/{ID}"


class PublicPlans(Screen):
    """All accepted plans."""

    path = r"/publik/"

    def open(self, government: str) -> PublicPlan:
        """Read one."""
        self.link(government).click()
        return PublicPlan(self.page)
