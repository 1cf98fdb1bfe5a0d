"""Between the regency and the ministry: a first sending returned, mended point by point, read again and accepted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.db import db
from app.plans.models import Plan, ReviewDecision, ReviewLetter, Submission
from tests.e2e.live import Installation
from tests.e2e.pages.inbox import Inbox
from tests.e2e.pages.plan import Comments, Line, Overview
from tests.e2e.pages.plan import Submission as Receipt
from tests.e2e.pages.reports import NewDocument
from tests.e2e.pages.review import Comment, Queue, Review, ReviewScores
from tests.e2e.pages.screen import Screen
from tests.e2e.pages.start import Start
from tests.e2e.people import OpenWindow
from tests.e2e.plan_walk.world import Walk, begun, walk_of
from tests.factories import plans
from tests.pdf_text import text_of

FIRST, SECOND = "Menyusun SOP pengaduan", "Membentuk tim pengelola"
ON_CELL, ON_PLAN = "Target 2022 terlalu rendah.", "Lengkapi dasar perhitungan anggaran."
FINDING, ADVICE = "Warga belum dilayani di luar jam kantor.", "Libatkan kecamatan sejak awal."
REASON = "Perbaiki target dan anggarannya."


@pytest.fixture
def sending(nation: Installation, window: OpenWindow) -> Walk:
    with nation.rows():
        desk = begun()
        for activity in (FIRST, SECOND):
            plans.line(desk, activity)
        return walk_of(desk, nation, window)


@pytest.mark.timeout(300)
def test_the_plan_is_reviewed(sending: Walk, tmp_path: Path, axe: Callable[[Page], None]) -> None:
    it_is_sent_with_a_double_click(sending, axe)
    the_ministry_returns_it(sending, axe)
    the_regency_works_the_comments_off(sending, axe)
    it_is_read_again_and_accepted(sending, axe)
    the_letter_says_so(sending, tmp_path)
    two_versions_stand_side_by_side(sending, axe)


def it_is_sent_with_a_double_click(walk: Walk, axe: Callable[[Page], None]) -> None:
    page, leader = walk.at("coordinator"), walk.at("leader")
    Start(page).menu("Rencana aksi", Overview).ask_for_approval().is_in("Menunggu persetujuan pimpinan")
    Start(leader).menu("Rencana aksi", Overview).approve().is_in("Disetujui pimpinan")
    overview = Overview(page).menu("Rencana aksi", Overview)
    axe(page)
    overview.page.locator(".r-confirm > summary", has_text="Kirim ke kementerian").click()
    overview.button("Ya, kirim").dblclick()
    receipt = Receipt(page).shows("Bukti bahwa kiriman ini tidak berubah")
    assert receipt.receipt == f"RA-{walk.code}-2021-01"
    assert len(page.locator("code").first.inner_text()) == 64
    expect(page.get_by_text("tidak cocok")).to_have_count(0)
    assert counted(walk, Submission) == 1
    axe(page)


def the_ministry_returns_it(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("reviewer")
    Start(page).menu("Telaah", Queue).find(walk.code).shows("Giliran kementerian")
    axe(page)
    page.get_by_role("button", name=f"Ambil telaah {walk.government}").click()
    review = Queue(page).open(walk.government).start()
    review.comment_on(FIRST).about("Target 2022").save(ON_CELL, "must").shows("Bagian: Target 2022")
    Review(page).part("Catatan").link("Catatan untuk seluruh rencana").click()
    Comment(page).save(ON_PLAN, "should")
    for person, text, label in (
        ("province", ADVICE, "Beri rekomendasi"),
        ("ombudsman", FINDING, "Tulis temuan"),
    ):
        other = walk.at(person)
        seen = Start(other).menu("Telaah", Queue).open(walk.government)
        expect(other.get_by_role("link", name="Kembalikan")).to_have_count(
            0
        )  # they advise, the ministry decides
        expect(other.locator("section.r-card", has_text=SECOND)).to_contain_text(label)
        seen.comment_on(SECOND).save(text)
    decision = Review(page).give_back().is_refused("Tulis alasannya.")
    axe(page)
    decision.give_back(REASON)


def the_regency_works_the_comments_off(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    page.reload()
    page.get_by_role("link", name="Pemberitahuan").click()
    overview = Inbox(page).open("Rencana aksi dikembalikan kementerian", Overview)
    overview.is_in("Dikembalikan").shows(REASON).shows("Giliran koordinator")
    comments = overview.start_mending()
    for text in (ON_CELL, ON_PLAN, ADVICE, FINDING):
        comments.shows(text)
    axe(page)
    refused = comments.overview()
    refused.page.locator(".r-confirm > summary", has_text="Minta persetujuan pimpinan").click()
    refused.button("Ya, minta persetujuan").click()
    Screen(page).shows("2 catatan kementerian belum dijawab").link("Jawab catatan").click()
    Comments(page).page.get_by_role("link", name=ON_CELL).click()
    line = Line(page)
    expect(page.locator("[name=target_2022]")).to_be_focused()
    line.fill(targets={2022: "25"}, budgets={2022: "45.000.000"})
    line.button("Simpan").first.click()
    comments = Comments(page)
    for done, text in enumerate((ON_CELL, ON_PLAN, ADVICE, FINDING), start=1):
        comments = comments.work_off(text, f"Sudah ditangani: {text}").shows(f"{done} dari 4 dijawab")
    comments.shows("Semua catatan sudah dijawab")
    overview = comments.overview()
    overview.ask_for_approval()
    Overview(walk.at("leader")).menu("Rencana aksi", Overview).approve()
    overview.menu("Rencana aksi", Overview).submit().shows(f"RA-{walk.code}-2021-02")


def it_is_read_again_and_accepted(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("reviewer")
    review = Queue(page).menu("Telaah", Queue).open(walk.government).start().part("Perubahan")
    review.shows(f"Sudah ditangani: {ON_CELL}")
    expect(page.locator("del", has_text="12,5").first).to_be_visible()
    expect(page.locator("ins", has_text="25").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("bentuk tim pengelola tetap")
    assert page.locator("section.r-card", has_text=SECOND).count() == 0, "what stayed is not read twice"
    axe(page)
    review.accept().is_not_accepted("1 catatan “wajib diperbaiki” belum ditutup")
    page.get_by_role("link", name="Buka catatan").click()
    Review(page).close_comment(ON_CELL)
    Review(page).part("Nilai telaah").link("Isi nilai telaah").click()
    ReviewScores(page).give_all(4).save()
    plain = walk.at("reviewer:plain", java_script_enabled=False)
    decision = Start(plain).menu("Telaah", Queue).find(walk.code).open(walk.government).accept()
    decision.accept_with_a_double_click("Dapat dilaksanakan.").shows("Diterima")
    assert counted(walk, ReviewDecision) == 2, "one returned, one accepted"
    assert counted(walk, ReviewLetter) == 2


def the_letter_says_so(walk: Walk, folder: Path) -> None:
    page = walk.at("coordinator")
    Receipt(page).menu("Rencana aksi", Overview).is_in("Diterima").submission(2)
    page.get_by_role("link", name="Surat hasil telaah").click()
    text = text_of(NewDocument(page).make().download(folder).read_bytes())
    for expected in (walk.government, "Dapat dilaksanakan.", f"RA-{walk.code}-2021-02", ON_CELL):
        assert expected in text, f"{expected!r} is not in the letter"


def two_versions_stand_side_by_side(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("leader")
    overview = Overview(page).menu("Rencana aksi", Overview)
    overview.tab("Perubahan", Changes).between("Kiriman ke-1", "Kiriman ke-2")
    row = page.locator("section.r-card", has_text=FIRST)
    target = row.locator("tr", has_text="Target 2022").locator("td")
    expect(target).to_have_text([re.compile(r"^\s*12,5\s*$"), re.compile(r"^\s*25\s*$")])
    total = page.locator("tr", has=page.get_by_role("rowheader", name="Anggaran seluruhnya"))
    expect(total).to_contain_text("+Rp45.000.000")
    expect(page.locator("section.r-card", has_text=SECOND)).to_have_count(0)
    axe(page)


class Changes(Screen):
    """Two versions side by side."""

    path = r"/rencana-aksi/[\w-]+/perubahan"

    def between(self, before: str, after: str) -> "Changes":
        """Choose the two versions."""
        self.page.get_by_label("Dari", exact=True).select_option(label=before)
        self.page.get_by_label("Ke", exact=True).select_option(label=after)
        self.button("Terapkan").click()
        return Changes(self.page)


def counted(walk: Walk, kind: type[Submission] | type[ReviewDecision] | type[ReviewLetter]) -> int:
    """How many of these the regency has; it has one plan."""
    with walk.live.look():
        owner = select(Plan.government_id).where(Plan.id == walk.plan).scalar_subquery()
        statement = select(func.count()).select_from(kind).where(kind.government_id == owner)
        return db.session.scalar(statement) or 0
