"""What compiling would change, line by line; lines that read alike; what OPD propose."""

import re
from typing import Self

from playwright.sync_api import Locator, expect

from tests.e2e.pages.plan import Compile, Line, Matrix
from tests.e2e.pages.screen import ID, Screen

RANK = re.compile(r"Peringkat ([\d.,]+) = jarak ([\d.,]+) × bobot ([\d.,]+) × ([\d.]+) OPD × beban ([\d.,]+)")


def number_of(text: str) -> float:
    """A number as it is written in Indonesian."""
    return float(text.replace(".", "").replace(",", "."))


class Changes(Compile):
    """The same page once lines are there: what is new, changed, orphaned."""

    def entry(self, activity: str) -> Locator:
        """The box of one entry, unfolded if its category was folded."""
        box = self.page.get_by_label(activity, exact=True)
        entry = self.page.locator("#susun .border-top", has=box)
        if not entry.is_visible():
            self.page.locator("#susun > details", has=box).locator("> summary").click()
        return entry

    def tick(self, *activities: str) -> Self:
        """Tick exactly these entries."""
        self.link("Tidak satu pun").click()
        again = type(self)(self.page)
        for activity in activities:
            again.entry(activity).get_by_role("checkbox").check()
        return again

    def ranks(self, category: str) -> list[tuple[float, ...]]:
        """The rank and its factors of every new line of a category, in the order of the page."""
        group = self.page.locator("#susun > details", has=self.page.get_by_role("heading", name=category))
        return [
            tuple(number_of(part) for part in found)
            for text in group.locator("details").all_text_contents()
            for found in RANK.findall(text)
        ]

    def take(self) -> Matrix:
        """Take what is ticked."""
        self.button("Ambil yang tercentang").last.click()
        return Matrix(self.page)

    def take_with_a_double_click(self) -> Matrix:
        """Two clicks where one was meant."""
        self.button("Ambil yang tercentang").last.dblclick()
        return Matrix(self.page)


class Similar(Screen):
    """Two lines that read alike, side by side."""

    path = rf"/rencana-aksi/{ID}/mirip"

    def shows_side_by_side(self, first: str, second: str) -> Self:
        """Both wordings are on one card."""
        card = self.page.locator("section.r-card", has_text=first).filter(has_text=second)
        expect(card).to_have_count(1)
        return self

    def keep(self, activity: str) -> Line:
        """Merge both into the one whose words are these; the merged line is shown to be checked."""
        side = self.page.locator("section.r-card .col-md-6").filter(
            has=self.page.get_by_text(activity, exact=True)
        )
        side.get_by_role("button", name="Gabungkan dengan kata-kata ini").click()
        return Line(self.page)


class Proposals(Screen):
    """What the OPD proposed and what became of it."""

    path = r"/usulan"

    def propose(self) -> "ProposalForm":
        """To the form."""
        self.link("Usulkan kegiatan").first.click()
        return ProposalForm(self.page)

    def line_of(self, activity: str) -> None:
        """Follow a proposal to the line that it became."""
        row = self.page.locator("tr", has=self.page.get_by_role("rowheader", name=activity))
        row.get_by_role("link", name="Lihat kegiatannya").click()


class ProposalForm(Screen):
    """The form of a proposal."""

    path = r"/usulan/baru"

    def send(self, activity: str, category: str, budgets: dict[int, str]) -> Proposals:
        """Write it down and save."""
        self.box("Kegiatan").fill(activity)
        self.box("Indikator keluaran").fill("Petugas terlatih")
        self.box("Satuan").fill("orang")
        self.page.locator("[name=category_code]").select_option(category)
        for year, budget in budgets.items():
            self.page.locator(f"[name=budget_{year}]").fill(budget)
            self.page.locator(f"[name=target_{year}]").fill("10")
        self.button("Simpan usulan").click()
        return Proposals(self.page)
