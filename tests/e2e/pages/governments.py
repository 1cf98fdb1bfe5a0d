"""The settings of a government."""

from typing import Self

from tests.e2e.pages.screen import Screen


class Settings(Screen):
    """Letterhead and signatory."""

    path = r"/pemerintah/[\d.]+/pengaturan"

    def sign_as(self, position: str, name: str, place: str) -> Self:
        """Who signs the documents, and where."""
        self.page.locator("[name=signatory_position]").fill(position)
        self.page.locator("[name=signatory_name]").fill(name)
        self.page.locator("[name=capital]").fill(place)
        self.button("Simpan").click()
        return type(self)(self.page).shows("Pengaturan disimpan.")
