"""Whatever a file holds, it becomes complaints, problems or a refusal; nothing else ever comes out."""

import random
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.fields import Field, FileRefused, Incoming, Problem
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.table import find_table

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
def test_a_damaged_workbook_is_read_or_refused(tmp_path, seed):
    chance = random.Random(seed)
    data = bytearray((SAMPLES / "lapor_oddities.xlsx").read_bytes())
    for _ in range(chance.choice((1, 20, 400))):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    path = tmp_path / "a.xlsx"
    path.write_bytes(data[: chance.choice((len(data), len(data) // 2))])
    with suppress(FileRefused):
        list(find_table(open_rows(path, UPLOAD), list(FORMATS.values())).rows())
