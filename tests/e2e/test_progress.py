"""One quarter of an accepted plan, by hand in real browsers: opened, reported, returned, verified, closed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import Installation
from tests.e2e.pages.progress import OwnLines, PlanProgress, QuarterBoard
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import organisations as make
from tests.factories import progress

REASON = "Lampirkan rekapitulasi belanja."


def signed_in(page: Page, username: str) -> Page:
    page.goto("/masuk")
    page.fill("[name=username]", username)
    page.fill("[name=password]", make.PASSWORD)
    page.click("button[type=submit]:not([formnovalidate])")
    page.wait_for_load_state()
    return page


@pytest.mark.timeout(300)
def test_a_quarter_is_opened_reported_returned_verified_and_closed(
    nation: Installation, window: OpenWindow, axe: Callable[[Page], None]
) -> None:
    with nation.rows():
        desk, _lines = progress.accepted()
        plan_id = desk.plan.id
        names = [desk.coordinator.username, desk.admin.username, desk.leader.username]
    coordinator = signed_in(window(), names[0])
    phone = signed_in(window(viewport=PHONE, has_touch=True, is_mobile=True), names[1])
    leader = signed_in(window(), names[2])

    board = PlanProgress.visit(coordinator, f"/capaian/rencana/{plan_id}").open_quarter().open("TW I 2021")
    axe(coordinator)
    board.heap("Belum melapor").shows("Kegiatan 1")

    phone.goto("/capaian")
    form = OwnLines(phone).write("Kegiatan 1").fill("1", "500.000").saves_itself()
    axe(phone)
    form.is_refused().shows("Capaian tertinggal dari jalur. Tulis kendalanya.")
    form.fill("1", "500.000", "Dana belum cair.", "Dilaksanakan bulan April.").send().shows("Tertinggal")

    coordinator.goto("/capaian")
    QuarterBoard(coordinator).report("Kegiatan 1").send_back(REASON).heap("Dikembalikan").shows("Kegiatan 1")
    phone.goto("/capaian")
    own = OwnLines(phone).shows(REASON)
    own.write("Kegiatan 1").fill("10", "5.000.000").send().shows("Sesuai jalur")

    coordinator.goto("/capaian")
    closed = QuarterBoard(coordinator).verify_all().close()
    closed.shows("TW I ditutup")
    axe(coordinator)
    # The line that nobody reported is still there, and it is not green.
    expect(coordinator.locator("tr", has_text="Kegiatan 2")).to_contain_text("Belum dilaporkan")
    leader.goto("/dasbor")
    expect(leader.locator("section", has=leader.locator("#capaian"))).to_contain_text("1 dari 2")
