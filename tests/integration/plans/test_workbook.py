"""The matrix out as a workbook and in again: nothing is lost, nothing is changed unseen."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
import python_calamine
import xlsxwriter
from sqlalchemy import select

from app.access import Role
from app.audit.models import AuditEntry
from app.db import db
from app.files import FileKind, StoredFile
from app.files.table import read_rows
from app.files.workbook import render
from app.plans.actions import delete_line, edit_line
from app.plans.compile import LineFields
from app.plans.models import PlanLine
from app.plans.queries import fields_of
from app.plans.queries.cells import cell_words
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.workbook import present_lines
from app.plans.routes.workbook import LIMITS
from app.plans.rules import MAX_BUDGET
from app.plans.rules.cells import CellWords, cells_of, show_cell
from app.plans.rules.workbook import PresentLine, matrix_difference
from app.plans.workbook import matrix_book
from tests.factories import organisations as make
from tests.factories import plans
from tests.integration.plans.test_lines import stored
from tests.style_guide import assert_page, words
from tests.unit.plans.test_cells import WORDS, random_line


def matrix_workbook(*told, kind=FileKind.XLSX):
    return render(matrix_book(*told), kind)


def words_of(desk) -> CellWords:
    return cell_words(desk.plan, questionnaire_of(desk.plan))


def book(desk, change=lambda line: line, *, drop=(), kind=FileKind.XLSX):
    """The workbook as somebody filled it in: `change` gets every line that it hands out."""
    handed = [line for line in present_lines(desk.plan, words_of(desk)) if line.id not in drop]
    lines = [change(line) for line in handed]
    told = (desk.plan.id, questionnaire_of(desk.plan).code, "Uji", lines, words_of(desk), handed)
    return matrix_workbook(*told, kind=kind)


def with_fields(**fields):
    return lambda line: replace(line, fields=replace(line.fields, **fields))


def bring(browser, desk, content, name="matriks.xlsx", key="u" * 22):
    """Upload; the address of the preview."""
    data = {"idempotency_key": key, "file": (io.BytesIO(content), name)}
    path = f"/rencana-aksi/{desk.plan.id}/unggah"
    browser.get(path)
    answer = browser.post(path, data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, words(assert_page(answer, status=answer.status_code))
    return answer.headers["Location"]


def seal_of(page):
    return page.text.partition('name="seal" value="')[2].partition('"')[0]


def take(browser, preview, page, **more):
    data = {"idempotency_key": "t" * 22, "seal": seal_of(page)} | more
    return browser.post(f"{preview}/ambil", data=data)


def raw(rows):
    """A workbook of these texts, as nobody but a test writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Matriks")
        for number, cells in enumerate(rows):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text)
    return stream.getvalue()


def typed_over(content, cell, text):
    """The workbook as somebody saves it who typed one cell over: (row, column) from 0 of the matrix."""
    made = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as saved:
        for name in made.sheet_names:
            sheet = saved.add_worksheet(name)
            for number, cells in enumerate(made.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                for place, value in enumerate(cells):
                    new = text if (name, number, place) == ("Matriks", *cell) else value
                    if isinstance(new, str):
                        sheet.write_string(number, place, new)
                    else:
                        sheet.write_number(number, place, new)
    return stream.getvalue()


KINDS = pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.ODS])


class TestRoundTrip:
    @KINDS
    def test_random_edits_go_out_and_come_in_equal(self, app, kind):
        random = Random(11)
        for _round in range(6):
            before = [PresentLine(f"l{n}", n, n, random_line(random)) for n in range(1, 30)]
            after = [
                replace(line, fields=random_line(random) if random.random() < 0.6 else line.fields)
                for line in before
            ]
            content = matrix_workbook("plan", "2021", "Judul", after, WORDS, kind=kind)
            table = read_rows(content, kind, LIMITS)
            found = matrix_difference(table, "plan", "2021", before, WORDS)
            assert not found.problems
            assert not found.added
            assert not found.missing
            changed = {item.line.id: item.fields for item in found.changed}
            for old, new in zip(before, after, strict=True):
                assert changed.get(old.id, old.fields) == new.fields
            assert found.unchanged + len(found.changed) == len(before)

    @KINDS
    def test_texts_that_programs_stumble_over(self, app, kind):
        hard = [
            "=1+1",
            "+62811",
            "@SUM(A1)",
            "_x0041_ dan _x000D_",
            "'petik",
            "1.500",
            "2,5",
            "TRUE",
            "a\n\nb",
            "<&>",
        ]
        lines = [
            PresentLine(
                f"l{n}",
                n,
                1,
                replace(
                    random_line(Random(n)), activity=text, remarks=text, baseline=text.replace("\n", " ")
                ),
            )
            for n, text in enumerate(hard)
        ]
        table = read_rows(matrix_workbook("plan", "2021", "J", lines, WORDS, kind=kind), kind, LIMITS)
        found = matrix_difference(table, "plan", "2021", lines, WORDS)
        assert not found.problems
        assert found.is_empty
        assert found.unchanged == len(hard)

    @KINDS
    def test_every_number_keeps_its_digits(self, app, kind):
        numbers = ["1.125", "12.5", "0.125", "999.999", "1234.567", "0.00001", "999999999999.999", "1000"]
        lines = [
            PresentLine(
                f"l{n}", n, 1, LineFields("sdm", "A", targets={2021: Decimal(text)}, budgets={2021: amount})
            )
            for n, (text, amount) in enumerate(
                zip(numbers, [0, 1, 10**14, 10**15 - 1, 10**15, 10**16 + 1, MAX_BUDGET, 7], strict=True)
            )
        ]
        table = read_rows(matrix_workbook("plan", "2021", "J", lines, WORDS, kind=kind), kind, LIMITS)
        found = matrix_difference(table, "plan", "2021", lines, WORDS)
        assert not found.problems
        assert found.unchanged == len(lines)

    def test_new_lines_are_read_as_they_were_written(self, app):
        random = Random(12)
        wanted = [random_line(random) for _ in range(20)]
        rows = [["renaksi-matriks-1", "plan", "2021", *(cell.key for cell in cells_of(WORDS.years))], ["ID"]]
        rows += [
            ["", "", "", *(show_cell(line, cell, WORDS) for cell in cells_of(WORDS.years))] for line in wanted
        ]
        found = matrix_difference(read_rows(raw(rows), FileKind.XLSX, LIMITS), "plan", "2021", [], WORDS)
        assert [new.fields for new in found.added] == wanted


class TestHandingOut:
    def test_ids_are_hidden_and_locked_and_choices_offered(self, desk, sign_in):
        line = plans.line(desk, "=SUM(1)")
        answer = sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/matriks.xlsx")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        parts = zipfile.ZipFile(io.BytesIO(answer.data))
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert '<row r="1" ' in sheet
        assert 'hidden="1"' in sheet.partition("<sheetData>")[0]  # the columns of id and version
        assert "<sheetProtection" in sheet
        assert sheet.count('type="list"') == 4
        assert "<f>" not in sheet
        made = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
        assert made.sheet_names == ["Matriks", "Petunjuk", "Versi", "Daftar"]
        rows = made.get_sheet_by_name("Matriks").to_python()
        assert rows[0][:2] == ["renaksi-matriks-1", desk.plan.id]
        assert (rows[2][0], rows[2][1]) == (line.id, line.version)
        assert "=SUM(1)" in rows[2]

    def test_the_same_for_libreoffice(self, desk, sign_in):
        line = plans.line(desk, "=SUM(1)")
        answer = sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/matriks.ods")
        sheet = zipfile.ZipFile(io.BytesIO(answer.data)).read("content.xml").decode()
        assert sheet.count('table:protected="true"') == 4
        assert sheet.count("cell-content-is-in-list") == 4
        assert sheet.count('<table:table-row table:style-name="row" table:visibility="collapse"') == 1
        assert sheet.count("collapse") == 3  # the row of keys, the columns of id and version
        assert "table:formula" not in sheet
        rows = dict(read_rows(answer.data, FileKind.ODS, LIMITS))
        assert rows[1][:2] == ["renaksi-matriks-1", desk.plan.id]
        assert (rows[3][0], rows[3][1]) == (line.id, str(line.version))
        assert "=SUM(1)" in rows[3]

    def test_a_spreadsheet_of_libreoffice_is_taken(self, desk, sign_in):
        line = plans.line(desk)
        content = book(desk, with_fields(remarks="  dari\nODS"), kind=FileKind.ODS)
        browser = sign_in(desk.coordinator)
        preview = bring(browser, desk, content, "matriks.ods")
        take(browser, preview, browser.get(preview))
        assert stored(line).remarks == "dari\nODS"

    @pytest.mark.parametrize("kind", ["xlsx", "ods"])
    def test_only_the_coordinator(self, desk, sign_in, kind):
        path = f"/rencana-aksi/{desk.plan.id}/matriks.{kind}"
        assert sign_in(desk.admin).get(path).status_code in (403, 404)
        assert sign_in(plans.desk().coordinator).get(path).status_code == 404


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
