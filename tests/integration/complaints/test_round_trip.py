"""What our own export wrote is read back as the same complaints, in every encoding, delimiter, format and language."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.complaints.exporting import complaint_rows, to_csv, to_xlsx
from app.complaints.import_formats import FORMATS, cells, wordings
from app.complaints.import_formats.fields import Field, Incoming
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.reader import open_rows
from app.complaints.import_formats.rows import RowReader
from app.complaints.import_formats.table import find_table
from app.complaints.models import Complaint
from app.complaints.rules import Klass, Status
from app.organisations.models import Government, TimeZone
from tests.factories.open_documents import plain_ods

FIRST = datetime(2018, 1, 1, tzinfo=UTC)
LATEST = datetime(2026, 1, 1, tzinfo=UTC)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
# What Windows-1252 holds too; of spaces, quotation marks and signs that begin formulas as many as there are.
LETTERS = st.characters(codec="cp1252", exclude_categories=("Cc", "Zl", "Zp", "Co", "Cs"))
SIGNS = st.sampled_from(list("=+-@',;|\"\t\n #:!"))
words = st.one_of(
    st.text(LETTERS, max_size=40),
    st.text(SIGNS, max_size=20),
    st.tuples(st.sampled_from("=+-@'"), st.text(LETTERS, max_size=10)).map("".join),
    # A text that splits into more cells than the table has columns.
    st.sampled_from(",;|\t").map(lambda delimiter: f"a{delimiter}" * 140),
)


def one_line(field: Field) -> st.SearchStrategy[str]:
    """A text as the register holds it: what the door lets through comes back through the door."""
    return words.map(lambda text: cells.name(text, field))


def minutes(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(0, most).map(lambda number: timedelta(minutes=number))


@st.composite
def complaints(draw) -> Complaint:
    received = FIRST + draw(minutes(3_500_000))
    later = [received]
    for _ in range(draw(st.integers(0, 3))):
        later.append(later[-1] + draw(minutes(100_000)))
    verified, answered, closed = (*later[1:], None, None, None)[:3]
    return Complaint(
        source="SP4N-LAPOR!",
        title=draw(words.map(cells.title)),
        klass=draw(st.sampled_from([None, *Klass])),
        category=draw(one_line(Field.CATEGORY).map(cells.category)),
        channel=draw(one_line(Field.CHANNEL).map(lambda text: wordings.channel(text).channel)),
        raw_unit=draw(one_line(Field.UNIT)),
        status=draw(st.sampled_from(Status)),
        received_at=received,
        verified_at=verified,
        first_follow_up_at=answered,
        closed_at=closed,
        rating=draw(st.sampled_from([None, 1.0, 2.5, 5.0])),
    )


@st.composite
def registers(draw) -> list[Complaint]:
    found = draw(st.lists(complaints(), min_size=1, max_size=5))
    numbers = st.lists(
        st.integers(1_000_000, 9_999_999), min_size=len(found), max_size=len(found), unique=True
    )
    for complaint, number in zip(found, draw(numbers), strict=True):
        complaint.tracking_id = str(number)
    return found


def read(path: Path, zone: ZoneInfo) -> list[Incoming]:
    table = find_table(open_rows(path, UPLOAD), list(FORMATS.values()))
    reader = RowReader(
        table.columns,
        table.headings,
        numeric_ids=table.form.numeric_ids,
        zone=zone,
        now=LATEST,
        longest_cell=UPLOAD.cell,
    )
    results = [reader.read(number, row) for number, row in table.rows()]
    assert all(isinstance(result, Incoming) for result in results), results
    return results  # type: ignore[return-value]


def told(complaint: Complaint | Incoming) -> tuple[object, ...]:
    status = complaint.status if isinstance(complaint, Complaint) else complaint.reported_status
    return (
        complaint.tracking_id,
        complaint.title,
        complaint.klass,
        complaint.category,
        # A channel may hang the agency on its name; which of both columns it comes back in is not the point here.
        complaint.channel,
        complaint.raw_unit,
        status,
        complaint.received_at,
        complaint.verified_at,
        complaint.first_follow_up_at,
        complaint.closed_at,
        complaint.rating,
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@given(
    found=registers(),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(";,\t|"),
    time_zone=st.sampled_from(TimeZone),
    language=st.sampled_from(("id", "en")),
)
def test_what_was_exported_comes_back(app, tmp_path, kind, found, encoding, delimiter, time_zone, language):
    owner = Government(name="Kabupaten Sinjai", time_zone=time_zone)
    with app.test_request_context("/"), force_locale(language):
        sheets = complaint_rows(found, lambda complaint: True, owner)
    assert sheets[0].title == {"id": "Pengaduan", "en": "Complaints"}[language]
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        rows = csv.reader(io.StringIO(to_csv(sheets).decode("utf-8-sig"), newline=""), delimiter=";")
        again = io.StringIO(newline="")
        csv.writer(again, delimiter=delimiter).writerows(rows)
        path.write_bytes(again.getvalue().encode(encoding))
    elif kind == "xlsx":
        path.write_bytes(to_xlsx(sheets))
    else:
        path.write_bytes(plain_ods([sheets[0].headings, *sheets[0].rows]))
    again_read = read(path, ZoneInfo(time_zone.value))
    assert [told(complaint) for complaint in again_read] == [told(complaint) for complaint in found]
