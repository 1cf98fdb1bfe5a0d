"""Every row of a file is read, rejected with a reason, or said to be left out with its number."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.complaints.import_formats import FORMATS
from app.complaints.import_formats.csv_records import MOST_UNCLOSED
from app.complaints.import_formats.fields import FileRefused, Incoming, Trouble
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.skipped import MOST_NAMED
from app.complaints.import_formats.table import find_table

HEADINGS = "Tracking ID;Judul;Tanggal;OPD;Status"
GOOD = "{};Sampah menumpuk;06/10/2021;Dinas Sosial;Selesai"


def read(folder: Path, *lines: str):
    """Row → id of what was read, row → why it was rejected, and what was left out."""
    path = folder / "a.csv"
    path.write_text("\n".join((HEADINGS, *lines)) + "\n")
    table = find_table(open_rows(path, UPLOAD), list(FORMATS.values()))
    reader = RowReader(
        table.columns,
        table.headings,
        numeric_ids=table.form.numeric_ids,
        zone=ZoneInfo("Asia/Makassar"),
        now=datetime(2021, 11, 1, tzinfo=UTC),
        longest_cell=UPLOAD.cell,
    )
    taken, rejected = {}, {}
    for number, row in table.rows():
        result = reader.read(number, row)
        if isinstance(result, Incoming):
            taken[number] = result.tracking_id
        else:
            rejected[number] = {problem.trouble for problem in result}
    return taken, rejected, table.skipped.stored()


def test_a_row_with_nothing_but_its_id_is_rejected(tmp_path):
    taken, rejected, skipped = read(tmp_path, GOOD.format(1), "2;;;;", GOOD.format(3))
    assert (taken, skipped) == ({2: "1", 4: "3"}, {})
    assert rejected == {3: {Trouble.ONLY_ID}}


def test_a_broken_quotation_mark_costs_its_own_row_only(tmp_path):
    taken, rejected, skipped = read(
        tmp_path,
        '"1;kutip rusak,"tanpa tutup',
        GOOD.format(2),
        '3;"tidak ditutup;06/10/2021;x;y',
        GOOD.format(4),
    )
    assert (taken, skipped) == ({3: "2", 5: "4"}, {})
    assert rejected == {2: {Trouble.QUOTE_UNCLOSED}, 4: {Trouble.QUOTE_UNCLOSED}}


def test_a_mark_that_a_later_row_closes_swallows_nothing(tmp_path):
    quoted = '4;"Sampah";06/10/2021;Dinas Sosial;Selesai'
    taken, rejected, _skipped = read(
        tmp_path, GOOD.format(1), '2;"rusak;06/10/2021', GOOD.format(3), quoted, GOOD.format(5)
    )
    assert taken == {2: "1", 4: "3", 5: "4", 6: "5"}
    assert rejected == {3: {Trouble.QUOTE_UNCLOSED}}


def test_marks_that_do_no_harm_are_read_as_before(tmp_path):
    taken, rejected, skipped = read(
        tmp_path,
        '1;"Jalan "rusak" parah";06/10/2021;Dinas Sosial;Selesai',
        '2;"Baris satu\nbaris dua; ""tetap"" satu laporan";06/10/2021;Dinas Sosial;Selesai',
    )
    assert (taken, rejected, skipped) == ({2: "1", 3: "2"}, {}, {})


def test_a_file_full_of_unclosed_marks_is_refused_in_time(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        read(tmp_path, GOOD.format(1), *['a""";"b'] * (MOST_UNCLOSED * 12))
    assert refusal.value.trouble is Trouble.QUOTES_EVERYWHERE


def test_totals_notes_and_blank_rows_are_said_with_their_numbers(tmp_path):
    taken, rejected, skipped = read(
        tmp_path,
        GOOD.format(1),
        ";;;;",
        HEADINGS,
        GOOD.format(2),
        "Total;2;;;",
        "Makassar, 5 Oktober 2021;;;;",
        ";;;;",
    )
    assert (taken, rejected) == ({2: "1", 5: "2"}, {})
    assert skipped == {
        "blank": {"count": 1, "rows": [3]},
        "headings": {"count": 1, "rows": [4]},
        "note": {"count": 2, "rows": [6, 7]},
    }


def test_a_complaint_without_a_date_is_no_total_because_of_its_title(tmp_path):
    _, rejected, skipped = read(tmp_path, GOOD.format(1), "2;Sumber air kering;;Dinas Sosial;Selesai")
    assert (rejected, skipped) == ({3: {Trouble.DATE_MISSING}}, {})


def test_only_the_first_of_many_left_out_rows_are_named(tmp_path):
    _, _, skipped = read(tmp_path, GOOD.format(1), *["Catatan;a;;;"] * 50)
    assert (skipped["note"]["count"], len(skipped["note"]["rows"])) == (50, MOST_NAMED)
