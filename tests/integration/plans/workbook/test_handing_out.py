"""What a workbook of the matrix offers and locks, and who gets it."""

import io
import zipfile

import pytest
import python_calamine

from app.files import FileKind
from app.files.table import read_rows
from app.plans.routes.workbook import LIMITS
from tests.factories import plans
from tests.integration.plans.test_lines import stored
from tests.integration.plans.workbook.matrix import book, bring, take, with_fields


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
