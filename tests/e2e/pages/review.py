"""The plan in the hands of the ministry, the province and the Ombudsman."""

from typing import Self

from playwright.sync_api import expect

from tests.e2e.pages.screen import ID, Screen
from tests.e2e.pages.twice import click_twice


class Queue(Screen):
    """Plans that wait for a review."""

    path = r"/telaah"

    def find(self, words: str) -> Self:
        """Search by name or code."""
        self.page.get_by_label("Nama atau kode wilayah").fill(words)
        self.button("Terapkan").click()
        return type(self)(self.page)

    def open(self, government: str) -> "Review":
        """Read one."""
        self.link(government).click()
        return Review(self.page)


class Review(Screen):
    """A submitted plan as its reviewer reads it."""

    path = rf"/telaah/{ID}"

    def start(self) -> Self:
        """Take it up."""
        self.button("Mulai telaah").click()
        return self.shows("Sedang ditelaah")

    def part(self, name: str) -> Self:
        """Turn to Matriks, Naskah, Catatan, Perubahan, Nilai dan pengaduan, or Riwayat."""
        self.page.locator(".r-tabs").get_by_role("link", name=name).click()
        return type(self)(self.page)

    def comment_on(self, activity: str) -> "Comment":
        """Write about one line."""
        line = self.page.locator("section.r-card", has_text=activity).first
        line.locator(".r-card__head a.btn").click()
        return Comment(self.page)

    def close_comment(self, text: str) -> Self:
        """Agree that a comment is settled."""
        self.page.locator("article", has_text=text).get_by_role("button", name="Tutup catatan").click()
        return self.shows("Ditutup")

    def give_back(self) -> "Decision":
        """To the form that returns it."""
        self.link("Kembalikan").click()
        return Decision(self.page)

    def accept(self) -> "Decision":
        """To the form that accepts it."""
        self.link("Terima").click()
        return Decision(self.page)


class Comment(Screen):
    """The form of a comment."""

    path = rf"/telaah/{ID}/catatan"

    def about(self, cell: str) -> Self:
        """Point at one cell of the line, by its name."""
        self.page.get_by_label("Bagian kegiatan").select_option(label=cell)
        return self

    def save(self, text: str, severity: str = "") -> Review:
        """Write it down; `severity` is must, should or note."""
        self.page.locator("textarea[name=text]").fill(text)
        if severity:
            self.page.locator(f"input[name=severity][value={severity}]").check()
        self.button("Simpan catatan").click()
        return Review(self.page).shows(text)


class Decision(Screen):
    """Returning or accepting."""

    path = rf"/telaah/{ID}/(terima|kembalikan)"

    def give_back(self, reason: str) -> Queue:
        """Return it; back to the queue."""
        self.box("Alasan pengembalian").fill(reason)
        self.button("Kembalikan").click()
        return Queue(self.page)

    def is_refused(self, text: str) -> Self:
        """Try to return it; the page says what is missing."""
        self.button("Kembalikan").click()
        return type(self)(self.page).shows(text)

    def accept(self, words: str) -> Review:
        """Accept it."""
        self.page.locator("[name=reason]").fill(words)
        self.button("Terima rencana aksi").click()
        return Review(self.page)

    def accept_with_a_double_click(self, words: str) -> Review:
        """Two clicks where one was meant, in a browser without script."""
        self.page.locator("[name=reason]").fill(words)
        click_twice(self.button("Terima rencana aksi"))
        return Review(self.page)

    def is_not_accepted(self, text: str) -> Self:
        """Try to accept it; the page says what stands in the way."""
        self.button("Terima rencana aksi").click()
        expect(self.page.locator(".r-errors")).to_contain_text(text)
        return type(self)(self.page)


class ReviewScores(Screen):
    """The rubric of one submission."""

    path = rf"/telaah/{ID}/rubrik"

    def give_all(self, score: int) -> Self:
        """The same score everywhere."""
        for box in self.page.locator(f"input[name^='nilai-'][value='{score}']").all():
            box.check()
        return self

    def save(self) -> Review:
        """Keep the scores and go back to the review."""
        self.button("Simpan nilai").click()
        self.shows("butir").link("Kembali ke telaah").click()
        return Review(self.page)
