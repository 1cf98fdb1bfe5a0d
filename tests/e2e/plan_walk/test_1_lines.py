"""From a goal to merged lines: goals, proposals of the OPD, compiling, and compiling again after a late submission."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.db import db
from app.plans.models import PlanLine
from tests.e2e.pages.compiling import Changes, Proposals, Similar
from tests.e2e.pages.goals import Goals
from tests.e2e.pages.plan import Matrix, Overview
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.start import Start
from tests.e2e.plan_walk.world import Walk

LIBRARY = [f"Melaksanakan kegiatan K-01-A{number}" for number in (1, 2, 3)]  # to levels 2, 3 and 4
ALIKE = (
    "Melatih petugas pengaduan menjawab laporan warga",
    "Melatih petugas pengaduan menjawab laporan warga desa",
)
EDITED = "Menyusun dan menetapkan tata laksana pengaduan"


@pytest.mark.timeout(300)
def test_from_a_goal_to_merged_lines(walk: Walk, axe: Callable[[Page], None]) -> None:
    goals_are_set_in_two_tabs(walk, axe)
    opd_propose_almost_the_same(walk)
    the_plan_is_compiled_with_a_double_click(walk, axe)
    what_reads_alike_is_merged(walk)
    a_late_opd_changes_what_is_there(walk)


def goals_are_set_in_two_tabs(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    goals = Start(page).menu("Rencana aksi", Overview).tab("Sasaran", Goals)
    axe(page)
    second = page.context.new_page()
    late = Goals.visit(second, page.url)
    changes = goals.aim("K-01", 2024, 5).save().shows("1 sasaran diubah.")
    proposed = changes.proposals()
    assert set(LIBRARY) <= set(proposed), "level 4 is within reach now"
    assert not [text for text in proposed if "K-02-A1" in text], (
        "what the regency does already is not proposed"
    )
    late.aim("K-01", 2024, 4).is_refused()
    axe(second)
    both = second.locator(".r-versus .r-card")
    expect(both.nth(0)).to_contain_text("K-01 2024")
    expect(both.nth(0)).to_contain_text("4")
    expect(both.nth(1)).to_contain_text("5")
    second.close()


def opd_propose_almost_the_same(walk: Walk) -> None:
    for number, activity in enumerate(ALIKE):
        page = walk.at(f"opd{number}")
        proposals = Start(page).menu("Usulan", Proposals).propose().send(activity, "sdm", {2022: "5.000.000"})
        proposals.shows(activity).shows("Menunggu disusun")


def the_plan_is_compiled_with_a_double_click(walk: Walk, axe: Callable[[Page], None]) -> None:
    page = walk.at("coordinator")
    overview = Overview.visit(page, "/rencana-aksi").shows("2 dari 3 OPD sudah mengirim asesmen")
    overview.shows(f"Belum: {walk.units[2]}")
    overview.compile()
    changes = Changes(page)
    axe(page)
    ranks = changes.ranks("Kebijakan")
    assert len(ranks) >= len(LIBRARY)
    assert ranks == sorted(ranks, key=lambda factors: -factors[0]), "the first is the most urgent"
    for rank, gap, weight, units, burden in ranks:
        assert rank == pytest.approx(gap * weight * units * burden, rel=0.02), "the explanation is the figure"
    wanted = (*LIBRARY, *ALIKE)
    matrix = changes.tick(*wanted).take_with_a_double_click()
    assert sorted(matrix.activities()) == sorted(wanted)
    assert lines_of(walk) == len(wanted), "two clicks, one plan"


def what_reads_alike_is_merged(walk: Walk) -> None:
    page = walk.at("coordinator")
    Matrix(page).link("Kegiatan mirip").click()
    similar = Similar(page).shows_side_by_side(*ALIKE)
    merged = similar.keep(ALIKE[0]).shows("Baris digabungkan. Periksa anggaran dan targetnya.")
    expect(merged.page.locator("[name=budget_2022]")).to_have_value("10.000.000")
    merged.button("Simpan").first.click()
    similar = Similar(page).shows("Tidak ada kegiatan yang mirip")
    similar.link("Buka matriks").click()
    row = page.locator("tr", has_text=ALIKE[0])
    expect(row).to_contain_text("Rp10 jt")
    expect(row).to_contain_text("+1 OPD pendukung")
    assert ALIKE[1] not in Matrix(page).activities()
    for number in (0, 1):
        admin = walk.at(f"opd{number}")
        admin.reload()
        fate = "Masuk rencana" if number == 0 else "Digabung dengan kegiatan lain"
        Proposals(admin).shows(fate).line_of(ALIKE[number])
        expect(admin.get_by_role("heading", level=1)).to_have_text(ALIKE[0])


def a_late_opd_changes_what_is_there(walk: Walk) -> None:
    page = walk.at("coordinator")
    line = (
        Matrix(page).edit(LIBRARY[0]).fill(activity=EDITED, targets={2021: "7"}, budgets={2021: "1.000.000"})
    )
    line.save()
    late = Start(walk.at("opd2")).next_task(Sheet).check()
    late.submit()
    overview = Overview.visit(page, "/rencana-aksi")
    expect(page.get_by_text("Belum: ")).to_have_count(0)
    overview.compile()
    changes = Changes(page)
    entry = changes.entry(EDITED)
    expect(entry).to_contain_text("isian Anda dipertahankan")
    expect(entry).to_contain_text("Asal bertambah")
    matrix = changes.tick(EDITED).take()
    matrix.shows("0 baris baru, 1 berubah, 0 dikeluarkan")
    row = page.locator("tr", has_text=EDITED)
    expect(row).to_contain_text("asal: 3")
    assert EDITED in matrix.activities()
    with walk.live.look():
        line_ = db.session.scalars(select(PlanLine).where(PlanLine.activity == EDITED)).one()
        assert line_.targets[2021] == 7, "what a person wrote is not overwritten"
    matrix.link("Susun ulang").click()
    left = Changes(page)
    expect(left.entry(LIBRARY[1])).to_contain_text("Asal bertambah")  # what was not ticked still waits


def lines_of(walk: Walk) -> int:
    """How many living lines the plan has."""
    with walk.live.look():
        statement = select(func.count()).where(PlanLine.plan_id == walk.plan, PlanLine.deleted_at.is_(None))
        return db.session.scalar(statement) or 0
