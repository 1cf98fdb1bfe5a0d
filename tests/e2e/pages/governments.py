"""The settings of a government."""

from tests.e2e.pages.screen import Screen


class Government(Screen):
    """What is known of a government."""

    path = r"/pemerintah/[\d.]+"


class Settings(Screen):
    """Letterhead and signatory."""

    path = r"/pemerintah/[\d.]+/pengaturan"

    def sign_as(self, position: str, name: str, place: str) -> Government:
        """Who signs the documents, and where."""
        self.page.locator("[name=signatory_position]").fill(position)
        self.page.locator("[name=signatory_name]").fill(name)
        self.page.locator("[name=capital]").fill(place)
        self.button("Simpan").click()
        return Government(self.page)
