"""The matrix as a sheet in a real browser: keyboard, clipboard, filling down, undoing, and two people at one cell."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app.cli.demo.nomenclature import load_example
from app.db import db
from app.plans.models import PlanLine
from tests.e2e.live import Installation
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.matrix_sheet import MatrixSheet
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import plans
from tests.factories.organisations import PASSWORD


@dataclass
class Desk:
    """A coordinator before the sheet of a plan with four lines."""

    live: Installation
    page: Page
    plan: str
    lines: list[str]

    @property
    def address(self) -> str:
        return f"/rencana-aksi/{self.plan}/lembar"

    def sheet(self) -> MatrixSheet:
        return MatrixSheet.visit(self.page, self.address)

    def stored(self, row: int) -> PlanLine:
        """The line that the database has, read for the last time here."""
        with self.live.look():
            line = db.session.get_one(PlanLine, self.lines[row])
            db.session.expunge(line)
            return line


@pytest.fixture
def sit_down(live: Installation, window: OpenWindow) -> Callable[..., Desk]:
    def begin(**options: object) -> Desk:
        with live.rows():
            desk = plans.desk()
            lines = [plans.line(desk, f"Kegiatan {letter}", budgets={2021: 1_000}).id for letter in "ABCD"]
            username, plan = desk.coordinator.username, desk.plan.id
        page = window(permissions=["clipboard-read", "clipboard-write"], **options)
        SignIn.visit(page, "/masuk").enter(username, PASSWORD)
        return Desk(live, page, plan, lines)

    return begin


def test_writing_with_the_keyboard(sit_down: Callable[..., Desk], axe: Callable[[Page], None]) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    axe(desk.page)
    sheet.go(0, "budgets_2021").type("2.500").press("Enter")
    expect(sheet.cell(1, "budgets_2021")).to_be_focused()
    expect(sheet.sum_of("budgets_2021")).to_have_text("5.500")
    sheet.press("ArrowUp", "F2", "Backspace").type("1").press("Tab")
    expect(sheet.cell(0, "budgets_2022")).to_be_focused()
    sheet.type("7").press("Escape")
    expect(sheet.cell(0, "budgets_2022")).to_have_text("")
    sheet.go(0, "activity").press("Enter").type(" lagi").press("Alt+Enter").type("baris kedua").press("Tab")
    expect(sheet.cell(0, "output_indicator")).to_be_focused()
    sheet.shows_saved()
    axe(desk.page)
    line = desk.stored(0)
    assert line.budgets == {2021: 2501}
    assert line.activity == "Kegiatan A lagi\nbaris kedua"
    sheet.press("Escape")
    expect(sheet.button("Simpan sekarang")).to_be_focused()


def test_pasting_from_excel_filling_down_and_undoing(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    block = 'Rp 1.500.000,00\t2.000.000\r\n"25.000"\t\r\n'
    sheet.go(1, "budgets_2022").paste(block)
    sheet.shows_saved()
    assert sheet.column("budgets_2022", 4) == ["", "1.500.000", "25.000", ""]
    assert sheet.column("budgets_2023", 4) == ["", "2.000.000", "", ""]
    expect(sheet.sum_of("budgets_2022")).to_have_text("1.525.000")
    sheet.go(1, "budgets_2022").press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    sheet.shows_saved()
    assert sheet.column("budgets_2022", 4) == ["", "1.500.000", "1.500.000", "1.500.000"]
    assert [desk.stored(row).budgets.get(2022) for row in range(4)] == [None, 1_500_000, 1_500_000, 1_500_000]
    sheet.press("Control+z")
    sheet.shows_saved()
    assert sheet.column("budgets_2022", 4) == ["", "1.500.000", "25.000", ""]
    sheet.press("Control+y")
    sheet.press("Control+z", "Control+z")
    sheet.shows_saved()
    assert sheet.column("budgets_2022", 4) == ["", "", "", ""]
    assert [desk.stored(row).budgets.get(2022) for row in range(4)] == [None] * 4


def test_copying_gives_the_block_back(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    sheet.go(0, "activity").press("F2").type(' "besar"').press("Alt+Enter").type("x").press("Enter")
    sheet.go(0, "activity").press("Shift+ArrowDown", "Control+c")
    assert desk.page.evaluate("navigator.clipboard.readText()") == '"Kegiatan A ""besar""\nx"\nKegiatan B'
    sheet.go(2, "activity").press("Control+v")
    sheet.shows_saved()
    assert desk.stored(2).activity == 'Kegiatan A "besar"\nx'
    assert desk.stored(3).activity == "Kegiatan B"


def test_what_is_refused_stays_and_says_why(
    sit_down: Callable[..., Desk], axe: Callable[[Page], None]
) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    sheet.go(0, "budgets_2021").type("banyak").press("Tab").type("5").press("Enter")
    expect(sheet.cell(0, "budgets_2021")).to_contain_text("Isi dengan angka")
    expect(sheet.cell(0, "budgets_2021")).to_contain_text("banyak")
    expect(desk.page.locator("[data-sheet-state]")).to_have_text("Ada isian yang belum dapat diterima")
    axe(desk.page)
    assert desk.stored(0).budgets == {2021: 1_000, 2022: 5}
    sheet.go(0, "budgets_2021").type("6").press("Enter")
    sheet.shows_saved()
    expect(sheet.cell(0, "budgets_2021")).to_have_text("6")


def test_two_people_at_one_cell(sit_down: Callable[..., Desk], axe: Callable[[Page], None]) -> None:
    desk = sit_down()
    mine = desk.sheet()
    theirs = MatrixSheet.visit(desk.page.context.new_page(), desk.address)
    theirs.go(0, "remarks").type("Milik orang lain").press("Enter").shows_saved()
    mine.page.bring_to_front()
    with mine.page.expect_response("**/lembar") as answer:
        mine.go(0, "remarks").type("Milik saya").press("Enter")
    assert answer.value.status == 409
    conflict = mine.page.locator(".r-sheet__conflict")
    expect(conflict).to_contain_text("Milik saya")
    expect(conflict).to_contain_text("Milik orang lain")
    axe(mine.page)
    assert desk.stored(0).remarks == "Milik orang lain"
    mine.button("Pakai tulisan saya").click()
    mine.shows_saved()
    assert desk.stored(0).remarks == "Milik saya"


def test_different_cells_of_one_line_meet_without_a_conflict(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down()
    mine = desk.sheet()
    theirs = MatrixSheet.visit(desk.page.context.new_page(), desk.address)
    theirs.go(0, "remarks").type("Catatan").press("Enter").shows_saved()
    mine.page.bring_to_front()
    mine.go(0, "baseline").type("Nol").press("Enter").shows_saved()
    expect(mine.cell(0, "remarks")).to_have_text("Catatan")
    line = desk.stored(0)
    assert (line.remarks, line.baseline) == ("Catatan", "Nol")


def test_a_code_is_found_while_one_types_and_picked(
    sit_down: Callable[..., Desk], axe: Callable[[Page], None]
) -> None:
    desk = sit_down()
    with desk.live.rows():
        load_example()
    desk.page.goto(f"/rencana-aksi/baris/{desk.lines[0]}")
    desk.page.get_by_label("Cari kode anggaran").fill("pengaduan publik")
    choice = desk.page.locator("input[name=budget_pick][value='2.16.02.2.01.0010']")
    expect(choice).to_be_visible()
    axe(desk.page)
    choice.check()
    desk.page.get_by_role("button", name="Simpan", exact=True).click()
    expect(desk.page).to_have_url(re.compile("/matriks"))
    line = desk.stored(0)
    assert line.budget_code == "2.16.02.2.01.0010"
    assert line.budget_name.startswith("Contoh: pelayanan informasi publik")
    sheet = desk.sheet()
    sheet.go(1, "budget_code").type("9.99").press("Enter").shows_saved()
    expect(sheet.cell(1, "budget_code")).to_have_attribute(
        "data-note", "Kode ini tidak ada dalam nomenklatur."
    )
    expect(sheet.cell(1, "budget_code")).not_to_have_attribute("aria-invalid", "true")
    assert desk.stored(1).budget_code == "9.99"


def test_without_a_connection_nothing_is_lost(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    desk.page.context.set_offline(True)
    sheet.go(0, "remarks").type("Ditulis di kapal").press("Enter")
    expect(desk.page.locator("[data-sheet-state]")).to_contain_text("Belum tersimpan")
    expect(sheet.cell(0, "remarks")).to_have_text("Ditulis di kapal")
    desk.page.context.set_offline(False)
    sheet.button("Simpan sekarang").click()
    sheet.shows_saved()
    assert desk.stored(0).remarks == "Ditulis di kapal"


def test_an_answer_that_got_lost_is_asked_for_again(sit_down: Callable[..., Desk]) -> None:
    desk = sit_down()
    sheet = desk.sheet()
    lost: list[int] = []

    def lose(route: object) -> None:
        if lost or route.request.method != "POST":  # type: ignore[attr-defined]
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append(route.fetch().status)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    desk.page.route("**/lembar", lose)
    sheet.go(0, "remarks").type("Sekali saja").press("Enter")
    expect(desk.page.locator("[data-sheet-state]")).to_contain_text("Belum tersimpan")
    version = desk.stored(0).version
    sheet.button("Simpan sekarang").click()
    sheet.shows_saved()
    assert lost == [200]
    assert (desk.stored(0).remarks, desk.stored(0).version) == ("Sekali saja", version)


@pytest.mark.parametrize("options", [{"viewport": PHONE}, {"java_script_enabled": False}])
def test_elsewhere_each_line_leads_to_its_form(
    sit_down: Callable[..., Desk], options: dict[str, object]
) -> None:
    desk = sit_down(**options)
    sheet = desk.sheet()
    expect(desk.page.locator("table[role=grid]")).to_have_count(0)
    if "viewport" in options:
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    sheet.page.locator("tr[data-line] th a").first.click()
    expect(desk.page.locator("textarea[name=activity]")).to_have_value("Kegiatan A")
