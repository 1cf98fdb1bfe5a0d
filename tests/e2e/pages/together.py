"""Handing indicators over, and answering questions of OPD."""

from collections.abc import Iterable

from tests.e2e.pages.screen import ID, Screen


class HandOver(Screen):
    """One handover; right after it was made, with its link."""

    path = rf"/asesmen/kolega/{ID}"

    def link_shown(self) -> str:
        """The link, which the page shows once."""
        return self.page.locator("#tautan-kolega").inner_text().strip()

    def take_back(self) -> "Colleagues":
        """Take everything back."""
        return self.confirm("Ambil kembali semua", "Ya, ambil kembali", Colleagues)


class ChooseIndicators(Screen):
    """Which questions, for whom."""

    path = rf"/asesmen/isian/{ID}/kolega/baru"

    def give(self, codes: Iterable[str], name: str) -> HandOver:
        """Give these to somebody new."""
        for code in codes:
            self.page.locator(f"main input[name=codes][value='{code}']").check()
        self.box("Nama kolega").fill(name)
        self.button("Serahkan").click()
        return HandOver(self.page)


class Colleagues(Screen):
    """Who has what."""

    path = rf"/asesmen/isian/{ID}/kolega"

    def hand_over(self) -> ChooseIndicators:
        """Begin to hand over."""
        self.link("Serahkan indikator").first.click()
        return ChooseIndicators(self.page)


class QuestionsAbout(Screen):
    """The questions of all OPD about one indicator."""

    path = r"/asesmen/pertanyaan-opd/[A-Z]+-\d+"

    def answer_for_all(self, question: str, answer: str) -> None:
        """Publish an answer for every OPD."""
        self.box("Pertanyaan, dengan kata-kata Anda").fill(question)
        self.box("Jawaban untuk semua OPD").fill(answer)
        self.button("Terbitkan untuk semua OPD").click()


class Questions(Screen):
    """The coordinator's list."""

    path = "/asesmen/pertanyaan-opd"

    def open(self, code: str) -> QuestionsAbout:
        """What is asked about one indicator."""
        self.page.locator("main a.r-task").filter(has_text=code).click()
        return QuestionsAbout(self.page)
