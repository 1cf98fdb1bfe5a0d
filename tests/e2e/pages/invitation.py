"""The page behind an invitation link."""

from tests.e2e.pages.screen import Screen
from tests.e2e.pages.start import Start


class Invitation(Screen):
    """Somebody without an account chooses a name and a password."""

    path = r"/undangan/[\w-]+"

    def accept(self, username: str, password: str, email: str = "") -> Start:
        """Make the account; `email` only where the page asks for it."""
        self.box("Nama pengguna").fill(username)
        self.box("Kata sandi").fill(password)
        self.box("Ulangi kata sandi").fill(password)
        if email:
            self.box("Alamat email").fill(email)
        self.button("Buat akun dan masuk").click()
        return Start(self.page)
