from dataclasses import replace

import pytest

from app.plans.canonical import sha256, to_json
from app.plans.proof import Evidence, Outcome, Piece, is_readable, is_whole, prove
from tests.unit.plans.documents import document

pytestmark = pytest.mark.unit

CONTENT = to_json(document())
WHOLE = Evidence(
    content=CONTENT,
    sha256=sha256(CONTENT),
    receipt_number="RA-73.07-2021-01",
    number=1,
    government_id="g",
    logged_sha256=sha256(CONTENT),
    file_sha256="f" * 64,
    file_found="f" * 64,
    logged_file_sha256="f" * 64,
)


def broken(**values):
    return {check.piece for check in prove(replace(WHOLE, **values)) if check.outcome is Outcome.BROKEN}


def test_what_was_sent_fits():
    assert {check.outcome for check in prove(WHOLE)} == {Outcome.FITS}


def test_another_text_betrays_itself():
    assert broken(content=CONTENT.replace("Bimtek", "Bintek")) == {Piece.CONTENT, Piece.LOG}


def test_another_text_with_its_own_hash_is_betrayed_by_the_log():
    other = CONTENT.replace("Bimtek", "Bintek")
    assert broken(content=other, sha256=sha256(other)) == {Piece.LOG}


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"format":1,"document":{}}', '{"format": 99}'])
def test_text_that_is_no_plan_is_broken_and_not_an_error(content):
    checks = prove(replace(WHOLE, content=content))
    assert not is_whole(checks)
    assert not is_readable(checks)


def test_text_that_is_written_otherwise_is_not_canonical():
    assert Piece.READING in broken(content=CONTENT.replace('":', '": ', 1))


@pytest.mark.parametrize(
    "values", [{"receipt_number": "RA-73.07-2021-02"}, {"number": 2}, {"government_id": "other"}]
)
def test_a_receipt_of_something_else(values):
    assert broken(**values) == {Piece.RECEIPT}


def test_another_pdf_and_a_lost_one():
    assert broken(file_found="0" * 64) == {Piece.FILE, Piece.FILE_LOG}
    assert broken(file_found="") == {Piece.FILE, Piece.FILE_LOG}
    assert broken(file_sha256="0" * 64, file_found="0" * 64) == {Piece.FILE_LOG}


def test_what_was_never_noted_proves_nothing():
    checks = prove(
        replace(WHOLE, logged_sha256=None, file_sha256=None, file_found=None, logged_file_sha256=None)
    )
    absent = {check.piece for check in checks if check.outcome is Outcome.ABSENT}
    assert absent == {Piece.LOG, Piece.FILE, Piece.FILE_LOG}
    assert is_whole(checks)
