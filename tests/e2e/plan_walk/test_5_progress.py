"""A gap's whole life: answer, line, acceptance, a quarter, an addendum, its effect, the next plan, other regencies."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.cli.demo.evidence_files import pdf_page
from app.plans.actions import accept_compilation
from app.plans.compile import compile_plan, difference
from app.plans.queries import compile_input
from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.complaints import Problem
from tests.e2e.pages.plan import Matrix, NewPlan, Origins, Overview, TakeUp
from tests.e2e.pages.practices import Practices
from tests.e2e.pages.progress import (
    Addenda,
    LineStory,
    OwnLines,
    PlanProgress,
    QuarterBoard,
    ReportForm,
    ReportRead,
)
from tests.e2e.pages.public import PublicPlan
from tests.e2e.pages.reports import Documents
from tests.e2e.pages.review import Queue
from tests.e2e.pages.rounds import Board, NewRound
from tests.e2e.pages.screen import Screen
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.start import Start
from tests.e2e.people import PHONE, OpenWindow
from tests.e2e.plan_walk.world import Walk, begun, walk_of, weak
from tests.factories import organisations as make
from tests.factories import plans
from tests.factories.complaints import imported, line
from tests.pdf_text import text_of

GAP_LINE, OWN_LINE = "Melaksanakan kegiatan K-01-A1", "Kegiatan kedua"
PROBLEM = "Jalan"
OBSTACLE, NEXT_STEP = "Anggaran baru cair bulan Juni.", "Dinas menyelesaikannya bulan Juli."
BEHIND, REACHED = "1", "4"


@pytest.fixture
def carried_out(nation: Installation, window: OpenWindow, tmp_path: Path) -> Walk:
    """Two weak answers, one line made of them; complaints that were late until June and quick afterwards."""
    with nation.rows():
        desk = begun(2, scored=0)
        for number in (0, 1):
            weak(desk, number)
        quick = {
            "verified": "06/08/2021",
            "answered": "06/08/2021",
            "closed": "06/08/2021",
            "status": "Selesai",
        }
        heard = [("05/01/2021", 20, {}), ("10/05/2021", 12, {}), ("05/08/2021", 12, quick)]
        rows = [
            line(
                100 * place + number,
                received=f"{day} 09:00",
                unit=desk.place.units[0].name,
                category=PROBLEM,
                **how,
            )
            for place, (day, count, how) in enumerate(heard, start=1)
            for number in range(count)
        ]
        imported(desk.government, tmp_path, *rows, cut_off=datetime(2021, 10, 31, tzinfo=UTC))
        source = compile_input(desk.plan)
        added = difference(compile_plan(source), source.existing).added
        wanted = {item.token for item in added if item.proposed.fields.activity == GAP_LINE}
        accept_compilation(desk.place.lead, desk.plan, wanted)
        plans.line(desk, OWN_LINE, responsible_unit_id=desk.place.units[1].id)
        walk = walk_of(desk, nation, window)
        learner = begun(1, scored=0)
        weak(learner, 0)
        walk.usernames["learner"] = learner.coordinator.username
        walk.units.append(learner.place.units[0].name)
        return walk


@pytest.mark.timeout(300)
def test_a_gap_is_followed_to_its_effect(
    carried_out: Walk, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    its_line_answers_a_complaint_problem(carried_out, axe)
    the_plan_is_accepted(carried_out)
    a_quarter_is_reported_with_evidence(carried_out, tmp_path, axe)
    it_is_verified_and_rolls_up(carried_out, axe)
    a_target_changes_by_addendum(carried_out, axe)
    the_quarter_is_printed(carried_out, tmp_path)
    from_the_answer_to_the_effect_by_clicking(carried_out, axe)
    another_regency_takes_it_over(carried_out, axe)
    the_next_round_and_plan_are_carried_over(carried_out, axe)


def its_line_answers_a_complaint_problem(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    impact = Start(page).menu("Rencana aksi", Overview).tab("Dampak", Screen)
    row = page.locator("tr", has=page.get_by_role("rowheader", name=PROBLEM))
    row.get_by_role("link", name="Masukkan ke rencana aksi").click()
    form = TakeUp(page)
    axe(page)
    form.with_line(GAP_LINE, "2021-06-01").shows("Kegiatan ini sekarang menjawab masalah pengaduan tersebut.")
    matrix = impact.tab("Matriks", Matrix)
    edited = matrix.edit(GAP_LINE).fill(
        unit=walk.units[0], targets={2021: REACHED, 2022: "6"}, budgets={2021: "20.000.000"}
    )
    edited.save()


def the_plan_is_accepted(walk: Walk) -> None:
    page, reviewer = walk.at("coordinator"), walk.at("reviewer")
    overview = Matrix(page).tab("Ringkasan", Overview).ask_for_approval()
    Start(walk.at("leader")).menu("Rencana aksi", Overview).approve()
    overview.menu("Rencana aksi", Overview).submit()
    review = Start(reviewer).menu("Telaah", Queue).find(walk.code).open(walk.government).start()
    review.accept().accept("Dapat dilaksanakan.").shows("Diterima")


def a_quarter_is_reported_with_evidence(walk: Walk, folder: Path, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    overview = Screen(page).menu("Rencana aksi", Overview)
    progress = overview.tab("Capaian", PlanProgress)
    board = progress.open_quarter().open("TW II 2021")
    board.heap("Belum melapor").shows(GAP_LINE)
    axe(page)

    phone = walk.at("opd0", viewport=PHONE, has_touch=True, is_mobile=True)
    desk = walk.at("opd0:desk")
    late = Start(desk).menu("Capaian", OwnLines).write(GAP_LINE)
    form = Start(phone).menu("Capaian", OwnLines).write(GAP_LINE).fill(BEHIND, "5.000.000").saves_itself()
    axe(phone)
    form.is_refused().shows("Capaian tertinggal dari jalur. Tulis kendalanya.")
    form.fill(BEHIND, "5.000.000", OBSTACLE, NEXT_STEP).saves_itself()

    late.fill("3", "1.000").button(
        "Simpan draf"
    ).click()  # the desk opened the form before the phone saved it
    both = desk.locator(".r-versus .r-card")
    expect(both.nth(0)).to_contain_text("1.000")
    expect(both.nth(1)).to_contain_text(OBSTACLE)
    axe(desk)
    late.link("Pakai yang tersimpan").click()
    expect(ReportForm(desk).page.locator("[name=output]")).to_have_value(BEHIND)

    evidence = folder / "laporan-kegiatan.pdf"
    evidence.write_bytes(pdf_page(["Laporan kegiatan triwulan II"]))
    form.prove(evidence).send_with_a_double_click().shows("Tertinggal")
    late.button("Kirim laporan").click()
    late.shows("Langkah ini sudah tidak berlaku").shows("Tahap sekarang: Terkirim.")


def it_is_verified_and_rolls_up(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    report = Screen(page).menu("Capaian", QuarterBoard).report(GAP_LINE).shows(OBSTACLE)
    report.shows("laporan-kegiatan.pdf")
    axe(page)
    report.verify().heap("Terverifikasi").shows(GAP_LINE)
    QuarterBoard(page).tab("Capaian rencana", PlanProgress)
    category = page.locator("tr", has=page.get_by_role("rowheader", name="Kebijakan"))
    expect(category).to_contain_text("1 dari 1")
    expect(category).to_contain_text("1 tertinggal")
    axe(page)
    leader = walk.at("leader")
    Screen(leader).menu("Dasbor", Screen)
    expect(leader.locator("section", has=leader.locator("#capaian"))).to_contain_text("1 dari 2")
    for person in ("province", "reviewer"):
        above = walk.at(person)
        Screen(above).menu("Capaian", Screen)
        if person == "reviewer":  # the nation first, then its province
            above.get_by_role("link", name=walk.province, exact=True).click()
        row = above.locator("tr", has=above.get_by_role("rowheader", name=walk.government, exact=True))
        expect(row).to_contain_text("1 dari 2")
        expect(row).to_contain_text("1 tertinggal")


def a_target_changes_by_addendum(walk: Walk, axe: Callable[[Page], None]) -> None:
    page, leader = walk.at("coordinator"), walk.at("leader")
    page.get_by_role("link", name=GAP_LINE).click()
    LineStory(page).propose(2022, "8", "Satu OPD baru dibentuk.").shows("Satu OPD baru dibentuk.")
    Screen(leader).menu("Capaian", PlanProgress).tab("Adendum target", Addenda).approve().shows("Disetujui")
    axe(leader)
    page.reload()
    Addenda(page).tab("Capaian rencana", PlanProgress)
    page.locator(".r-tabs").get_by_role("link", name="2022", exact=True).click()
    expect(page.locator("tr", has_text=GAP_LINE)).to_contain_text("semula 6, adendum")


def the_quarter_is_printed(walk: Walk, folder: Path) -> None:
    page = walk.at("coordinator")
    board = Screen(page).menu("Capaian", QuarterBoard).close()
    board.shows("TW II ditutup")
    new = board.menu("Dokumen", Documents).begin("Laporan capaian triwulan")
    printed = text_of(new.make().download(folder).read_bytes())
    for expected in (walk.government, GAP_LINE, OBSTACLE, NEXT_STEP, "Tertinggal"):
        assert expected in printed, f"{expected!r} is not in the report"


def from_the_answer_to_the_effect_by_clicking(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    Screen(page).menu("Asesmen", Board).verify(walk.units[0]).open("K-01")
    page.get_by_role("link", name=GAP_LINE).click()
    story = LineStory(page)
    for heading in ("1. Kesenjangan", "2. Kegiatan dan target", "3. Capaian", "4. Dampak"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    story.shows(f"{walk.units[0]}: level 1, target 3").shows(OBSTACLE)
    expect(page.locator("tr", has_text="TW II 2021")).to_contain_text("1 / 4")
    axe(page)
    story.link("TW II 2021").click()
    ReportRead(page).shows("laporan-kegiatan.pdf").link("Riwayat kegiatan ini").click()
    late = page.locator("tr", has=page.get_by_role("rowheader", name="Bagian yang terlambat"))
    expect(late.locator("td")).to_contain_text(["100,0%", "0,0%", "Membaik"])
    LineStory(page).link(PROBLEM).click()
    Problem(page).shows("Dijawab oleh rencana aksi").link(GAP_LINE).click()
    Origins(page).link("Capaian dan dampaknya").click()
    LineStory(page).page.get_by_role("link", name=f"Buka jawaban {walk.units[0]}").click()
    Answer(page).shows("Kegiatan dari jawaban ini")
    admin = walk.at("opd0:desk")
    Screen(admin).menu("Asesmen", Sheet).open("K-01")
    admin.get_by_role("link", name=GAP_LINE).click()
    LineStory(admin).shows(OBSTACLE)


def another_regency_takes_it_over(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("learner")
    overview = Start(page).menu("Rencana aksi", Overview)
    practices = overview.tab("Praktik baik", Practices).search("K-01", walk.government)
    practice = practices.open(GAP_LINE).shows(walk.government)
    axe(page)
    line = practice.take_over_with_a_double_click()
    line.fill(unit=walk.units[-1], targets={2021: "1"}, budgets={2021: "0"})
    matrix = line.save()
    assert matrix.activities() == [GAP_LINE], "two clicks, one line"
    matrix.link("dari praktik baik kegiatan nomor 1").click()
    Origins(page).shows(f"Praktik baik dari {walk.government}").link("Baca rencana itu").click()
    PublicPlan(page).shows(GAP_LINE)


def the_next_round_and_plan_are_carried_over(walk: Walk, axe: Callable[[Page], None]) -> None:
    page, admin = walk.at("coordinator"), walk.at("opd0:desk")
    Screen(page).menu("Asesmen", Board).link("Atur putaran").click()
    page.get_by_role("link", name="Buka putaran baru").click()
    today = make.today()
    opened = NewRound(page).open(
        "Asesmen Mandiri 2022", 2022, today - timedelta(days=1), today + timedelta(days=30), walk.instrument
    )
    sheet = Screen(admin).menu("Beranda", Start).next_task(Sheet).shows("jawaban lama perlu ditinjau ulang")
    axe(admin)
    sheet.confirm("jawaban masih berlaku", "Ya, masih berlaku", Sheet)
    expect(admin.get_by_text("jawaban lama perlu ditinjau ulang")).to_have_count(0)

    opened.menu("Rencana aksi", Overview).link("Mulai rencana aksi berikutnya").click()
    matrix = NewPlan(page).carry_over("Rencana Aksi berikutnya", 2022, 2025)
    assert set(matrix.activities()) == {GAP_LINE, OWN_LINE}
    expect(page.get_by_text("perlu ditinjau ulang", exact=True)).to_have_count(2)
    axe(page)
    row = page.locator("tr", has_text=GAP_LINE)
    row.get_by_role("button", name="Masih berlaku").dblclick()
    expect(page.get_by_text("perlu ditinjau ulang", exact=True)).to_have_count(1)
    overview = Matrix(page).tab("Ringkasan", Overview).is_in("Sedang disusun").shows("Rencana aksi lain")
    overview.menu("Capaian", PlanProgress).shows(GAP_LINE)
