"""Every document with tables as spreadsheets, read back by a library: what paper shows in a table, the sheets hold.

The samples follow from the data's classes (`tests/paper_samples.py`), so a new document is covered at once.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import DOCUMENTS
from app.reports.document import Document, Format
from app.reports.paper.html import speaking
from app.reports.renderers import sheets
from app.reports.renderers.excel import EXACT, Table, Value, render_xlsx, sheet_name
from tests.paper_samples import SIZES, Size, content, documents, sample, with_text

pytestmark = pytest.mark.unit

SHEETS = (Format.XLSX, Format.ODS)
WITH_SHEETS = [document for document in documents() if set(SHEETS) & set(document.formats)]
# The archive encloses the workbook of the plan instead of being offered as one.
ELSEWHERE = {"plan_archive": "action_plan"}
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)  # data; pairs, tiles and signatures have classes
_HEADS = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_MARK = re.compile(r"\[(\w+\.\w+)\]")


def made(app: Any, document: Document, data: Any, kind: Format, language: str = "id") -> bytes:
    with app.app_context(), speaking(language, "Asia/Makassar"):
        return document.make(content(document, data), kind)


def opened(file: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture
def html_of(paper_app: Any, caught: Any) -> Callable[[Document, Any], str]:
    def said(document: Document, data: Any) -> str:
        caught.forget()
        made(paper_app, document, data, Format.PDF)
        return "".join(html for html, *_rest in caught.parts)

    return said


@pytest.mark.parametrize(
    "document",
    [document for document in documents() if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_whatever_has_a_table_on_paper_has_sheets(html_of, document: Document) -> None:
    has_tables = any(_HEADS.search(table) for table in _TABLE.findall(html_of(document, sample(document))))
    offering = DOCUMENTS[ELSEWHERE.get(document.name, document.name)]
    assert has_tables == set(SHEETS).issubset(offering.formats)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("document", WITH_SHEETS, ids=lambda document: document.name)
def test_what_is_read_back_is_what_was_described(
    paper_app, monkeypatch, document: Document, size: Size
) -> None:
    """Heads, rows and sums in their places; numbers are numbers; both formats say the same."""
    described: list[Table] = []

    def noting(tables: Any, **words: Any) -> bytes:
        described.extend(tables)
        return render_xlsx(tables, **words)

    data = sample(document, size)
    monkeypatch.setitem(sheets._RENDERERS, Format.XLSX, noting)
    book = opened(made(paper_app, document, data, Format.XLSX))
    taken: set[str] = set()
    assert list(book) == [sheet_name(table.name, taken) for table in described]
    for table, rows in zip(described, book.values(), strict=True):
        top = len(table.notes) + bool(table.notes)
        heads = [column.heading for column in table.columns]
        assert rows[top][: len(heads)] == heads
        assert all(heads) or not size.filled  # of the instrument's names, which are never empty
        wanted = [*table.rows, *table.sums]
        assert [len(row) for row in wanted] == [len(heads)] * len(wanted)
        found = [row[: len(heads)] for row in rows[top + 1 :]]
        for row, read in zip(wanted, found, strict=True):
            assert read == [as_read(value) for value in row]
        for place, column in enumerate(table.columns):
            if column.kind:
                kinds = {type(row[place]) for row in table.rows if not isinstance(row[place], int | float)}
                assert not [kind for kind in kinds if kind is str], (table.name, column.heading)
    ods = opened(made(paper_app, document, data, Format.ODS))
    assert list(ods) == list(book)
    for name, rows in ods.items():
        # One of the formats rounds the sixteenth digit.
        assert [[as_read(cell) for cell in row] for row in book[name]] == rows


def as_read(value: Value) -> Any:
    """What a reader gets of a cell: no number becomes text, but for one that no cell can hold."""
    if value is None or value == "":
        return ""
    if isinstance(value, str) or (isinstance(value, int) and abs(value) > EXACT):
        return str(value)
    return pytest.approx(float(value))


@pytest.mark.parametrize(
    "document",
    [document for document in WITH_SHEETS if Format.PDF in document.formats],
    ids=lambda document: document.name,
)
def test_every_text_of_a_table_stands_in_a_sheet(paper_app, html_of, document: Document) -> None:
    """Each field says its own name: what a table of the paper names, some cell names too."""
    data = with_text(sample(document), lambda where: f"[{where}]")
    on_paper = {
        mark for table in _TABLE.findall(html_of(document, data)) for mark in _MARK.findall(_plain(table))
    }
    assert on_paper
    book = opened(made(paper_app, document, data, Format.XLSX))
    in_cells = {
        mark for rows in book.values() for row in rows for cell in row for mark in _MARK.findall(str(cell))
    }
    assert not on_paper - in_cells


def _plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("document", WITH_SHEETS, ids=lambda document: document.name)
def test_sheets_speak_the_language_that_was_asked_for(paper_app, document: Document) -> None:
    data = sample(document)
    said = [
        {
            str(cell)
            for rows in opened(made(paper_app, document, data, Format.XLSX, language)).values()
            for row in rows
            for cell in row
        }
        for language in ("id", "en")
    ]
    assert said[0] - said[1]
