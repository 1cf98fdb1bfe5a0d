"""The matrix as the coordinator fills it: as a sheet, against a colleague, in a spreadsheet program, without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.db import db
from app.plans.models import PlanLine
from tests.e2e.live import Installation
from tests.e2e.pages.matrix_sheet import MatrixSheet
from tests.e2e.pages.plan import Line, Matrix, Overview
from tests.e2e.pages.start import Start
from tests.e2e.pages.twice import click_twice
from tests.e2e.pages.workbook import BringBack, download_from
from tests.e2e.people import OpenWindow
from tests.e2e.plan_walk.workbooks import typed_over
from tests.e2e.plan_walk.world import Walk, begun, walk_of
from tests.factories import plans

FIRST, SECOND, THIRD = "Menyusun SOP pengaduan", "Membentuk tim pengelola", "Membuka kanal di kecamatan"
OWN = "Kegiatan yang ditambahkan sendiri"


@pytest.fixture
def filling(live: Installation, window: OpenWindow) -> Walk:
    with live.rows():
        desk = begun()
        for activity in (FIRST, SECOND, THIRD):
            plans.line(desk, activity, budgets={2021: 1_000_000}, targets={2021: 1})
        return walk_of(desk, live, window)


@pytest.mark.timeout(300)
def test_the_matrix_is_filled(filling: Walk, tmp_path: Path, axe: Callable[[Page], None]) -> None:
    it_is_written_like_a_sheet(filling, axe)
    two_browsers_meet_in_one_cell(filling, axe)
    it_goes_out_and_comes_in_as_a_workbook(filling, tmp_path, axe)
    the_plain_form_does_it_too(filling)


def it_is_written_like_a_sheet(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator", permissions=["clipboard-read", "clipboard-write"])
    matrix = Start(page).menu("Rencana aksi", Overview).matrix()
    matrix.link("Lembar isian").click()
    sheet = MatrixSheet(page)
    sheet.go(0, "budgets_2021").type("2.500.000").press("Enter")
    expect(sheet.cell(1, "budgets_2021")).to_be_focused()
    sheet.go(0, "budgets_2022").paste("Rp 3.000.000\t4.000.000\r\n500.000\t\r\n").shows_saved()
    expect(sheet.sum_of("budgets_2022")).to_have_text("3.500.000")
    sheet.go(0, "budgets_2022").press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d").shows_saved()
    assert sheet.column("budgets_2022", 3) == ["3.000.000"] * 3
    sheet.press("Control+z").shows_saved()
    assert sheet.column("budgets_2022", 3) == ["3.000.000", "500.000", ""]
    sheet.go(2, "targets_2021").type("banyak").press("Enter")
    expect(sheet.cell(2, "targets_2021")).to_contain_text("Isi dengan angka")
    axe(page)
    sheet.go(2, "targets_2021").type("3").press("Enter").shows_saved()
    assert stored(walk, FIRST).budgets == {2021: 2_500_000, 2022: 3_000_000, 2023: 4_000_000}
    assert stored(walk, THIRD).targets[2021] == 3


def two_browsers_meet_in_one_cell(walk: Walk, axe: Callable[[Page], None]) -> None:
    mine = MatrixSheet(walk.at("coordinator"))
    colleague = walk.at("colleague")
    Start(colleague).menu("Rencana aksi", Overview).matrix().link("Lembar isian").click()
    theirs = MatrixSheet(colleague)
    theirs.go(1, "remarks").type("Ditulis rekan").press("Enter").shows_saved()
    mine.go(0, "baseline").type("Belum ada").press("Enter").shows_saved()  # another cell: no quarrel
    with mine.page.expect_response("**/lembar") as answer:
        mine.go(1, "remarks").type("Ditulis saya").press("Enter")
    assert answer.value.status == 409
    conflict = mine.page.locator(".r-sheet__conflict")
    expect(conflict).to_contain_text("Ditulis rekan")
    expect(conflict).to_contain_text("Ditulis saya")
    axe(mine.page)
    mine.button("Pakai yang tersimpan").click()
    expect(mine.cell(1, "remarks")).to_have_text("Ditulis rekan")
    mine.shows_saved()
    assert stored(walk, SECOND).remarks == "Ditulis rekan"
    assert stored(walk, FIRST).baseline == "Belum ada"


def it_goes_out_and_comes_in_as_a_workbook(walk: Walk, folder: Path, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    MatrixSheet(page).link("Kembali ke matriks").click()
    file = download_from(Matrix(page), folder)
    upload = Matrix(page).link("Unggah kembali")
    upload.click()
    same = BringBack(page).upload(file).shows("Tidak ada yang berubah")
    assert same.count("Kegiatan tetap") == "3"
    same.link("Kembali ke matriks").click()
    changed = typed_over(
        file,
        {(0, "budgets_2024"): 9_000_000, (1, "budgets_2024"): "banyak sekali", (2, "remarks"): "Dari Excel"},
    )
    Matrix(page).link("Unggah kembali").click()
    preview = BringBack(page).upload(changed).shows("1 hal perlu diperbaiki").shows("banyak sekali")
    assert (preview.count("Kegiatan berubah"), preview.count("Kegiatan baru")) == ("2", "0")
    axe(page)
    preview.save().shows("2 kegiatan diubah, 0 ditambahkan.")
    assert stored(walk, FIRST).budgets[2024] == 9_000_000
    assert stored(walk, THIRD).remarks == "Dari Excel"
    assert 2024 not in stored(walk, SECOND).budgets


def the_plain_form_does_it_too(walk: Walk) -> None:
    page = walk.at("coordinator:plain", java_script_enabled=False)
    matrix = Start(page).menu("Rencana aksi", Overview).matrix()
    line = matrix.edit(SECOND).fill(targets={2022: "12,5"}, budgets={2022: "1.500.000"})
    matrix = line.save().shows("Baris disimpan.")
    assert stored(walk, SECOND).budgets[2022] == 1_500_000
    matrix.link("Tambah kegiatan").click()
    form = NewLine(page)
    form.box("Kegiatan").fill(OWN)
    page.locator("[name=category_code]").select_option("sdm")
    click_twice(form.button("Simpan").last)
    activities = Matrix(page).shows(OWN).activities()
    assert activities.count(OWN) == 1, "a double click makes one line, also without script"
    walk.at("coordinator").reload()
    assert Matrix(walk.at("coordinator")).activities().count(OWN) == 1


class NewLine(Line):
    """The empty form."""

    path = r"/rencana-aksi/[\w-]+/baris/baru"


def stored(walk: Walk, activity: str) -> PlanLine:
    """A line of the plan as the database has it now."""
    with walk.live.look():
        statement = select(PlanLine).where(PlanLine.plan_id == walk.plan, PlanLine.activity == activity)
        line = db.session.scalars(statement).one()
        db.session.expunge(line)
        return line
