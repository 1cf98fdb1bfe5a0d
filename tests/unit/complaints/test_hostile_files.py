"""Whatever a file holds, it becomes complaints, problems or a refusal; nothing else ever comes out."""

import random
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.fields import Field, FileRefused, Incoming, Problem, Trouble
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.table import find_table
from tests.factories import open_documents as odf

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints"
FIELDS = list(Field)
HEADINGS = [field.value for field in FIELDS]

words = st.sampled_from(
    [
        *("#1", "9.17E+06", "1e999", "nan", "²", "٣٤", "00/00/0000", "31/12/9999", "5 Okt 0001", "=1+1"),
        *("99999,9", "Selasa, 05/10/2021", "9999-12-31T23:59:59Z", "true", "-5"),
    ]
)
cell = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=40),
    words,
)


@given(st.lists(cell, max_size=len(FIELDS) + 2), st.booleans())
def test_any_row_is_a_complaint_or_problems(row, numeric):
    reader = RowReader(
        {field: place for place, field in enumerate(FIELDS)},
        HEADINGS,
        numeric_ids=numeric,
        zone=ZoneInfo("Asia/Makassar"),
        now=datetime(2026, 1, 1, tzinfo=UTC),
        longest_cell=UPLOAD.cell,
    )
    result = reader.read(7, row)
    if isinstance(result, Incoming):
        assert result.tracking_id
        assert date(2000, 1, 1) <= result.received_at.date() <= date(2026, 1, 2)
    else:
        assert result
        assert {type(problem) for problem in result} == {Problem}
        assert {problem.row for problem in result} == {7}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=600))
def test_any_bytes_are_a_table_or_refused(tmp_path, data):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with suppress(FileRefused):
        list(find_table(open_rows(path, UPLOAD), list(FORMATS.values())).rows())


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["lapor_oddities.xlsx", "oddities/libreoffice.ods"])
def test_a_damaged_workbook_is_read_or_refused(tmp_path, seed, name):
    chance = random.Random(seed)
    data = bytearray((SAMPLES / name).read_bytes())
    for _ in range(chance.choice((1, 20, 400))):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[: chance.choice((len(data), len(data) // 2))])
    with suppress(FileRefused):
        list(find_table(open_rows(path, UPLOAD), list(FORMATS.values())).rows())


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (odf.ods(odf.table(odf.row("a", number_rows_repeated=1_048_576))), Trouble.TOO_MANY_ROWS),
        (odf.ods(odf.table(odf.row("a", number_rows_repeated=10**30))), Trouble.TOO_MANY_ROWS),
        (odf.ods(odf.table(odf.row(odf.cell("a", number_columns_repeated=16_384)))), Trouble.TOO_MANY_COLUMNS),
        (odf.ods(odf.table(odf.row(odf.cell("a", number_columns_repeated=10**30)))), Trouble.TOO_MANY_COLUMNS),
        (odf.ods(odf.table(odf.row("x" * 32_000, number_rows_repeated=50_000))), Trouble.TOO_LARGE),
        (odf.ods(odf.table(odf.row(None, number_rows_repeated=10**30), odf.row("a"))), Trouble.TOO_MANY_ROWS),
        (odf.ods(odf.table(odf.row("a")), more={"META-INF/manifest.xml": odf.LOCKED}), Trouble.PROTECTED),
        (odf.ods(more={"content.xml": f"{LAUGHS}<x>&b;</x>"}), Trouble.DAMAGED),
        (odf.ods(more={"content.xml": "<x><y>"}), Trouble.DAMAGED),
        (odf.ods(more={"content.xml": "<x>" * 200_000}), Trouble.DAMAGED),
        (odf.ods(odf.table(odf.row(odf.cell("a", number_rows_repeated="many"))), more={}), None),
        (odf.ods(odf.table(odf.row("a", number_rows_repeated="many"))), Trouble.DAMAGED),
        (odf.ods(media_type="application/vnd.oasis.opendocument.text"), Trouble.NOT_A_TABLE),
        (odf.ods(), Trouble.EMPTY),
        (odf.ods(odf.table(odf.row("a"), hidden=True)), Trouble.EMPTY),
        (odf.ods(odf.table(odf.row("a")), more={"a.bin": "x" * (UPLOAD.inflated + 1)}), Trouble.TOO_LARGE),
        (odf.ods(odf.table(odf.row("a")), more={f"{n}.txt": "x" for n in range(1001)}), Trouble.TOO_LARGE),
    ],
    ids=[
        "rows", "endless-rows", "columns", "endless-columns", "one-text-for-all", "far-below", "locked", "laughs",
        "cut", "deep", "odd-attribute", "odd-count", "text-document", "no-sheet", "all-hidden", "inflates", "members",
    ],
)  # fmt: skip
def test_hostile_open_documents(tmp_path, content, trouble):
    path = tmp_path / "a.ods"
    path.write_bytes(content)
    if trouble is None:
        assert len(list(open_rows(path, UPLOAD))) == 1
        return
    with pytest.raises(FileRefused) as refusal:
        list(open_rows(path, UPLOAD))
    assert refusal.value.trouble is trouble


def test_spaces_that_are_only_claimed_do_not_fill_the_memory(tmp_path):
    path = tmp_path / "a.ods"
    spaces = '<text:p>a<text:s text:c="1000000000"/></text:p>'
    claim = f'<table:table-cell office:value-type="string">{spaces}</table:table-cell>'
    path.write_bytes(odf.ods(odf.table(odf.row(claim))))
    ((_, (cell,)),) = open_rows(path, UPLOAD)
    assert len(cell) == UPLOAD.cell + 1


def test_one_text_that_a_million_cells_share_is_stopped(tmp_path):
    """In a workbook of Excel a text stands once and cells point at it: small inside, endless outside."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(5_000):
            sheet.write_row(row, 0, ["x" * 32_000] * 3)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(FileRefused) as refusal:
        list(open_rows(path, UPLOAD))
    assert refusal.value.trouble is Trouble.TOO_LARGE
