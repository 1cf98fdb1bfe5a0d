import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.plans.canonical import UnknownFormat, from_json, plain_decimal, sha256, to_json
from app.plans.document_data import SignatoryData, SubmissionData
from tests.unit.plans.documents import document, line

pytestmark = pytest.mark.unit


def test_what_was_written_is_read_back():
    original = document()
    assert from_json(to_json(original)) == original


def test_the_same_plan_gives_the_same_bytes():
    first = document(line(targets={2021: Decimal(40), 2022: None}))
    makassar = timezone(timedelta(hours=8))
    again = replace(
        document(line(targets={2022: None, 2021: Decimal("40.00")})),
        generated_at=datetime(2021, 10, 5, 13, 53, tzinfo=makassar),
    )
    assert sha256(to_json(first)) == sha256(to_json(again))


def test_any_change_changes_the_fingerprint():
    assert sha256(to_json(document())) != sha256(to_json(document(line(remarks="."))))


def test_the_receipt_is_not_part_of_what_it_certifies():
    receipt = SubmissionData("s", 1, "R-1", "0" * 64, datetime(2021, 1, 1, tzinfo=UTC), "Demo")
    assert to_json(replace(document(), submission=receipt)) == to_json(document())


def test_twenty_digits_of_rupiah_survive():
    assert from_json(to_json(document())).lines[0].budgets[2021] == 10**19


def test_a_plan_that_was_sent_before_somebody_took_note_can_be_read():
    content = json.loads(to_json(document()))
    del content["document"]["government"]["knows"]
    assert from_json(json.dumps(content)).government.knows is None


def test_who_takes_note_is_part_of_the_record():
    knows = SignatoryData("Sekretaris Daerah", "Nama Sekretaris")
    noted = replace(document(), government=replace(document().government, knows=knows))
    assert from_json(to_json(noted)).government.knows == knows
    assert sha256(to_json(noted)) != sha256(to_json(document()))


def test_keys_are_sorted_and_text_is_readable():
    text = to_json(document(document_number="Nomor “é”"))
    assert "“é”" in text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_a_newer_format_is_refused():
    with pytest.raises(UnknownFormat):
        from_json('{"format": 99, "document": {}}')


@pytest.mark.parametrize(
    ("value", "text"), [("3.00", "3"), ("12.50", "12.5"), ("1E+3", "1000"), ("0", "0"), ("100", "100")]
)
def test_decimals(value, text):
    assert plain_decimal(Decimal(value)) == text
