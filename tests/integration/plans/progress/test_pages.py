"""One quarter as its people walk through it, in the browser's own requests."""

from decimal import Decimal

from sqlalchemy import select

from app.access import Role
from app.db import db
from app.notifications.models import Notification
from app.plans.models import PlanAddendum, ProgressEvidence, ProgressPeriod, ProgressReport
from app.plans.rules.progress import AddendumState, PeriodState, ReportState
from tests.factories import organisations as make
from tests.factories import progress
from tests.style_guide import assert_page

KEY = "k" * 22


def open_by_form(browser, desk, quarter="2021-1", **more):
    data = {"idempotency_key": KEY, "quarter": quarter, "due_on": progress.soon().isoformat(), **more}
    return browser.post(f"/capaian/rencana/{desk.plan.id}/buka", data=data)


def report(**values):
    return {
        "idempotency_key": KEY,
        "version": "0",
        "output": "10",
        "spent": "5.000.000",
        "obstacle": "",
        "next_step": "",
        "aksi": "kirim",
        **values,
    }


def test_a_quarter_from_opening_to_closing(sign_in, desk, lines):
    browser = sign_in(desk.coordinator)
    assert open_by_form(browser, desk).status_code == 302
    period = db.session.scalars(select(ProgressPeriod)).one()
    told = db.session.scalars(select(Notification).where(Notification.kind == "progress.opened")).all()
    assert {notice.user_id for notice in told} == {admin.id for admin in desk.place.admins}

    browser = sign_in(desk.admin)
    answer = browser.get("/capaian", follow_redirects=True)
    assert "Kegiatan 1" in answer.text
    assert "Kegiatan 2" not in answer.text
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    assert browser.get(path).status_code == 200
    assert browser.post(path, data=report()).status_code == 302
    sent = db.session.scalars(select(ProgressReport)).one()
    assert (sent.state, sent.output, sent.spent) == (ReportState.SENT, Decimal(10), 5_000_000)

    browser = sign_in(desk.coordinator)
    board = browser.get(f"/capaian/triwulan/{period.id}/papan")
    assert "Kegiatan 1" in board.text
    assert "1 dari 2" in board.text
    chosen = {"laporan": f"{sent.id}:{sent.version}"}
    assert browser.post(f"/capaian/triwulan/{period.id}/verifikasi", data=chosen).status_code == 302
    assert browser.post(f"/capaian/triwulan/{period.id}/tutup").status_code == 302
    db.session.expire_all()
    assert db.session.get_one(ProgressReport, sent.id).state is ReportState.VERIFIED
    assert db.session.get_one(ProgressPeriod, period.id).state is PeriodState.CLOSED
    page = browser.get(f"/capaian/rencana/{desk.plan.id}")
    assert "Sesuai jalur" in page.text
    assert "Belum dilaporkan" in page.text  # the second line never reported, and closing does not hide it


def test_every_page_of_progress_keeps_the_style_guide(sign_in, desk, lines):
    period = progress.opened(desk)
    sent = progress.sent(desk, period, lines[0])
    db.session.commit()
    browser = sign_in(desk.coordinator)
    for path in (
        f"/capaian/rencana/{desk.plan.id}",
        f"/capaian/rencana/{desk.plan.id}/buka",
        f"/capaian/rencana/{desk.plan.id}/adendum",
        f"/capaian/triwulan/{period.id}/papan",
        f"/capaian/triwulan/{period.id}/papan?status=missing",
        f"/capaian/triwulan/{period.id}/tenggat",
        f"/capaian/triwulan/{period.id}/opd",
        f"/capaian/triwulan/{period.id}/baris/{lines[0].id}",
        f"/capaian/triwulan/{period.id}/baris/{lines[1].id}",
        f"/capaian/laporan/{sent.id}/kembalikan",
        f"/capaian/baris/{lines[0].id}",
        f"/capaian/baris/{lines[0].id}/adendum",
        "/",
    ):
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert_page(answer)
    for person in (desk.supervisor, desk.reviewer, desk.ombudsman):
        assert sign_in(person).get("/capaian", follow_redirects=True).status_code == 200
    assert "Capaian TW I 2021" in sign_in(desk.leader).get("/dasbor").text


def test_a_report_far_behind_says_why_before_it_is_sent(sign_in, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    browser = sign_in(desk.admin)
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    answer = browser.post(path, data=report(output="1"))
    assert answer.status_code == 422
    assert "Tulis kendalanya" in answer.text
    kept = db.session.scalars(select(ProgressReport)).one()
    assert (kept.state, kept.output) == (ReportState.DRAFT, Decimal(1))
    words = report(
        output="1",
        obstacle="Anggaran baru cair.",
        next_step="Dilaksanakan April.",
        version=str(kept.version),
        idempotency_key="m" * 22,
    )
    assert browser.post(path, data=words).status_code == 302
    db.session.expire_all()
    assert db.session.get_one(ProgressReport, kept.id).state is ReportState.SENT


def test_the_form_saves_itself_and_its_own_page_never_conflicts(sign_in, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    browser = sign_in(desk.admin)
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    answer = browser.post(path + "/otomatis", data=report(output="3"))
    assert answer.status_code == 200
    assert "Tersimpan" in answer.text
    # The version in the page was not replaced (no script ran): the same page still wins over itself.
    assert browser.post(path, data=report(output="10")).status_code == 302
    # Another tab that was opened before both does not.
    other = browser.post(path + "/otomatis", data=report(output="4", idempotency_key="z" * 22))
    assert other.status_code == 409


def test_another_window_that_saved_is_shown_beside(sign_in, desk, lines):
    period = progress.opened(desk)
    progress.saved(desk, period, lines[0])
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    answer = sign_in(desk.admin).post(path, data=report(output="30", aksi="simpan"))
    assert answer.status_code == 409
    assert "disimpan di tab atau perangkat lain" in answer.text
    db.session.expire_all()
    assert db.session.scalars(select(ProgressReport)).one().output == Decimal(10)


def test_a_double_click_makes_one_report(sign_in, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    browser = sign_in(desk.admin)
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    assert [browser.post(path, data=report()).status_code for _ in range(2)] == [302, 302]
    assert len(db.session.scalars(select(ProgressReport)).all()) == 1


def test_a_link_is_kept_as_evidence_and_a_bad_one_named(sign_in, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    browser = sign_in(desk.admin)
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    answer = browser.post(path, data=report(url="javascript:alert(1)", aksi="simpan"))
    assert answer.status_code == 422
    assert db.session.scalars(select(ProgressEvidence)).all() == []
    assert db.session.scalars(select(ProgressReport)).one().output == Decimal(10)
    good = report(url="https://contoh.go.id/bukti", aksi="simpan", version="1", idempotency_key="n" * 22)
    assert browser.post(path, data=good).status_code == 302
    proof = db.session.scalars(select(ProgressEvidence)).one()
    assert proof.title == "contoh.go.id"
    assert browser.post(f"/capaian/bukti/{proof.id}/hapus").status_code == 302
    assert "https://contoh.go.id/bukti" not in browser.get(path).text


def test_a_unit_writes_no_other_units_line(sign_in, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[1].id}"
    assert sign_in(desk.admin).post(path, data=report()).status_code == 403
    assert db.session.scalars(select(ProgressReport)).all() == []


def test_a_closed_quarter_refuses_page_by_page(sign_in, desk, lines):
    period = progress.opened(desk)
    sent = progress.sent(desk, period, lines[0])
    progress.closed(desk, period)
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[1].id}"
    browser = sign_in(desk.place.admins[1])
    assert 'name="output"' not in browser.get(path).text
    assert browser.post(path, data=report()).status_code == 409
    assert browser.post(path + "/otomatis", data=report()).status_code == 409
    browser = sign_in(desk.coordinator)
    data = {"version": str(sent.version), "reason": "Salah"}
    assert browser.post(f"/capaian/laporan/{sent.id}/kembalikan", data=data).status_code == 409
    chosen = {"laporan": f"{sent.id}:{sent.version}"}
    assert browser.post(f"/capaian/triwulan/{period.id}/verifikasi", data=chosen).status_code == 409
    assert browser.post(f"/capaian/triwulan/{period.id}/tutup").status_code == 409


def test_reopening_wants_a_reason(sign_in, desk, lines):
    progress.closed(desk, progress.opened(desk))
    db.session.commit()
    browser = sign_in(desk.coordinator)
    answer = open_by_form(browser, desk)
    assert answer.status_code == 422
    assert "Tulis alasan" in answer.text
    again = open_by_form(browser, desk, idempotency_key="r" * 22, reason="Dua OPD terlambat menerima SPJ.")
    assert again.status_code == 302
    period = db.session.scalars(select(ProgressPeriod)).one()
    assert (period.state, period.closed_at) == (PeriodState.OPEN, None)


def test_a_target_changes_by_addendum_only(sign_in, desk, lines):
    browser = sign_in(desk.coordinator)
    data = {"idempotency_key": KEY, "target_2021": "20", "reason": "Peserta dipangkas."}
    data |= {f"target_{year}": "" for year in (2023, 2024)} | {"target_2022": "50"}
    path = f"/capaian/baris/{lines[0].id}/adendum"
    assert browser.post(path, data=data).status_code == 302
    addendum = db.session.scalars(select(PlanAddendum)).one()
    assert (addendum.number, addendum.state) == (1, AddendumState.PROPOSED)
    assert addendum.targets_before == {2021: Decimal(40)}
    second = browser.post(path, data=data | {"idempotency_key": "b" * 22})
    assert second.status_code == 422
    approve = f"/capaian/adendum/{addendum.id}/setujui"
    assert browser.post(approve).status_code == 403
    browser = sign_in(desk.leader)
    assert "Adendum 1" in browser.get(f"/capaian/rencana/{desk.plan.id}/adendum").text
    refused = browser.post(f"/capaian/adendum/{addendum.id}/tolak", data={"note": ""})
    assert refused.status_code == 422
    assert browser.post(approve).status_code == 302
    assert browser.post(approve).status_code == 409
    page = browser.get(f"/capaian/rencana/{desk.plan.id}?tahun=2021").text
    assert "semula 40" in page


def test_readers_of_another_province_find_nothing(sign_in, desk, lines):
    period = progress.opened(desk)
    sent = progress.sent(desk, period, lines[0])
    db.session.commit()
    stranger = make.user_with(Role.COORDINATOR, make.government())
    browser = sign_in(stranger)
    for path in (
        f"/capaian/rencana/{desk.plan.id}",
        f"/capaian/triwulan/{period.id}/papan",
        f"/capaian/triwulan/{period.id}/baris/{lines[0].id}",
        f"/capaian/laporan/{sent.id}/kembalikan",
        f"/capaian/baris/{lines[0].id}",
    ):
        assert browser.get(path).status_code == 404, path


def test_the_region_sums_up_and_says_how_many_stand_behind_it(sign_in, desk, lines):
    period = progress.opened(desk)
    progress.sent(desk, period, lines[0])
    db.session.commit()
    for person in (desk.supervisor, desk.reviewer):
        page = sign_in(person).get("/capaian", follow_redirects=True)
        assert_page(page)
        assert "1 dari 2 pemerintah daerah punya rencana aksi yang diterima; 1 membuka" in page.text
        assert desk.government.name in page.text
        assert "1 sesuai jalur · 1 belum dilaporkan" in page.text


def test_an_earlier_quarter_can_be_looked_at(sign_in, desk, lines):
    first = progress.opened(desk)
    progress.verified(desk, first, lines[0], output=Decimal(10))
    progress.closed(desk, first)
    progress.opened(desk, 2)
    db.session.commit()
    browser = sign_in(desk.coordinator)
    path = f"/capaian/rencana/{desk.plan.id}"
    latest = browser.get(path).text
    assert "Capaian per kategori, TW II 2021" in latest
    assert f'href="{path}?tahun=2021&amp;tw=1"' in latest
    earlier = browser.get(f"{path}?tahun=2021&tw=1").text
    assert "Capaian per kategori, TW I 2021" in earlier
    assert "1 dari 2" in earlier
    shown = browser.get(f"{path}?tahun=2021&tw=1&lampu=green").text
    assert "Kegiatan 1" in shown
    assert f"baris/{lines[1].id}" not in shown
    assert "TW II 2021" in browser.get(f"{path}?tahun=2021&tw=4").text  # never opened
