"""The list of OPD and the ways to fill it."""

from tests.e2e.pages.screen import ID, Screen


class Unit(Screen):
    """One OPD."""

    path = rf"/opd/{ID}"


class Units(Screen):
    """All OPD of the government."""

    path = r"/opd"

    def use_standard_list(self) -> "StandardList":
        """Begin with the OPD that are usual."""
        self.link("Pakai daftar baku").click()
        return StandardList(self.page)

    def add(self) -> "AddUnit":
        """One more."""
        self.link("Tambah OPD").click()
        return AddUnit(self.page)


class StandardList(Screen):
    """The usual OPD, each with a tick."""

    path = r"/opd/daftar-baku"

    def take_only(self, *names: str) -> Units:
        """Take these and leave the rest."""
        for tick in self.page.locator("input[name=units]").all():
            tick.set_checked(False)
        for name in names:
            self.page.locator("#units .form-check", has_text=name).first.locator("input").check()
        self.button("Tambahkan yang dipilih").click()
        return Units(self.page)


class AddUnit(Screen):
    """The form of a new OPD."""

    path = r"/opd/tambah"

    def save(self, name: str, short_name: str, kind: str) -> Unit:
        """Add it; `kind` is the identifier."""
        self.box("Nama OPD").fill(name)
        self.box("Singkatan").fill(short_name)
        self.page.locator("[name=kind]").select_option(kind)
        self.button("Tambahkan").click()
        return Unit(self.page)
