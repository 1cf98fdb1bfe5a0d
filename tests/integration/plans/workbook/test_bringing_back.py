"""A workbook that is brought back: every change is shown, nothing is changed unseen."""

import io
import zipfile
from dataclasses import replace

import pytest
import python_calamine
from sqlalchemy import select

from app.access import Role
from app.audit.models import AuditEntry
from app.db import db
from app.files import StoredFile
from app.files.table import read_rows
from app.plans.actions import delete_line, edit_line
from app.plans.models import PlanLine
from app.plans.queries import fields_of
from app.plans.queries.compiling import questionnaire_of
from app.plans.routes.workbook import LIMITS
from app.plans.rules.cells import cells_of
from tests.factories import organisations as make
from tests.factories import plans
from tests.integration.plans.test_lines import stored
from tests.integration.plans.workbook.matrix import (
    KINDS,
    book,
    bring,
    raw,
    take,
    typed_over,
    with_fields,
    words_of,
)
from tests.style_guide import assert_page, words


class TestBringingBack:
    def test_every_change_is_shown_and_nothing_is_changed_yet(self, app, desk, sign_in):
        line, gone = plans.line(desk), plans.line(desk, "Ditinggalkan")
        browser = sign_in(desk.coordinator)
        content = book(desk, with_fields(remarks="Dari Excel", budgets={2021: 7}), drop=(gone.id,))
        text = words(assert_page(browser.get(bring(browser, desk, content)), app))
        assert "Keterangan: – → Dari Excel" in text
        assert "Anggaran 2021: 25.000.000 → 7" in text
        assert "1 kegiatan tidak ada dalam berkas" in text
        assert "Ditinggalkan" in text
        assert stored(line).remarks == ""

    def test_taking_it_over_once(self, desk, sign_in):
        line, gone = plans.line(desk), plans.line(desk, "Ditinggalkan")
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, book(desk, with_fields(remarks="Dari Excel"), drop=(gone.id,)))
        page = browser.get(preview)
        for _ in range(2):
            answer = take(browser, preview, page)
            assert answer.status_code == 302
            assert answer.headers["Location"].endswith("/matriks")
        assert stored(line).remarks == "Dari Excel"
        assert stored(gone).deleted_at is None
        actions = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("plan.%"))))
        assert actions.count("plan.line_edited") == 1
        (taken,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.workbook_taken"))
        assert {key: (taken.after or {})[key] for key in ("changed", "added", "left")} == {
            "changed": 1,
            "added": 0,
            "left": 0,
        }
        assert db.session.scalars(select(StoredFile)).all() == []
        assert browser.get(preview).status_code == 404

    def test_new_lines_and_bad_rows(self, app, desk, sign_in):
        line = plans.line(desk)
        keys = [cell.key for cell in cells_of(tuple(desk.plan.years))]
        head = ["renaksi-matriks-1", desk.plan.id, questionnaire_of(desk.plan).code, *keys]
        texts = dict.fromkeys(keys, "") | {"category_code": "Monev", "activity": "Kegiatan baru"}
        category = words_of(desk).categories["monev"]
        good = ["", "", "", *(texts | {"category_code": category, "budgets_2022": "1.500"}).values()]
        bad = ["", "", "", *(texts | {"category_code": category, "budgets_2022": "=HYPERLINK()"}).values()]
        foreign = ["x" * 22, "1", "9", *texts.values()]
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, raw([head, ["ID"], good, bad, foreign]))
        page = browser.get(preview)
        text = words(assert_page(page, app))
        assert "2 hal perlu diperbaiki" in text
        assert "Kegiatan ini tidak lagi ada" in text
        listed = browser.get(f"{preview}/kesalahan")
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(listed.data)).get_sheet_by_index(0)
        rows = sheet.to_python()
        place = rows[1].index("Anggaran 2022")
        assert (rows[2][place], rows[2][-1]) == (
            "=HYPERLINK()",
            "Anggaran 2022: Isi dengan angka, misalnya 12 atau 12,5.",
        )
        sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(listed.data))
        problems = sheets.get_sheet_by_name("Masalah").to_python()
        assert [row[:3] for row in problems[1:]] == [["4", "Anggaran 2022", "=HYPERLINK()"], ["5", "", "9"]]
        assert "<f>" not in zipfile.ZipFile(io.BytesIO(listed.data)).read("xl/worksheets/sheet1.xml").decode()
        assert take(browser, preview, page).status_code == 302
        made = db.session.scalars(select(PlanLine).where(PlanLine.id != line.id)).all()
        assert [(new.activity, new.category_code, new.budgets) for new in made] == [
            ("Kegiatan baru", "monev", {2022: 1500})
        ]

    def test_a_plan_that_moved_meanwhile_is_409_with_a_fresh_preview(self, app, desk, sign_in):
        line = plans.line(desk)
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, book(desk, with_fields(remarks="Dari Excel")))
        page = browser.get(preview)
        edit_line(
            desk.place.lead, desk.plan, line, replace(fields_of(line), remarks="Orang lain"), desk.codes
        )
        db.session.commit()
        answer = take(browser, preview, page)
        text = words(assert_page(answer, app, status=409))
        said = "Keterangan Waktu berkas diunduh–Sekarang di RenaksiOrang lainDalam berkas AndaDari Excel"
        assert said in text
        assert stored(line).remarks == "Orang lain"
        assert take(browser, preview, answer).status_code == 302
        assert stored(line).remarks == "Orang lain"

    def test_a_cell_of_two_people_is_overwritten_only_when_asked(self, desk, sign_in):
        line, other = plans.line(desk), plans.line(desk, "Lain")
        content = book(desk, with_fields(remarks="Dari Excel"))
        edit_line(
            desk.place.lead, desk.plan, line, replace(fields_of(line), remarks="Orang lain"), desk.codes
        )
        db.session.commit()
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, content)
        page = browser.get(preview)
        assert page.text.count('name="overwrite"') == 1
        assert take(browser, preview, page, overwrite=[f"{line.id}.remarks"]).status_code == 302
        assert (stored(line).remarks, stored(other).remarks) == ("Dari Excel", "Dari Excel")

    def test_each_of_two_cells_of_one_line_is_chosen_for_itself(self, desk, sign_in):
        line = plans.line(desk)
        content = book(desk, with_fields(remarks="Dari Excel", problem="Juga", baseline="Sendiri"))
        theirs = replace(fields_of(line), remarks="Orang lain", problem="Orang lain")
        edit_line(desk.place.lead, desk.plan, line, theirs, desk.codes)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, content)
        page = browser.get(preview)
        assert page.text.count('name="overwrite"') == 2
        assert take(browser, preview, page, overwrite=[f"{line.id}.problem"]).status_code == 302
        now = stored(line)
        assert (now.remarks, now.problem, now.baseline) == ("Orang lain", "Juga", "Sendiri")
        (taken,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.workbook_taken"))
        assert (taken.after or {})["left"] == 1

    def test_what_nobody_touched_in_the_file_stays_newer(self, app, desk, sign_in):
        line = plans.line(desk)
        content = book(desk, with_fields(baseline="Sendiri"))
        theirs = replace(fields_of(line), remarks="Orang lain", budgets={2021: 3, 2022: 4})
        edit_line(desk.place.lead, desk.plan, line, theirs, desk.codes)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, content)
        page = browser.get(preview)
        assert 'name="overwrite"' not in page.text
        assert "Orang lain" not in words(assert_page(page, app))
        take(browser, preview, page)
        now = stored(line)
        assert (now.remarks, now.budgets, now.baseline) == ("Orang lain", {2021: 3, 2022: 4}, "Sendiri")

    @KINDS
    def test_rejected_rows_come_back_to_be_mended(self, app, desk, sign_in, kind):
        good, bad = plans.line(desk, "Baik"), plans.line(desk, "Bermasalah")
        name = f"matriks.{kind.value}"
        content = book(
            desk,
            lambda line: replace(
                line, fields=replace(line.fields, unit_of_measure="x" * 70 if line.id == bad.id else "unit")
            ),
            kind=kind,
        )
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, content, name)
        page = browser.get(preview)
        assert "Unduh baris yang ditolak" in words(assert_page(page, app))
        given = browser.get(f"{preview}/kesalahan")
        assert f".{kind.value}" in given.headers["Content-Disposition"]
        take(browser, preview, page)
        assert (stored(good).unit_of_measure, stored(bad).unit_of_measure) == ("unit", "orang")
        rows = dict(read_rows(given.data, kind, LIMITS))
        keys, heads, (mended,) = rows[1], rows[2], [rows[number] for number in rows if number == 3]
        assert heads[-1] == "Alasan ditolak"
        assert mended[0] == bad.id
        assert mended[-1].startswith("Satuan: ")
        place = keys.index("unit_of_measure")
        assert mended[place] == "x" * 70
        assert mended[keys.index("budgets_2021")] == "25000000"  # a number again, as it was handed out
        # Mended in the file, and brought back with its hidden sheet.
        again = bring(browser, desk, typed_over(given.data, (2, place), "paket"), key="v" * 22)
        page = browser.get(again)
        text = words(assert_page(page, app))
        assert "Satuan: orang → paket" in text
        assert take(browser, again, page, idempotency_key="w" * 22).status_code == 302
        assert stored(bad).unit_of_measure == "paket"

    def test_a_line_that_was_deleted_meanwhile_does_not_come_back(self, app, desk, sign_in):
        line = plans.line(desk)
        content = book(desk, with_fields(remarks="x"))
        delete_line(desk.place.lead, desk.plan, line, "Ganda")
        db.session.commit()
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get(bring(browser, desk, content)), app))
        assert "Kegiatan ini tidak lagi ada" in text
        assert "Tidak ada yang berubah" in text

    def test_a_locked_plan_takes_nothing(self, desk, sign_in):
        line = plans.line(desk)
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, book(desk, with_fields(remarks="x")))
        page = browser.get(preview)
        plans.awaiting(desk)
        db.session.commit()
        assert take(browser, preview, page).status_code == 409
        assert stored(line).remarks == ""

    def test_years_that_the_plan_no_longer_shows_are_kept(self, desk, sign_in):
        line = plans.line(desk)
        desk.plan.years = [2022, 2023]
        db.session.commit()
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, book(desk, with_fields(remarks="x")))
        take(browser, preview, browser.get(preview))
        assert stored(line).budgets == {2021: 25_000_000, 2022: 0}

    def test_other_files_are_refused(self, app, desk, sign_in):
        plans.line(desk)
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get(bring(browser, desk, raw([["Kode", "Nama"]]))), app))
        assert "bukan matriks yang diunduh dari Renaksi" in text

    @pytest.mark.parametrize(
        ("content", "name"), [(b"%PDF-1.4", "matriks.xlsx"), (b"Kode;Nama\n1;2\n", "matriks.csv")]
    )
    def test_what_is_no_workbook_at_all(self, app, desk, sign_in, content, name):
        data = {"idempotency_key": "u" * 22, "file": (io.BytesIO(content), name)}
        path = f"/rencana-aksi/{desk.plan.id}/unggah"
        answer = sign_in(desk.coordinator).post(path, data=data, content_type="multipart/form-data")
        assert_page(answer, app, status=422)
        assert db.session.scalars(select(StoredFile)).all() == []

    def test_the_workbook_of_another_plan(self, app, desk, sign_in):
        other = plans.desk()
        plans.line(other)
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get(bring(browser, desk, book(other))), app))
        assert "milik rencana aksi lain" in text

    def test_a_file_is_only_for_who_brought_it(self, desk, sign_in):
        plans.line(desk)
        preview = bring(sign_in(desk.coordinator), desk, book(desk))
        colleague = make.user_with(Role.COORDINATOR, desk.government)
        for address in (preview, f"{preview}/kesalahan"):
            assert sign_in(desk.coordinator).get(address).status_code == 200
            assert sign_in(colleague).get(address).status_code == 404
        seen = sign_in(desk.coordinator).get(preview)
        assert take(sign_in(colleague), preview, seen).status_code == 404
        assert sign_in(plans.desk().coordinator).get(preview).status_code == 404
        assert sign_in(desk.admin).get(preview).status_code in (403, 404)
