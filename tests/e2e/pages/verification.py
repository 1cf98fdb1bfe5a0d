"""What the coordinator decides about an assessment."""

from tests.e2e.pages.screen import ID, Screen


class VerifyAnswer(Screen):
    """One answer beside the decision on it."""

    path = rf"/asesmen/verifikasi/{ID}/[A-Z]+-\d+"

    def decide(self, verdict: str, reason: str, needed: str = "") -> None:
        """A level, or `return` with the reason and what would be enough."""
        self.page.locator(f"input[name=verdict][value='{verdict}']").check()
        self.box("Alasan").fill(reason)
        self.box("Yang cukup untuk diterima").fill(needed)
        with self.page.expect_navigation():
            self.button("Simpan dan lanjut").click()


class Verification(Screen):
    """All answers of an OPD."""

    path = rf"/asesmen/verifikasi/{ID}"

    def open(self, code: str) -> VerifyAnswer:
        """Look at one answer."""
        self.page.locator("a.r-task").filter(
            has=self.page.locator(".r-task__title", has_text=code)
        ).first.click()
        return VerifyAnswer(self.page)

    def accept_the_rest(self) -> "Verification":
        """Agree with everything that is not decided yet."""
        return self.confirm("Setujui semua yang belum diperiksa", "Ya, setujui semua", Verification)

    def give_back(self) -> "Verification":
        """Return the marked answers to the OPD."""
        return self.confirm("Kembalikan", "Ya, kembalikan", Verification)

    def finish(self) -> "Verification":
        """Close the verification."""
        return self.confirm("Selesaikan verifikasi", "Ya, selesaikan", Verification)
