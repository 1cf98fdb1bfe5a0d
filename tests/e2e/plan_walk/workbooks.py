"""The matrix in the hands of somebody with a spreadsheet program: opened, changed, saved."""

from pathlib import Path

import xlsxwriter
from python_calamine import load_workbook

SHEET = "Matriks"
KEYS, FIRST = 0, 2  # the hidden row that names the columns, and the first line


def typed_over(file: Path, changes: dict[tuple[int, str], str | int]) -> Path:
    """Type into cells by row (from 0) and column key; the changed workbook is saved beside the first."""
    rows = load_workbook(file).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    for (row, key), typed in changes.items():
        rows[FIRST + row][rows[KEYS].index(key)] = typed
    saved = file.with_name(f"diisi-{file.name}")
    with xlsxwriter.Workbook(saved, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(SHEET)
        for number, cells in enumerate(rows):
            for place, value in enumerate(cells):
                if isinstance(value, (int, float)):
                    sheet.write_number(number, place, value)
                elif value != "":
                    sheet.write_string(number, place, str(value))
    return saved
