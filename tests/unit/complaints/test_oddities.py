"""Every oddity of files in the wild: the sample is read as meant, its broken twin refused for the right reason."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.fields import REQUIRED, FileRefused, Incoming
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.mapping import require
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.table import find_table
from tests.samples.complaints.oddities import Pair, pairs

SAMPLES = Path(__file__).parents[2] / "samples" / "complaints" / "oddities"
MAKASSAR = ZoneInfo("Asia/Makassar")
PAIRS = pairs()


def read(path: Path):
    table = find_table(open_rows(path, UPLOAD), list(FORMATS.values()))
    require(table.columns, REQUIRED, table.headings)
    reader = RowReader(
        table.columns,
        table.headings,
        numeric_ids=table.form.numeric_ids,
        zone=MAKASSAR,
        now=datetime(2021, 11, 1, tzinfo=UTC),
        longest_cell=UPLOAD.cell,
    )
    results = [reader.read(number, row) for number, row in table.rows()]
    return (
        [result for result in results if isinstance(result, Incoming)],
        [problem for result in results if not isinstance(result, Incoming) for problem in result],
    )


def said(complaint: Incoming) -> list[str]:
    when = complaint.received_at.astimezone(MAKASSAR)
    status = complaint.reported_status
    return [
        f"{when:%Y-%m-%d %H:%M}",
        complaint.category,
        complaint.channel,
        complaint.raw_unit,
        status.value if status else "None",
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_good_file_says_what_it_should(pair: Pair):
    complaints, problems = read(SAMPLES / f"{pair.name}.{pair.kind}")
    assert problems == []
    assert {complaint.tracking_id: said(complaint) for complaint in complaints} == pair.says


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_broken_twin_is_refused_for_the_right_reason(pair: Pair):
    path = SAMPLES / f"{pair.name}_broken.{pair.kind}"
    if pair.refusal:
        with pytest.raises(FileRefused) as refusal:
            read(path)
        assert refusal.value.trouble.value == pair.refusal
        return
    _, problems = read(path)
    assert sorted((problem.row, problem.column, problem.trouble.value) for problem in problems) == sorted(
        pair.troubles
    )


def test_the_files_are_those_of_the_list():
    """Run `python -m tests.samples.complaints.make` after a change of the list."""
    texts = [pair for pair in PAIRS if pair.kind == "csv"]
    assert {path.name for path in SAMPLES.iterdir()} == {
        f"{pair.name}{which}.{pair.kind}" for pair in PAIRS for which in ("", "_broken")
    }
    assert [(SAMPLES / f"{pair.name}.csv").read_bytes() for pair in texts] == [pair.good for pair in texts]
    assert [(SAMPLES / f"{pair.name}_broken.csv").read_bytes() for pair in texts] == [
        pair.broken for pair in texts
    ]
