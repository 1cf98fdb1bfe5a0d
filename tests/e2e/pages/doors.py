"""Coming in."""

from tests.e2e.pages.screen import Screen
from tests.e2e.pages.start import Start


class SignIn(Screen):
    """Username and password."""

    path = r"/masuk"

    def enter(self, username: str, password: str) -> Start:
        """Come in."""
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.button("Masuk ke akun").click()
        return Start(self.page)
