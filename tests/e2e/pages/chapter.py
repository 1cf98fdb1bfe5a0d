"""A chapter: writing it, its margin, its history."""

from typing import Self

from playwright.sync_api import Locator, expect

from tests.e2e.pages.plan import Chapter, Narrative
from tests.e2e.pages.screen import ID, Screen

# The new paragraph stands and holds the caret: what is typed before goes to the old one.
DRAWN = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)


class Editor(Chapter):
    """The editor of one chapter."""

    def insert(self, placeholder: str) -> Self:
        """Put a figure where the cursor stands, by its button."""
        self.page.get_by_role("button", name=f"Sisipkan {placeholder}", exact=True).click()
        return self

    def type(self, text: str) -> Self:
        """Type at the cursor."""
        self.page.keyboard.type(text, delay=15)  # as a hand would: the editor draws between two strokes
        return self

    def at_the_end(self) -> Self:
        """Put the cursor into a new paragraph behind the text."""
        self.page.bring_to_front()  # the editor draws itself slowly in a window that nobody sees
        self.page.locator("trix-editor").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Enter")
        self.page.evaluate(DRAWN)
        return self

    def present(self) -> Locator:
        """Who else has the chapter open."""
        return self.page.locator("#hadir")

    def margin(self) -> "Margin":
        """To the notes beside the paragraphs."""
        self.page.get_by_role("link", name="Catatan pinggir").click()
        return Margin(self.page)

    def history(self) -> "History":
        """To the earlier states."""
        self.link("Riwayat").click()
        return History(self.page)


class Margin(Screen):
    """A chapter with notes beside its paragraphs."""

    path = rf"/rencana-aksi/{ID}/naskah/\w+/pinggir"

    def note(self, paragraph: str, text: str) -> Self:
        """Write a note beside a paragraph."""
        card = self.page.locator(".r-card", has=self.page.locator(".r-prose", has_text=paragraph))
        card.locator("summary", has_text="Beri catatan").click()
        card.get_by_label("Catatan pada paragraf ini").fill(text)
        card.get_by_role("button", name="Simpan catatan pada paragraf").click()
        return type(self)(self.page).shows(text)

    def answer(self, note: str, text: str) -> Self:
        """Answer a note."""
        thread = self.page.locator("article", has_text=note)
        thread.locator("summary", has_text="Balas").click()
        thread.get_by_label("Balasan").fill(text)
        thread.get_by_role("button", name="Kirim balasan").click()
        return type(self)(self.page).shows(text)

    def close(self, note: str) -> Self:
        """Say that a note is settled."""
        self.page.locator("article", has_text=note).get_by_role("button", name="Tutup catatan").click()
        return type(self)(self.page).shows("Ditutup")


class History(Screen):
    """Every kept state of a chapter."""

    path = rf"/rencana-aksi/{ID}/naskah/\w+/riwayat"

    def compare(self, number: int) -> Self:
        """Hold a state against the present text."""
        row = self.page.locator("tr", has=self.page.get_by_role("rowheader", name=str(number), exact=True))
        row.get_by_role("link", name="dengan isi sekarang").click()
        expect(self.page.locator("#judul-perbedaan")).to_contain_text(f"Nomor {number} dibandingkan")
        return type(self)(self.page)

    def bring_back(self) -> Self:
        """Make the compared state the present one."""
        return self.confirm("Kembalikan isi ini", "Ya, kembalikan", type(self))


def doubts(narrative: Narrative | Chapter) -> Locator:
    """The sentences that may not fit their figures any more."""
    return narrative.page.locator("section.r-card li", has=narrative.page.locator("blockquote"))
