"""Inviting people."""

from tests.e2e.pages.screen import ID, Screen


class MadeInvitation(Screen):
    """Right after inviting: the link, shown this once."""

    path = rf"/pengguna/undangan/{ID}"

    @property
    def link_to_give(self) -> str:
        """The address that the invited person opens."""
        return self.page.locator("#tautan-undangan").inner_text().strip()


class Invite(Screen):
    """Whom to invite, as what, for which government and OPD."""

    path = r"/pengguna/undang"

    def send(self, name: str, email: str, role: str, unit: str = "") -> MadeInvitation:
        """Invite; `role` is the identifier, `unit` the name of the OPD."""
        self.box("Nama lengkap").fill(name)
        self.box("Alamat email").fill(email)
        self.page.locator(f"input[name=role][value={role}]").check()
        if unit:
            self.box("OPD").select_option(label=unit)
        self.button("Kirim undangan").click()
        return MadeInvitation(self.page)


class People(Screen):
    """Everybody with an account."""

    path = r"/pengguna"

    def invite(self) -> Invite:
        """Go to the form."""
        self.link("Undang pengguna").click()
        return Invite(self.page)
