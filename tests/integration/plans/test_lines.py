"""Lines by hand: the form, the lost race, order, deletion and undo."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.plans.actions import move_line, rename_plan
from app.plans.models import PlanLine
from app.plans.queries import matrix_of
from app.plans.rules import MAX_BUDGET
from tests.factories import plans
from tests.style_guide import assert_page, words


def form_of(line, **changes):
    values = {
        "version": line.version,
        "idempotency_key": "k" * 22,
        "category_code": line.category_code,
        "activity": line.activity,
        "output_indicator": line.output_indicator,
        "unit_of_measure": line.unit_of_measure,
        "target_2021": "40",
        "target_2022": "12,5",
        "budget_2021": "25.000.000",
        "budget_2022": "0",
        "quarters_2021": ["1", "2"],
        "fund_source": "apbd",
        "responsible_unit_id": line.responsible_unit_id,
    }
    return values | changes


def stored(line):
    db.session.expire_all()
    return db.session.get_one(PlanLine, line.id)


class TestForm:
    def test_it_shows_what_is_stored_as_officials_write_it(self, app, desk, sign_in):
        line = plans.line(desk)
        tree = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/baris/{line.id}"), app)
        values = {box.get("name"): box.get("value") for box in tree.iter("input")}
        assert values["target_2022"] == "12,5"
        assert values["budget_2021"] == "25.000.000"
        assert values["budget_2023"] == ""
        assert values["version"] == str(line.version)

    def test_saving_reads_the_same_back(self, desk, sign_in):
        line = plans.line(desk)
        answer = sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=form_of(line))
        assert answer.status_code == 302
        saved = stored(line)
        assert saved.targets == {2021: Decimal(40), 2022: Decimal("12.5")}
        assert saved.budgets == {2021: 25_000_000, 2022: 0}
        assert saved.quarters == {2021: (1, 2)}

    def test_twenty_digits_survive(self, desk, sign_in):
        line = plans.line(desk)
        big = f"{MAX_BUDGET:,}".replace(",", ".")
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=form_of(line, budget_2021=big))
        assert stored(line).budgets[2021] == MAX_BUDGET
        assert big in sign_in(desk.coordinator).get(f"/rencana-aksi/baris/{line.id}").text

    @pytest.mark.parametrize(
        ("field", "typed", "words_shown"),
        [
            ("budget_2021", "banyak", "Isi dengan angka"),
            ("budget_2021", "-5", "Tidak boleh kurang dari 0"),
            ("budget_2021", "100,50", "rupiah bulat"),
            ("budget_2021", "9" * 21, "terlalu besar"),
            ("target_2022", "dua", "Isi dengan angka"),
            ("activity", "  ", "Tulis kegiatannya"),
            ("fund_source", "lotere", "Not a valid choice"),
        ],
    )
    def test_faults_stand_beside_the_field_and_nothing_is_saved(
        self, app, desk, sign_in, field, typed, words_shown
    ):
        line = plans.line(desk)
        version = line.version
        answer = sign_in(desk.coordinator).post(
            f"/rencana-aksi/baris/{line.id}", data=form_of(line, **{field: typed})
        )
        tree = assert_page(answer, app, status=422)
        if field != "fund_source":  # the form library's own words are translated elsewhere
            assert words_shown in words(tree)
        if typed.strip() and field.startswith(("budget", "target")):
            values = {box.get("name"): box.get("value") for box in tree.iter("input")}
            assert values[field] == typed
        assert stored(line).version == version

    def test_a_lost_race_is_409_with_both_versions(self, app, desk, sign_in):
        line = plans.line(desk)
        mine = form_of(line, activity="Versi saya", budget_2021="1")
        browser = sign_in(desk.coordinator)
        browser.post(f"/rencana-aksi/baris/{line.id}", data=form_of(line, activity="Versi orang lain"))
        text = words(assert_page(browser.post(f"/rencana-aksi/baris/{line.id}", data=mine), app, status=409))
        assert "Versi saya" in text
        assert "Versi orang lain" in text
        assert "Rp25.000.000" in text
        assert stored(line).activity == "Versi orang lain"

    def test_changing_only_supporting_units_is_a_change_too(self, desk, sign_in):
        line = plans.line(desk)
        browser, other = sign_in(desk.coordinator), desk.place.units[1].id
        first = form_of(line, supporting_unit_ids=[other])
        browser.post(f"/rencana-aksi/baris/{line.id}", data=first)
        assert [row.unit_id for row in stored(line).supporting] == [other]
        assert browser.post(f"/rencana-aksi/baris/{line.id}", data=first).status_code == 409

    def test_a_new_line_is_made_once(self, desk, sign_in):
        data = {"category_code": "monev", "activity": "Rapat evaluasi", "idempotency_key": "k" * 22}
        browser = sign_in(desk.coordinator)
        for _ in range(2):
            assert browser.post(f"/rencana-aksi/{desk.plan.id}/baris/baru", data=data).status_code == 302
        assert [line.activity for line in db.session.scalars(select(PlanLine))] == ["Rapat evaluasi"]

    def test_an_unknown_unit_is_refused(self, desk, sign_in):
        line = plans.line(desk)
        foreign = plans.desk().place.units[0].id
        answer = sign_in(desk.coordinator).post(
            f"/rencana-aksi/baris/{line.id}", data=form_of(line, responsible_unit_id=foreign)
        )
        assert answer.status_code == 422

    def test_years_that_the_plan_no_longer_shows_are_kept(self, desk, sign_in):
        line = plans.line(desk)
        rename_plan(desk.place.lead, desk.plan, "Judul", (2022, 2023), "")
        db.session.commit()
        data = form_of(line, target_2022="7")
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=data)
        assert stored(line).targets == {2021: Decimal(40), 2022: Decimal(7)}
        assert matrix_of(desk.plan).totals.budget_total == 0

    def test_the_log_names_the_fields(self, desk, sign_in):
        line = plans.line(desk)
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=form_of(line, remarks="Baru"))
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.line_edited")).one()
        assert entry.after == {"remarks": "Baru"}


class TestOrder:
    def test_up_and_down_within_the_category(self, desk):
        lines = [plans.line(desk, f"Kegiatan {letter}") for letter in "ABC"]
        plans.line(desk, "Lain", category_code="monev")
        move_line(desk.place.lead, desk.plan, lines[2], -1)
        shown = [line.activity for line in matrix_of(desk.plan).lines]
        assert shown == ["Kegiatan A", "Kegiatan C", "Kegiatan B", "Lain"]
        move_line(desk.place.lead, desk.plan, lines[0], -5)
        move_line(desk.place.lead, desk.plan, lines[0], 9)
        assert [line.activity for line in matrix_of(desk.plan).lines][2] == "Kegiatan A"

    def test_to_a_place(self, app, desk, sign_in):
        lines = [plans.line(desk, f"Kegiatan {letter}") for letter in "ABCD"]
        browser = sign_in(desk.coordinator)
        assert 'max="4" value="4"' in browser.get(f"/rencana-aksi/baris/{lines[3].id}").text
        browser.post(f"/rencana-aksi/baris/{lines[3].id}/pindah", data={"urutan": "2"})
        db.session.expire_all()
        assert [line.activity[-1] for line in matrix_of(desk.plan).lines] == ["A", "D", "B", "C"]
        browser.post(f"/rencana-aksi/baris/{lines[3].id}/pindah", data={"urutan": "99"})
        db.session.expire_all()
        assert matrix_of(desk.plan).lines[-1].id == lines[3].id

    def test_by_button(self, desk, sign_in):
        plans.line(desk, "A")
        second = plans.line(desk, "B")
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{second.id}/pindah", data={"arah": "naik"})
        db.session.expire_all()
        assert [line.activity for line in matrix_of(desk.plan).lines] == ["B", "A"]


class TestDeleting:
    def test_with_a_reason_and_back(self, app, desk, sign_in):
        line = plans.line(desk)
        browser = sign_in(desk.coordinator)
        browser.post(f"/rencana-aksi/baris/{line.id}/hapus", data={"reason": "Tumpang tindih"})
        assert matrix_of(desk.plan).lines == ()
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/terhapus")
        assert "Tumpang tindih" in words(assert_page(page, app))
        browser.post(f"/rencana-aksi/baris/{line.id}/pulihkan")
        db.session.expire_all()
        assert [row.id for row in matrix_of(desk.plan).lines] == [line.id]

    def test_not_without_a_reason(self, desk, sign_in):
        line = plans.line(desk)
        answer = sign_in(desk.coordinator).post(
            f"/rencana-aksi/baris/{line.id}/hapus", data={"reason": " "}, follow_redirects=True
        )
        assert "Tulis alasan penghapusan" in answer.text
        assert stored(line).deleted_at is None


class TestMatrix:
    def test_filters_and_sums(self, app, desk, sign_in):
        plans.line(desk, "Melatih admin")
        plans.line(desk, "Menyusun SOP", category_code="kebijakan", targets={})
        browser = sign_in(desk.coordinator)
        path = f"/rencana-aksi/{desk.plan.id}/matriks"
        text = words(assert_page(browser.get(path), app))
        assert "2 kegiatan, Rp50.000.000" in text
        assert "Melatih admin" not in browser.get(path, query_string={"cari": "sop"}).text
        assert "Menyusun SOP" not in browser.get(path, query_string={"kategori": "sdm"}).text
        open_ones = browser.get(path, query_string={"terbuka": "1"}).text
        assert "Menyusun SOP" in open_ones
        assert "Melatih admin" not in open_ones
        other = desk.place.units[1].id
        assert "tidak ada kegiatan yang cocok" in browser.get(path, query_string={"opd": other}).text.lower()

    def test_many_lines_are_paged(self, desk, sign_in):
        for number in range(45):
            plans.line(desk, f"Kegiatan {number:02d}")
        browser = sign_in(desk.coordinator)
        path = f"/rencana-aksi/{desk.plan.id}/matriks"
        assert "Kegiatan 44" not in browser.get(path).text
        assert "Kegiatan 44" in browser.get(path, query_string={"halaman": 2}).text

    def test_readers_see_no_buttons(self, app, desk, sign_in):
        plans.line(desk)
        for person in (desk.admin, desk.leader, desk.reviewer, desk.supervisor, desk.ombudsman):
            page = sign_in(person).get(f"/rencana-aksi/{desk.plan.id}/matriks")
            assert_page(page, app)
            assert "Tambah kegiatan" not in page.text
            assert "pindah" not in page.text
