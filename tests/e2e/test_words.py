"""Reasons of a verification, objections and what else is typed beside the answers: none is lost, none left behind."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from sqlalchemy import select

from app.access import Actor, Role
from app.assessment.actions import accept_remaining, confirm, decide
from app.assessment.models import Assessment
from app.assessment.queries.verifying import objection_to
from app.db import db
from app.organisations.actors import actor_of
from app.organisations.models import Government, User
from tests.e2e.live import Installation
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.verification import VerifyAnswer
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import assessment as make
from tests.factories import organisations as people
from tests.factories.organisations import PASSWORD

REASON = "SK belum memuat uraian tugas pengelola."
WORDS = "() => Object.keys(localStorage).filter((key) => key.startsWith('renaksi-kata:'))"
BACK = "dan belum disimpan dikembalikan ke formulir ini"


@dataclass
class Desk:
    """A submitted assessment, its coordinator, and its OPD's admin."""

    live: Installation
    assessment: str
    coordinator: str
    admin: str

    def address(self, code: str = "K-01") -> str:
        return f"/asesmen/verifikasi/{self.assessment}/{code}"

    def sit_down(self, page: Page, username: str = "") -> None:
        SignIn.visit(page, "/masuk").enter(username or self.coordinator, PASSWORD)

    def verified(self, code: str = "K-01") -> tuple[int | None, str]:
        with self.live.look():
            stored = make.line(db.session.get_one(Assessment, self.assessment), code).stored
            return stored.verified_score, stored.verified_reason


@pytest.fixture
def desk(live: Installation) -> Desk:
    """A fresh one."""
    with live.rows():
        place = make.place(units=1)
        assessment = make.submitted(place.admin(), place.assessment())
        return Desk(live, assessment.id, place.coordinator.username, place.admins[0].username)


def _lead(assessment: Assessment) -> Actor:
    """The coordinator who opened the round."""
    return actor_of(db.session.scalars(select(User).where(User.id == assessment.round.created_by)).one())


def typed(page: Page) -> VerifyAnswer:
    page.locator("input[name=verdict][value='2']").check()
    screen = VerifyAnswer(page)
    screen.box("Alasan").fill(REASON)
    return screen


def test_a_reason_survives_a_closed_window_and_is_gone_once_saved(
    desk: Desk, window: OpenWindow, axe: Callable[[Page], None]
) -> None:
    page = window(viewport=PHONE)
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address())
    typed(page)
    context = page.context
    page.close()
    page = context.new_page()
    screen = VerifyAnswer.visit(page, desk.address())
    expect(screen.box("Alasan")).to_have_value(REASON)
    expect(page.locator("input[name=verdict][value='2']")).to_be_checked()
    screen.shows(BACK)
    axe(page)
    with page.expect_navigation():
        screen.button("Simpan dan lanjut").click()
    assert desk.verified() == (2, REASON)
    assert page.evaluate(WORDS) == []
    screen = VerifyAnswer.visit(page, desk.address())
    expect(screen.box("Alasan")).to_have_value(REASON)  # the stored one
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_without_a_line_the_button_keeps_the_reason(
    desk: Desk, window: OpenWindow, axe: Callable[[Page], None]
) -> None:
    page = window()
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address())
    screen = typed(page)
    page.context.set_offline(True)
    screen.button("Simpan dan lanjut").click()
    screen.shows("Tidak ada sambungan, jadi belum dikirim.")
    expect(screen.box("Alasan")).to_have_value(REASON)
    axe(page)
    page.context.set_offline(False)
    with page.expect_navigation():
        screen.button("Simpan dan lanjut").click()
    assert desk.verified() == (2, REASON)
    assert page.evaluate(WORDS) == []


def test_a_server_that_went_away_under_the_button(desk: Desk, window: OpenWindow) -> None:
    page = window()
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address())
    screen = typed(page)
    desk.live.stop()
    try:
        screen.button("Simpan dan lanjut").click()
        page.wait_for_url("chrome-error://**")
    finally:
        desk.live.start()
    screen = VerifyAnswer.visit(page, desk.address())
    expect(screen.box("Alasan")).to_have_value(REASON)
    assert desk.verified() == (None, "")


def test_what_somebody_decided_meanwhile_is_not_overwritten(desk: Desk, window: OpenWindow) -> None:
    page = window()
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address())
    typed(page)
    with desk.live.rows():
        assessment = db.session.get_one(Assessment, desk.assessment)
        answer = make.line(assessment, "K-01").stored
        decide(_lead(assessment), answer, 3, "Sudah cukup.", seen_version=answer.version)
    screen = VerifyAnswer.visit(page, desk.address())
    expect(screen.box("Alasan")).to_have_value("Sudah cukup.")
    screen.shows("isi formulir ini berubah sejak itu").shows(REASON)
    screen.button("Pakai tulisan saya").click()
    expect(screen.box("Alasan")).to_have_value(REASON)
    screen.box("Alasan").press("End")
    page.reload()
    expect(VerifyAnswer(page).box("Alasan")).to_have_value(REASON)
    assert desk.verified() == (3, "Sudah cukup.")


def test_nobody_else_sees_it_and_signing_out_asks_and_forgets(desk: Desk, window: OpenWindow) -> None:
    page = window()
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address())
    typed(page)
    page.context.clear_cookies()
    with desk.live.rows():
        assessment = db.session.get_one(Assessment, desk.assessment)
        other = people.user_with(
            Role.COORDINATOR, db.session.get_one(Government, assessment.government_id)
        ).username
    desk.sit_down(page, other)
    screen = VerifyAnswer.visit(page, desk.address())
    expect(screen.box("Alasan")).to_have_value("")
    expect(page.get_by_text(REASON)).to_have_count(0)
    page.context.clear_cookies()
    desk.sit_down(page)
    expect(VerifyAnswer.visit(page, desk.address()).box("Alasan")).to_have_value(REASON)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    page.locator(".r-header details.r-menu").last.locator("summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()
    assert asked
    assert page.evaluate(WORDS) == []


def test_an_objection_is_raised_once_though_its_answer_got_lost(desk: Desk, window: OpenWindow) -> None:
    with desk.live.rows():
        assessment = db.session.get_one(Assessment, desk.assessment)
        lead, answer = _lead(assessment), make.line(assessment, "K-01").stored
        decide(lead, answer, 2, REASON, seen_version=answer.version)
        accept_remaining(lead, assessment)
        confirm(lead, assessment)
    page = window()
    desk.sit_down(page, desk.admin)
    page.goto(f"/asesmen/isian/{desk.assessment}/K-01")
    page.locator(".r-confirm > summary", has_text="Ajukan keberatan").click()
    box = page.get_by_label("Alasan keberatan")
    box.fill("Uraian tugas ada di lampiran II.")
    page.reload()
    expect(page.get_by_text(BACK)).to_be_visible()  # beside the folded form, which holds the words again
    page.locator(".r-confirm > summary", has_text="Ajukan keberatan").click()
    expect(page.get_by_label("Alasan keberatan")).to_have_value("Uraian tugas ada di lampiran II.")

    def swallow(route: Route) -> None:
        route.fetch(max_redirects=0)  # it arrived; its answer never comes back
        route.abort()

    page.route("**/keberatan", swallow)
    page.get_by_role("button", name="Ya, ajukan").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/keberatan")
    page.goto(f"/asesmen/isian/{desk.assessment}/K-01")
    expect(page.get_by_text("Uraian tugas ada di lampiran II.").first).to_be_visible()
    with desk.live.look():
        found = objection_to(make.line(db.session.get_one(Assessment, desk.assessment), "K-01").stored)
        assert found is not None
        assert found.reason == "Uraian tugas ada di lampiran II."


def test_two_tabs_on_one_form_keep_their_own_words(desk: Desk, window: OpenWindow) -> None:
    mine = window()
    desk.sit_down(mine)
    context = mine.context
    VerifyAnswer.visit(mine, desk.address()).box("Alasan").fill("Ditulis di tab pertama.")
    other = context.new_page()
    screen = VerifyAnswer.visit(other, desk.address())
    expect(screen.box("Alasan")).to_be_editable()
    other.evaluate("() => navigator.locks.query()")  # the form has asked by then who writes what
    expect(screen.box("Alasan")).to_have_value("")  # the first tab is open and has its words
    screen.box("Alasan").fill("Ditulis di tab kedua.")
    mine.close()
    other.close()
    again = context.new_page()
    screen = VerifyAnswer.visit(again, desk.address())
    screen.shows(BACK)
    expect(screen.box("Alasan")).to_have_value("Ditulis di tab kedua.")
    again.locator("[data-words-discard]").locator("visible=true").click()
    again.reload()
    screen = VerifyAnswer(again).shows(BACK)
    expect(screen.box("Alasan")).to_have_value("Ditulis di tab pertama.")


def test_words_of_a_closed_tab_do_not_push_aside_what_is_typed(desk: Desk, window: OpenWindow) -> None:
    page = window()
    desk.sit_down(page)
    VerifyAnswer.visit(page, desk.address()).box("Alasan").fill("Ditulis di tab pertama.")
    other = page.context.new_page()
    screen = VerifyAnswer.visit(other, desk.address())
    screen.box("Alasan").fill("Ditulis di tab kedua.")
    page.close()
    other.reload()
    screen = VerifyAnswer(other).shows(BACK)
    expect(screen.box("Alasan")).to_have_value("Ditulis di tab kedua.")
    assert len(other.evaluate(WORDS)) == 2
