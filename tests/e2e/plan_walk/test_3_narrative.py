"""The chapters: figures that fill themselves, a sentence that no longer fits, notes, two writers, an earlier state."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import Installation
from tests.e2e.pages.chapter import Editor, Margin, doubts
from tests.e2e.pages.inbox import Inbox
from tests.e2e.pages.plan import Matrix, Narrative, Overview
from tests.e2e.pages.start import Start
from tests.e2e.people import OpenWindow
from tests.e2e.plan_walk.world import Walk, begun, walk_of
from tests.factories import plans

NOTE, ANSWER = "Sebutkan dasar jumlahnya.", "Jumlah itu dari matriks."
COLLEAGUES = "Kalimat rekan koordinator."


@pytest.fixture
def writing(live: Installation, window: OpenWindow) -> Walk:
    with live.rows():
        desk = begun()
        for activity in ("Menyusun SOP pengaduan", "Membentuk tim pengelola"):
            plans.line(desk, activity, budgets={2021: 1_000_000})
        return walk_of(desk, live, window)


@pytest.mark.timeout(300)
def test_the_chapters_are_written(writing: Walk, axe: Callable[[Page], None]) -> None:
    a_figure_fills_itself(writing, axe)
    a_sentence_no_longer_fits(writing, axe)
    the_margin_is_used(writing, axe)
    two_people_have_it_open(writing, axe)
    an_earlier_state_comes_back(writing, axe)


def a_figure_fills_itself(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    Start(page).menu("Rencana aksi", Overview).tab("Naskah", Narrative).edit("bab4")
    editor = Editor(page).at_the_end().type("Rencana ini memuat ")
    axe(page)
    editor.insert("Jumlah kegiatan").type(" kegiatan dan angkanya meningkat.")
    editor.save().shows("Rencana ini memuat 2 kegiatan dan angkanya meningkat.")


def a_sentence_no_longer_fits(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    Narrative(page).tab("Matriks", Matrix).link("Tambah kegiatan").click()
    page.get_by_label("Kegiatan", exact=True).fill("Membuka kanal di kecamatan")
    page.locator("[name=category_code]").select_option("sdm")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    overview = Start.visit(page, "/").menu("Rencana aksi", Overview)
    overview.page.get_by_role("link", name="kalimat naskah perlu dibaca ulang").click()
    narrative = Narrative(page).shows("Rencana ini memuat 3 kegiatan")
    doubt = doubts(narrative).filter(has_text="Rencana ini memuat")
    expect(doubt).to_have_count(1)
    expect(doubt).to_contain_text("Jumlah kegiatan: 2 → 3")
    axe(page)
    doubt.get_by_role("button", name="Masih sesuai").click()
    expect(doubts(Narrative(page)).filter(has_text="Rencana ini memuat")).to_have_count(0)


def the_margin_is_used(walk: Walk, axe: Callable[[Page], None]) -> None:
    admin, page = walk.at("opd0"), walk.at("coordinator")
    narrative = Start(admin).menu("Rencana aksi", Overview).tab("Naskah", Narrative)
    narrative.page.get_by_role("link", name="Catatan pinggir BAB IV").click()
    Margin(admin).note("Rencana ini memuat", NOTE).shows("1 catatan terbuka")
    axe(admin)
    page.reload()  # the bell says that something is new
    page.get_by_role("link", name="Pemberitahuan").click()
    Inbox(page).open("Catatan pinggir pada BAB IV", Margin).answer(NOTE, ANSWER).close(NOTE).shows(
        "0 catatan terbuka"
    )
    admin.reload()
    admin.locator("article summary", has_text=NOTE).click()
    Margin(admin).shows(ANSWER)


def two_people_have_it_open(walk: Walk, axe: Callable[[Page], None]) -> None:
    mine, theirs = walk.at("coordinator"), walk.at("colleague")
    Margin(mine).link("Ubah naskah").click()
    late = Editor(mine)
    expect(late.present()).to_be_empty()
    Start(theirs).menu("Rencana aksi", Overview).tab("Naskah", Narrative).edit("bab4")
    early = Editor(theirs)
    expect(early.present()).to_contain_text("juga sedang membuka bab ini")
    early.at_the_end().type(COLLEAGUES).save().shows(COLLEAGUES)
    late.at_the_end().type("Kalimat saya yang kalah cepat.").button("Simpan").click()
    both = mine.locator(".r-versus .r-card")
    expect(both.nth(0)).to_contain_text("Kalimat saya yang kalah cepat.")
    expect(both.nth(1)).to_contain_text(COLLEAGUES)
    axe(mine)
    mine.get_by_role("link", name="Buka versi terbaru").click()
    Editor(mine).shows(COLLEAGUES)


def an_earlier_state_comes_back(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    history = Editor(page).history()
    expect(page.locator("tbody tr")).to_have_count(3)  # the template, mine, the colleague's
    compared = history.compare(2)
    expect(page.locator("#perbedaan ins")).to_contain_text(COLLEAGUES)
    axe(page)
    compared.bring_back().shows("Isi nomor 2 dikembalikan sebagai keadaan terbaru.")
    page.get_by_role("link", name="Naskah", exact=True).first.click()
    expect(Narrative(page).page.get_by_text(COLLEAGUES)).to_have_count(0)
    Narrative(page).shows("Rencana ini memuat 3 kegiatan")
