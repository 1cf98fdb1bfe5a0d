"""The matrix as a workbook in the hands of a test: filled in, brought back, taken over."""

import io
from dataclasses import replace

import pytest
import python_calamine
import xlsxwriter

from app.files import FileKind
from app.files.workbook import render
from app.plans.queries.cells import cell_words
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.workbook import present_lines
from app.plans.rules.cells import CellWords
from app.plans.workbook import matrix_book
from tests.style_guide import assert_page, words


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
