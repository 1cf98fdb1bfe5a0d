"""Without a line: answers stay on the device, open pages can be read, everything arrives once when the line is back."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.assessment.models import Answer as StoredAnswer
from app.assessment.models import Assessment
from app.db import db
from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.sheet import Sheet
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD

KEPT = "Tersimpan di perangkat ini, belum terkirim"
HAS_COPY = "async (path) => Boolean(await caches.match(path, {ignoreVary: true}))"
DRAFTS = "() => Object.keys(localStorage).filter((key) => key.startsWith('renaksi-draf:'))"
PAGES = "async () => (await caches.keys()).filter((name) => name.startsWith('renaksi-halaman-'))"


@dataclass
class Office:
    """An OPD with a round of its own, and the account that fills its assessment."""

    live: Installation
    assessment: str
    username: str
    other_username: str

    @property
    def address(self) -> str:
        return f"/asesmen/isian/{self.assessment}"

    def stored(self, code: str) -> tuple[str, int | None]:
        """Reason and level that the database has."""
        with self.live.look():
            assessment = db.session.get(Assessment, self.assessment)
            assert assessment is not None
            answer = make.line(assessment, code).answer
            return (answer.self_reason, answer.self_score) if answer else ("", None)

    def answers(self) -> int:
        """How many answers the database has."""
        with self.live.look():
            condition = StoredAnswer.assessment_id == self.assessment
            return db.session.scalar(select(func.count()).select_from(StoredAnswer).where(condition)) or 0

    def sit_down(self, page: Page, username: str = "") -> Sheet:
        """Sign in, open the list of questions, and wait until the browser has its copies."""
        SignIn.visit(page, "/masuk").enter(username or self.username, PASSWORD)
        sheet = Sheet.visit(page, self.address)
        for _try in range(100):
            if page.evaluate(HAS_COPY, f"{self.address}/semua"):
                return sheet
            page.wait_for_timeout(200)
        raise AssertionError("the browser made no copy")


@pytest.fixture
def office(live: Installation) -> Office:
    """A fresh one."""
    with live.rows():
        place = make.place(units=2)
        return Office(live, place.assessment().id, place.admins[0].username, place.admins[1].username)


def status(page: Page, code: str = "") -> None:
    """The page says that nothing was sent yet."""
    expect(page.locator(f"#status-{code or 'simpan'}")).to_have_text(KEPT)


class TestWithoutALine:
    def test_a_row_of_questions_is_answered_and_arrives_once(
        self, office: Office, window: OpenWindow, axe: Callable[[Page], None]
    ) -> None:
        page = window(viewport=PHONE)
        office.sit_down(page)
        Answer.visit(page, f"{office.address}/K-01")  # opened once, as the day began
        page.context.set_offline(True)
        office.live.stop()
        try:
            answer = Answer.visit(page, f"{office.address}/K-01")
            answer.give(2).because("Pertama, tanpa sambungan.")
            status(page)
            answer.save_button.click()
            # The next one was never opened here: the copy of all questions stands in for it.
            expect(page).to_have_url(f"{office.live.url}{office.address}/semua#K-02")
            card = page.locator("section#K-02")
            card.locator("input[name=answer]").first.check()
            card.get_by_label("Alasan").fill("Kedua, juga tanpa sambungan.")
            status(page, "K-02")
            axe(page)
            page.reload()
            expect(page.locator("section#K-02").get_by_label("Alasan")).to_have_value(
                "Kedua, juga tanpa sambungan."
            )
            assert office.answers() == 0
        finally:
            office.live.start()
        page.context.set_offline(False)
        expect(page.locator("#status-K-02")).to_have_attribute("data-state", "saved", timeout=40_000)
        expect(page.locator("#status-K-02")).to_contain_text("Terkirim")
        expect(page.locator("#status-K-01")).to_have_attribute("data-state", "saved", timeout=40_000)
        assert office.stored("K-01") == ("Pertama, tanpa sambungan.", 2)
        assert office.stored("K-02")[0] == "Kedua, juga tanpa sambungan."
        assert office.stored("K-02")[1] is not None
        assert office.answers() == 2

    def test_a_closed_laptop_and_a_restarted_server(self, office: Office, window: OpenWindow) -> None:
        page = window()
        office.sit_down(page)
        answer = Answer.visit(page, f"{office.address}/K-01")
        office.live.stop()
        try:
            answer.give(4).because("Diketik saat server mati.")
            status(page)
            context = page.context
            page.close()
        finally:
            office.live.start()
        page = context.new_page()
        Sheet.visit(page, office.address)
        expect(page.get_by_text("Semua jawaban di perangkat ini sudah terkirim")).to_be_visible()
        assert office.stored("K-01") == ("Diketik saat server mati.", 4)

    def test_a_page_never_opened_says_so(self, office: Office, window: OpenWindow) -> None:
        page = window()
        office.sit_down(page)
        page.context.set_offline(True)
        office.live.stop()
        try:
            page.goto("/asesmen/isian/tidak-pernah-dibuka")
            expect(page.locator("h1")).to_have_text("Tidak ada sambungan")
            page.wait_for_timeout(1000)
            Sheet.visit(page, office.address)  # what was opened stays readable after that
        finally:
            office.live.start()


class TestAnswersThatMeet:
    def test_somebody_else_answered_meanwhile(
        self, office: Office, window: OpenWindow, axe: Callable[[Page], None]
    ) -> None:
        mine, other = window(), window()
        office.sit_down(mine)
        Answer.visit(mine, f"{office.address}/K-01").give(2).because("Keadaan semula.").is_saved_by_itself()
        mine.context.set_offline(True)
        Answer(mine).because("Kalimat saya, diketik tanpa sambungan.")
        status(mine)
        office.sit_down(other)
        Answer.visit(other, f"{office.address}/K-01").because("Kalimat orang lain.").is_saved_by_itself()
        mine.context.set_offline(False)
        conflict = mine.locator("[data-draft-conflict]")
        for text in ("Keadaan semula.", "Kalimat saya, diketik tanpa sambungan.", "Kalimat orang lain."):
            expect(conflict).to_contain_text(text, timeout=40_000)
        axe(mine)
        assert office.stored("K-01")[0] == "Kalimat orang lain."
        with mine.expect_navigation():
            Answer(mine).button("Simpan isian saya").click()
        assert office.stored("K-01")[0] == "Kalimat saya, diketik tanpa sambungan."
        Sheet.visit(mine, office.address)
        mine.wait_for_timeout(3500)  # the background would have sent by now what it still believed unsent
        assert office.stored("K-01")[0] == "Kalimat saya, diketik tanpa sambungan."
        expect(mine.locator("[data-drafts-list]")).to_have_count(0)

    def test_a_lost_answer_of_the_server_is_no_conflict(self, office: Office, window: OpenWindow) -> None:
        page = window()
        office.sit_down(page)
        answer = Answer.visit(page, f"{office.address}/K-01").give(2)
        answer.is_saved_by_itself()
        lost: list[int] = []

        def swallow(route: object) -> None:
            if len(lost) < 1:
                lost.append(route.fetch().status)  # type: ignore[attr-defined]  # it arrived; its answer never comes back
                route.abort()  # type: ignore[attr-defined]
            else:
                route.continue_()  # type: ignore[attr-defined]

        page.route("**/otomatis", swallow)
        answer.because("Sampai, tetapi tanpa jawaban.")
        status(page)
        answer.because("Sampai, tetapi tanpa jawaban. Lalu diteruskan.")
        answer.is_saved_by_itself()
        assert lost == [200]
        expect(page.locator("[data-draft-conflict]")).to_have_count(0)
        assert office.stored("K-01")[0] == "Sampai, tetapi tanpa jawaban. Lalu diteruskan."

    def test_two_tabs_without_a_line_lose_neither_text(self, office: Office, window: OpenWindow) -> None:
        first = window()
        office.sit_down(first)
        Answer.visit(first, f"{office.address}/K-01").give(2).is_saved_by_itself()
        second = first.context.new_page()
        Answer.visit(second, f"{office.address}/K-01")
        first.context.set_offline(True)
        Answer(first).because("Dari tab pertama.")
        status(first)
        Answer(second).because("Dari tab kedua.")
        status(second)
        assert len(first.evaluate(DRAFTS)) == 2
        first.context.set_offline(False)
        for each in (first, second):
            expect(each.locator("#status-simpan")).to_have_attribute(
                "data-state", re.compile("saved|failed"), timeout=40_000
            )
        shown = [page.locator("[data-draft-conflict]").count() for page in (first, second)]
        assert sorted(shown) == [0, 1]  # one was taken, the other is shown beside it
        loser = (first, second)[shown.index(1)]
        expect(loser.locator("[data-draft-conflict]")).to_contain_text("Dari tab pertama.")
        expect(loser.locator("[data-draft-conflict]")).to_contain_text("Dari tab kedua.")


class TestWhoSitsHere:
    def test_an_ended_session_keeps_the_text_until_the_person_is_back(
        self, office: Office, window: OpenWindow
    ) -> None:
        page = window()
        office.sit_down(page)
        answer = Answer.visit(page, f"{office.address}/K-01").give(3)
        answer.is_saved_by_itself()
        page.context.clear_cookies()
        answer.because("Sesi berakhir di tengah kalimat.")
        expect(page.locator("#status-simpan")).to_contain_text("Masuk lagi untuk mengirim")
        page.goto("/masuk")
        assert page.evaluate(PAGES) == []  # nobody is signed in: no copies for whoever sits here now
        SignIn(page).enter(office.other_username, PASSWORD)
        expect(page.locator("[data-drafts-list]")).to_have_count(0)
        page.wait_for_timeout(3500)
        assert office.stored("K-01")[0] == ""
        page.context.clear_cookies()
        SignIn.visit(page, "/masuk").enter(office.username, PASSWORD)
        expect(page.get_by_text("Semua jawaban di perangkat ini sudah terkirim")).to_be_visible()
        assert office.stored("K-01")[0] == "Sesi berakhir di tengah kalimat."

    def test_signing_out_leaves_nothing_and_asks_about_unsent_answers(
        self, office: Office, window: OpenWindow
    ) -> None:
        page = window()
        office.sit_down(page)
        answer = Answer.visit(page, f"{office.address}/K-01")
        page.route("**/otomatis", lambda route: route.abort())
        answer.because("Belum terkirim.")
        status(page)
        asked: list[str] = []
        answers = iter((False, True))

        def reply(dialog: object) -> None:
            asked.append(dialog.message)  # type: ignore[attr-defined]
            dialog.accept() if next(answers) else dialog.dismiss()  # type: ignore[attr-defined]

        page.on("dialog", reply)
        page.locator(".r-header details.r-menu").last.locator("summary").click()
        leave = page.get_by_role("button", name="Keluar")
        leave.click()
        expect(answer.box("Alasan")).to_have_value("Belum terkirim.")
        with page.expect_navigation():
            leave.click()
        assert len(asked) == 2
        assert page.evaluate(DRAFTS) == []
        assert page.evaluate(PAGES) == []
