"""What the operator runs: removing by hand, and the extract after an incident."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import SYSTEM, Role
from app.audit.models import AuditEntry
from app.complaints.access_log import bring_in
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters, keep_reporter
from app.complaints.models import Complaint
from app.db import utc_now
from tests.factories.complaints import FINISHED, imported, line
from tests.factories.organisations import government, login, unit, user_with

TEXT = "Nama saya Andi Tenri, NIK 7307014506780099. Lampu jalan padam."


@pytest.fixture
def sinjai(db_session, tmp_path):
    made = government(code="73.07", name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    imported(
        made,
        tmp_path,
        line(1, unit="Dinas Sosial", text=TEXT, **FINISHED),
        line(2, received="07/11/2021 09:00", text="Jalan rusak"),
        line(3, received="08/12/2021 09:00"),
    )
    db_session.commit()
    return made


def run(app, *arguments):
    answer = app.test_cli_runner().invoke(args=["complaints", *arguments])
    assert answer.exit_code == 0, answer.output
    return answer


def extract(app, *arguments) -> dict[str, list[str]]:
    """The rows of the extract by report number."""
    answer = run(app, "breach-extract", "--government", "73.07", *arguments)
    rows = csv.reader(io.StringIO(answer.stdout.lstrip("\ufeff")), delimiter=";")
    return {row[0]: row for row in rows if len(row) > 5 and row[0].isdigit()}


def opened(client, db_session, number, reader):
    login(client, reader)
    complaint = db_session.scalars(select(Complaint).where(Complaint.tracking_id == number)).one()
    assert client.get(f"/pengaduan/{complaint.id}").status_code == 200
    bring_in()


def test_the_extract_lists_complaints_without_what_they_say(app, sinjai, db_session):
    decide_on_reporters(SYSTEM, sinjai, ReporterDecision(True, "Perda", "Pejabat", "pdp@uji.invalid", 6))
    second = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "2")).one()
    assert keep_reporter(second, "Kenarisa", "0812")
    db_session.commit()
    answer = run(app, "breach-extract", "--government", "73.07")
    found = extract(app)
    assert set(found) == {"1", "2", "3"}
    assert found["1"][5:] == ["Dinas Sosial", "ya", "tidak", "nik, nama", "0"]
    assert found["2"][6:8] == ["ya", "ya"]
    for secret in ("Lampu jalan", "Judul 1", "Kenarisa", "[NIK"):
        assert secret not in answer.output
    noted = db_session.scalars(
        select(AuditEntry).where(AuditEntry.action == "complaints.breach_extracted")
    ).all()
    assert [entry.after for entry in noted] == [{"complaints": 3}] * 2


def test_the_extract_is_narrowed_by_arrival(app, sinjai):
    assert set(extract(app, "--from", "2021-11-01", "--to", "2021-11-30")) == {"2"}


def test_the_extract_answers_what_an_account_opened(app, client, sinjai, db_session):
    reader = user_with(Role.COORDINATOR, sinjai, username="bocor")
    opened(client, db_session, "2", reader)
    opened(client, db_session, "3", user_with(Role.LEADER, sinjai))
    assert set(extract(app, "--opened-by", "bocor")) == {"2"}
    yesterday = f"{utc_now() - timedelta(days=2):%Y-%m-%d}"
    found = extract(app, "--opened-from", yesterday)
    assert set(found) == {"2", "3"}
    assert found["2"][9] == "1"
    assert extract(app, "--opened-by", "bukan-siapa-siapa") == {}


def test_who_exported_is_taken_to_hold_everything(app, client, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai, username="bocor"))
    client.get("/pengaduan/ekspor.csv")
    assert set(extract(app, "--opened-by", "bocor")) == {"1", "2", "3"}


def test_the_extract_goes_into_a_file(app, sinjai, tmp_path):
    out = tmp_path / "terdampak.csv"
    run(app, "breach-extract", "--government", "73.07", "--out", str(out))
    assert "Nomor laporan" in out.read_text(encoding="utf-8-sig")


def test_removing_by_hand(app, sinjai, db_session):
    assert "1 complaints are past" in run(app, "retain", "--government", "73.07", "--dry-run").output
    assert db_session.scalars(select(Complaint.title).where(Complaint.tracking_id == "1")).one() == "Judul 1"
    assert run(app, "retain", "--government", "73.07").output.startswith("words of 1 complaints removed")
    assert run(app, "retain").output.startswith("words of 0 complaints removed")
    db_session.expire_all()
    assert db_session.scalars(select(Complaint.title).where(Complaint.tracking_id == "1")).one() == ""
    assert extract(app)["1"][6] == "tidak"


def test_a_dry_run_of_all_governments_is_refused(app, sinjai):
    answer = app.test_cli_runner().invoke(args=["complaints", "retain", "--dry-run"])
    assert answer.exit_code == 2
