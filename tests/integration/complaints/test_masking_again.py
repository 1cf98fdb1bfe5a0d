"""The register masked anew after the patterns have learnt more."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.complaints.models import Complaint, ComplaintEvent, EventKind, ImportProblem
from tests.factories.complaints import FINISHED, imported, line
from tests.factories.organisations import government

TEXT = "Nama saya Andi Tenri, HP 081234567890"
MASKED = "Nama saya [nama disamarkan], HP [nomor telepon disamarkan]"


@pytest.fixture
def register(db_session, tmp_path, monkeypatch):
    """What an older version let through: one text, one note, one cell."""
    sinjai = government(code="73.07")
    with monkeypatch.context() as older:
        older.setattr("app.complaints.import_formats.cells.mask_personal_data", lambda text: text)
        older.setattr("app.complaints.import_formats.rows.mask_personal_data", lambda text: text)
        imported(
            sinjai,
            tmp_path,
            line(1, text=TEXT, **FINISHED),
            line(2, **FINISHED),
            line(3, received="kapan-kapan NIK 7307011203850001"),
        )
    second = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "2")).one()
    db_session.add(
        ComplaintEvent(
            government_id=sinjai.id,
            complaint_id=second.id,
            kind=EventKind.FOLLOWED_UP,
            note="Tel 0411-872345",
        )
    )
    db_session.commit()
    return sinjai


def text_of(db_session, number):
    db_session.expire_all()
    return db_session.scalars(
        select(Complaint).where(Complaint.tracking_id == number).options(undefer(Complaint.text))
    ).one()


def run(app, *arguments):
    answer = app.test_cli_runner().invoke(args=["complaints", "mask", "--government", "73.07", *arguments])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_texts_notes_and_cells_are_masked_once(app, register, db_session):
    assert run(app).startswith("2 complaints changed, 1 cells")
    assert text_of(db_session, "1").text == MASKED
    assert db_session.scalars(select(ComplaintEvent.note)).one() == "Tel [nomor telepon disamarkan]"
    assert "7307" not in db_session.scalars(select(ImportProblem.value)).one()
    assert run(app).startswith("0 complaints changed, 0 cells")


def test_a_dry_run_changes_nothing(app, register, db_session):
    assert run(app, "--dry-run").startswith("2 complaints would change, 1 cells")
    assert text_of(db_session, "1").text == TEXT
    assert db_session.scalars(select(ComplaintEvent.note)).one() == "Tel 0411-872345"


def test_an_import_of_the_same_file_finds_nothing_changed(app, register, db_session, tmp_path):
    run(app)
    again = imported(register, tmp_path, line(1, text=TEXT, **FINISHED), line(2, **FINISHED))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_without_masking_again_the_same_file_would_seem_changed(register, db_session, tmp_path):
    again = imported(register, tmp_path, line(1, text=TEXT, **FINISHED))
    assert again.changed == 1
