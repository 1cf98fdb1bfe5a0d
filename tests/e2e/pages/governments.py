"""The settings of a government."""

from typing import Self

from playwright.sync_api import expect

from tests.e2e.pages.screen import Screen

PATIENCE = 30_000  # milliseconds: pages are laid out in a process that starts for it


class Settings(Screen):
    """Coordinating unit, place, time zone."""

    path = r"/pemerintah/[\d.]+/pengaturan"

    def signs_at(self, place: str) -> Self:
        """Where documents are signed."""
        self.page.locator("[name=capital]").fill(place)
        self.button("Simpan").click()
        return type(self)(self.page).shows("Pengaturan disimpan.")


class DocumentSettings(Screen):
    """Letterhead, signatories, paper and colour."""

    path = r"/pemerintah/[\d.]+/pengaturan-dokumen"

    def sign_as(self, position: str, name: str) -> Self:
        """Who signs; the page has drawn its preview by itself before."""
        expect(self.page.locator("#pratinjau-isi img").first).to_be_visible(timeout=PATIENCE)
        self.page.locator("[name=main__position]").fill(position)
        self.page.locator("[name=main__name]").fill(name)
        self.button("Simpan").click()
        return type(self)(self.page).shows("Pengaturan dokumen disimpan.")
