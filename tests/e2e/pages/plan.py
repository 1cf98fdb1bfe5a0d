"""The plan in the hands of its regency."""

from pathlib import Path
from typing import Self

from playwright.sync_api import expect

from tests.e2e.pages.screen import ID, Screen

ATTEMPTS = 90  # seconds that the worker may take over a document


class Overview(Screen):
    """The plan at a glance, and the step that comes next."""

    path = r"/rencana-aksi"

    @property
    def plan_id(self) -> str:
        """The plan in the address of its matrix."""
        address = self.link("Matriks").get_attribute("href") or ""
        return address.split("/")[2]

    def begin(self) -> "NewPlan":
        """Where there is no plan yet."""
        self.link("Mulai rencana aksi").click()
        return NewPlan(self.page)

    def compile(self) -> "Compile":
        """Let the lines be proposed."""
        self.link("Susun kegiatan").or_(self.link("Susun ulang")).first.click()
        return Compile(self.page)

    def matrix(self) -> "Matrix":
        """All lines."""
        self.link("Matriks").click()
        return Matrix(self.page)

    def narrative(self) -> "Narrative":
        """All chapters."""
        self.link("Naskah").click()
        return Narrative(self.page)

    def comments(self) -> "Comments":
        """What the ministry says."""
        self.page.locator(".r-tabs").get_by_role("link", name="Catatan").click()
        return Comments(self.page)

    def ask_for_approval(self) -> Self:
        """Hand the plan to the leader."""
        return self.confirm("Minta persetujuan pimpinan", "Ya, minta persetujuan", type(self))

    def approve(self) -> Self:
        """The leader agrees."""
        return self.confirm("Setujui", "Ya, setujui", type(self))

    def submit(self) -> "Submission":
        """Send it to the ministry: an official version with a receipt."""
        return self.confirm("Kirim ke kementerian", "Ya, kirim", Submission)

    def start_mending(self) -> "Comments":
        """Take a returned plan up again, beginning with the comments."""
        self.button("Mulai perbaikan").click()
        return Comments(self.page)

    def submission(self, number: int) -> "Submission":
        """Look at what was sent."""
        self.link(f"Kiriman ke-{number}").click()
        return Submission(self.page)

    def is_in(self, state: str) -> Self:
        """Where the plan stands, in words."""
        expect(self.page.locator("#giliran")).to_have_text(state)
        return self


class NewPlan(Screen):
    """Title and years of a new plan."""

    path = r"/rencana-aksi/baru"

    def create(self, title: str, first: int, last: int) -> "Compile":
        """Make it."""
        self.box("Judul").fill(title)
        self.box("Tahun pertama").fill(str(first))
        self.box("Tahun terakhir").fill(str(last))
        self.button("Buat rencana aksi").click()
        return Compile(self.page)

    def carry_over(self, title: str, first: int, last: int) -> "Matrix":
        """Make it from the plan before, as the page proposes."""
        expect(self.page.locator("[name=carry]")).to_be_checked()
        self.box("Judul").fill(title)
        self.box("Tahun pertama").fill(str(first))
        self.box("Tahun terakhir").fill(str(last))
        self.button("Buat rencana aksi").click()
        return Matrix(self.page)


class TakeUp(Screen):
    """Which line answers a recurring complaint problem, from which day on."""

    path = rf"/rencana-aksi/{ID}/masalah/{ID}"

    def with_line(self, activity: str, begins_on: str) -> Screen:
        """An existing line does."""
        self.page.locator("[name=line_id]").select_option(label=activity)
        self.box("Mulai berlaku").fill(begins_on)
        self.button("Simpan").click()
        return Screen(self.page)


class Compile(Screen):
    """What compiling proposes."""

    path = rf"/rencana-aksi/{ID}/susun"

    def proposals(self) -> list[str]:
        """The activities that could be taken."""
        return [text.strip() for text in self.page.locator("#susun .form-check-label").all_inner_texts()]

    def take_first(self, count: int) -> "Matrix":
        """Take the first few and leave the rest."""
        self.link("Tidak satu pun").click()
        boxes = self.page.locator("#susun input[name=token]")
        for place in range(count):
            boxes.nth(place).check()
        self.button("Ambil yang tercentang").last.click()
        return Matrix(self.page)


class Matrix(Screen):
    """All lines by category."""

    path = rf"/rencana-aksi/{ID}/matriks"

    def activities(self) -> list[str]:
        """What is to be done, from the first line on."""
        return [text.strip() for text in self.page.locator("tbody th[scope=row] > a").all_inner_texts()]

    def overview(self) -> Overview:
        """Back to the plan at a glance."""
        self.link("Ringkasan").click()
        return Overview(self.page)

    def edit(self, activity: str) -> "Line":
        """Open a line."""
        self.page.get_by_role("link", name=activity, exact=True).first.click()
        return Line(self.page)


class Origins(Screen):
    """Where a line comes from."""

    path = rf"/rencana-aksi/baris/{ID}/asal"


class Line(Screen):
    """The form of one line."""

    path = rf"/rencana-aksi/baris/{ID}"

    def fill(
        self, *, activity: str = "", unit: str = "", targets: dict[int, str], budgets: dict[int, str]
    ) -> Self:
        """Say what is done, who answers for it, how much of it each year, and for how much money."""
        if activity:
            self.box("Kegiatan").fill(activity)
        if unit:
            self.page.locator("[name=responsible_unit_id]").select_option(label=unit)
        self.page.locator("[name=fund_source]").select_option("apbd")
        for year, target in targets.items():
            self.page.locator(f"[name=target_{year}]").fill(target)
            self.page.locator(f"[name=quarters_{year}]").nth(1).check()
        for year, budget in budgets.items():
            self.page.locator(f"[name=budget_{year}]").fill(budget)
        return self

    def save(self) -> Matrix:
        """Back to the matrix."""
        self.button("Simpan").first.click()
        return Matrix(self.page)


class Narrative(Screen):
    """The chapters."""

    path = rf"/rencana-aksi/{ID}/naskah"

    def overview(self) -> Overview:
        """Back to the plan at a glance."""
        self.link("Ringkasan").click()
        return Overview(self.page)

    def edit(self, code: str) -> "Chapter":
        """Open a chapter: foreword, bab1 … bab5."""
        self.page.locator(f"#{code} .r-card__head a.btn").click()
        return Chapter(self.page)


class Chapter(Screen):
    """The editor of one chapter."""

    path = rf"/rencana-aksi/{ID}/naskah/\w+"

    def append(self, sentence: str) -> Self:
        """Write at the end of the text."""
        editor = self.page.locator("trix-editor")
        editor.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(sentence)
        expect(editor).to_contain_text(sentence)
        return self

    def save(self) -> Narrative:
        """Back to all chapters."""
        self.button("Simpan").click()
        return Narrative(self.page)


class Comments(Screen):
    """Comments and the regency's answers."""

    path = rf"/rencana-aksi/{ID}/catatan"

    def answer(self, comment: str, text: str) -> "Comments":
        """Answer one comment: it was mended."""
        return self.work_off(comment, text).shows(text)

    def work_off(self, comment: str, text: str) -> "Comments":
        """The same in the list of what still waits: what is answered leaves it."""
        article = self.page.locator("article", has_text=comment)
        form = article.locator("details")
        if not form.locator("textarea").is_visible():
            form.locator("summary").click()
        form.get_by_label("Diperbaiki").check()
        form.locator("textarea").fill(text)
        form.get_by_role("button", name="Simpan jawaban").click()
        return Comments(self.page)

    def overview(self) -> Overview:
        """Back to the plan at a glance."""
        self.link("Ringkasan").click()
        return Overview(self.page)


class Submission(Screen):
    """The receipt of an official version."""

    path = rf"/rencana-aksi/kiriman/{ID}"

    @property
    def receipt(self) -> str:
        """Such as RA-73.06-2021-01."""
        return self.page.locator("dd").first.inner_text().strip()

    def document(self, into: Path) -> Path:
        """Save the PDF of this version, as soon as the worker has made it."""
        ready = self.link("Unduh dokumen (PDF)")
        for _attempt in range(ATTEMPTS):
            if ready.is_visible():
                break
            self.page.wait_for_timeout(1000)
            self.page.reload()
        with self.page.expect_download() as coming:
            ready.click()
        file = into / f"{self.receipt}.pdf"
        coming.value.save_as(file)
        return file
