"""Any two versions of a plan side by side, as a page."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.db import db
from app.plans.actions import (
    answer_comment,
    approve_plan,
    delete_line,
    edit_line,
    request_approval,
    return_plan,
    revise_plan,
    save_chapter,
    submit_plan,
)
from app.plans.models import Chapter
from app.plans.queries.compiling import fields_of
from app.plans.rules import ChapterCode
from tests.factories import plans
from tests.style_guide import assert_page, words


@pytest.fixture
def path(desk):
    """A plan that was sent twice and is being mended again."""
    kept, edited, deleted = (plans.line(desk, name) for name in ("Tetap", "Kata lama", "Akan dihapus"))
    submission = plans.in_review(desk)
    comment = plans.comment(desk, submission, line=kept)
    return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki")
    revise_plan(desk.place.lead, desk.plan)
    answer_comment(desk.place.lead, comment, "Sudah")
    changed = replace(fields_of(edited), activity="Kata baru", budgets={2021: 30_000_000, 2022: 0})
    edit_line(desk.place.lead, desk.plan, edited, changed, desk.codes)
    delete_line(desk.place.lead, desk.plan, deleted, "Tidak perlu")
    plans.line(desk, "Ditambahkan <b>kemudian</b>")
    chapter = db.session.scalars(select(Chapter).where(Chapter.code == ChapterCode.BAB5)).one()
    save_chapter(
        desk.place.lead, desk.plan, chapter, "BAB V Akhir", chapter.body + "<div>Tambahan akhir.</div>"
    )
    request_approval(desk.place.lead, desk.plan)
    approve_plan(desk.act(desk.leader), desk.plan)
    submit_plan(desk.place.lead, desk.plan)
    db.session.commit()
    return f"/rencana-aksi/{desk.plan.id}/perubahan"


def test_two_submissions_cell_by_cell(app, desk, sign_in, path):
    page = sign_in(desk.coordinator).get(f"{path}?dari=1&ke=2")
    text = words(assert_page(page, app))
    assert "Dari kiriman ke-1 ke kiriman ke-2." in text
    assert "<del>lama</del>" in page.text
    assert "<ins>baru</ins>" in page.text
    assert "Anggaran 2021Rp25.000.000Rp30.000.000" in text.replace(" Rp", "Rp")
    assert "Akan dihapus" in text
    assert "Tetap 1" not in text
    assert "1 tetap" in text
    assert "<ins>Tambahan akhir.</ins>" in page.text
    assert "BAB V Akhir" in text
    assert "+Rp5.000.000" in text


def test_what_was_typed_stays_text(desk, sign_in, path):
    page = sign_in(desk.coordinator).get(f"{path}?dari=1&ke=2").text
    assert "<b>kemudian" not in page
    assert "&lt;b&gt;kemudian" in page


def test_swapped(app, desk, sign_in, path):
    browser = sign_in(desk.coordinator)
    there = browser.get(f"{path}?dari=1&ke=2").text
    assert "dari=2&amp;ke=1" in there
    page = browser.get(f"{path}?dari=2&ke=1")
    text = words(assert_page(page, app))
    assert "−Rp5.000.000" in text
    assert "<del>baru</del>" in page.text


def test_the_working_copy_on_either_side(app, desk, sign_in, path):
    browser = sign_in(desk.coordinator)
    text = words(assert_page(browser.get(path), app))
    assert "Dari kiriman ke-2 ke isi sekarang." in text
    assert "Kedua versi sama isinya" in text
    text = words(assert_page(browser.get(f"{path}?dari=sekarang&ke=1"), app))
    assert "Dari isi sekarang ke kiriman ke-1." in text
    assert "Akan dihapus" in text


def test_everything_or_what_changed(app, desk, sign_in, path):
    browser = sign_in(desk.coordinator)
    assert ">Tetap</span>" not in browser.get(f"{path}?dari=1&ke=2").text.replace('lang="id"', "")
    page = browser.get(f"{path}?dari=1&ke=2&semua=1")
    assert '<span lang="id">Tetap</span>' in page.text
    assert_page(page, app)


def test_a_large_difference_is_paged_and_printed_whole(app, desk, sign_in, path):
    from app.plans.rules import PlanState

    desk.plan.state = PlanState.DRAFTING
    for number in range(25):
        plans.line(desk, f"Massal {number}")
    db.session.commit()
    browser = sign_in(desk.coordinator)
    first = browser.get(path).text
    assert "Massal 0" in first
    assert "Massal 24" not in first
    assert "Massal 24" in browser.get(f"{path}?halaman=2").text
    whole = browser.get(f"{path}?cetak=1")
    assert_page(whole, app)
    assert "Massal 0" in whole.text
    assert "Massal 24" in whole.text


@pytest.mark.parametrize("asked", ["dari=9", "ke=9", "dari=x", "dari=-1&ke=sekarang", "dari=1e1"])
def test_what_was_never_sent_is_not_found(desk, sign_in, path, asked):
    assert sign_in(desk.coordinator).get(f"{path}?{asked}").status_code == 404


def test_readers_of_the_plan_compare_too(app, desk, sign_in, path):
    for person in (desk.leader, desk.admin, desk.reviewer, desk.supervisor, desk.ombudsman):
        assert_page(sign_in(person).get(f"{path}?dari=1&ke=2"), app)
