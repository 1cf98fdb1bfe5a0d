"""Columns about who complained: read where the government decided so, sealed, and taken back with their import."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text

from app.access import SYSTEM, Role
from app.complaints.actions.housekeeping import tidy_imports
from app.complaints.actions.records import import_path
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters
from app.complaints.actions.undoing import undo
from app.complaints.models import Complaint, ComplaintImport, ComplaintReporter, ImportState, RejectedRow
from app.complaints.queries.reporters import reporter_of
from app.complaints.reporters import Reporter, ReporterField
from app.complaints.retaining import remove_in
from app.complaints.sealing import unseal
from app.complaints.undoing import KEPT
from app.db import Base, new_id, utc_now
from app.jobs import run_pending_jobs
from tests.factories.organisations import government, login, province, user_with

YES = ReporterDecision(True, "Perda contoh", "Pejabat Contoh", "pdp@contoh.example", 6)
NO = ReporterDecision(False, "", "", "", 6)
HEADINGS = "Tracking ID;Tanggal Masuk;Nama Pelapor;NIK;No HP;Email;Alamat;Isi Laporan;Status"
WHO = Reporter(
    name="Kenarisa Rekaan", phone="081299990000", mail="kenarisa@suratku.example", address="Jl. Melati 77"
)
OTHER = Reporter(name="Walangsari", phone="0811")
PARTS = ("Kenarisa", "081299990000", "kenarisa@", "Melati 77", "7307014506780099")
SOME_DAY = f"{utc_now() - timedelta(days=20):%d/%m/%Y} 09:00"


def row(number: int, who: Reporter = WHO, status: str = "Belum Terverifikasi", **more: str) -> str:
    told = {"received": SOME_DAY, "text": f"Lampu {number} padam", "nik": "7307014506780099", **more}
    cells = (who.name, told["nik"], who.phone, who.mail, who.address, told["text"], status)
    return ";".join([str(number), told["received"], *cells])


def csv(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join((headings, *rows)).encode()


@pytest.fixture
def sinjai(db_session):
    made = government(name="Kabupaten Sinjai", parent=province())
    decide_on_reporters(SYSTEM, made, YES)
    db_session.commit()
    return made


@pytest.fixture
def bring(sinjai, tmp_path, db_session):
    """Import rows at the machine, and answer the record of the import."""

    def importer(*rows: str, headings: str = HEADINGS, **options) -> ComplaintImport:
        path = tmp_path / "a.csv"
        path.write_bytes(csv(*rows, headings=headings))
        import_path(SYSTEM, sinjai, path, source="Kanal", **options)
        return latest(db_session)

    return importer


def latest(db_session) -> ComplaintImport:
    db_session.expire_all()
    return db_session.scalars(
        select(ComplaintImport).order_by(ComplaintImport.created_at.desc()).limit(1)
    ).one()


def kept(db_session) -> dict[str, Reporter]:
    """Who complained, by tracking id."""
    db_session.expire_all()
    found = {}
    for complaint in db_session.scalars(select(Complaint)):
        latest_told = reporter_of(complaint.id)
        if latest_told is not None:
            found[complaint.tracking_id] = unseal(complaint.government_id, latest_told.sealed)
    return found


def everything_stored(db_session) -> str:
    return "\n".join(
        str(found)
        for table in Base.metadata.sorted_tables
        for found in db_session.execute(text(f'SELECT * FROM "{table.name}"'))  # names of our own tables
    )


def upload(client, content: bytes, name: str = "a.csv") -> str:
    answer = client.post(
        "/pengaduan/impor",
        data={"file": (io.BytesIO(content), name), "source": "Kanal", "idempotency_key": new_id()},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def selects(page: str) -> dict[str, str]:
    found = {"version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1]}  # type: ignore[index]
    for name, body in re.findall(r'<select[^>]*name="(kolom-[a-z_]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else "-1"
    return found


def through_the_pages(client, content: bytes, **changes: str) -> str:
    """As a coordinator does it; answers the page of the result."""
    address = upload(client, content)
    data = selects(client.get(address).text) | changes
    assert client.post(f"{address}/kolom", data=data).status_code == 302
    run_pending_jobs()
    data = {"version": re.search(r'name="version"[^>]*value="(\d+)"', client.get(address).text)[1]}  # type: ignore[index]
    client.post(f"{address}/konfirmasi", data=data)
    run_pending_jobs()
    return client.get(address).text


# The wizard


def test_the_columns_are_proposed_kept_sealed_and_stand_nowhere_else(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    address = upload(client, csv(row(1), row(2, Reporter())))
    page = client.get(address).text
    proposed = selects(page)
    assert [proposed[f"kolom-{each.value}"] for each in ReporterField] == ["2", "4", "5", "6"]
    assert "memutuskan menyimpan identitas pelapor" in page
    assert "tidak dibaca dan tidak disimpan: NIK." in page
    assert "Nama pelapor, Telepon pelapor, Surel pelapor, Alamat pelapor" in page  # of the first row
    assert not any(part in page for part in PARTS)
    done = through_the_pages(client, csv(row(1), row(2, Reporter())))
    assert "tersandi, untuk 1 pengaduan" in done
    assert kept(db_session) == {"1": WHO}
    stored = everything_stored(db_session)
    assert [part for part in PARTS if part in stored] == []


def test_a_column_of_any_name_is_chosen_by_hand_and_remembered(client, sinjai, db_session):
    headings = HEADINGS.replace("Nama Pelapor", "Warga").replace("No HP", "Kontak WA")
    login(client, user_with(Role.COORDINATOR, sinjai))
    through_the_pages(
        client,
        csv(row(1), headings=headings),
        **{"kolom-reporter_name": "2", "kolom-reporter_phone": "4", "kolom-reporter_address": "-1"},
    )
    assert kept(db_session) == {"1": Reporter(name=WHO.name, phone=WHO.phone, mail=WHO.mail)}
    proposed = selects(client.get(upload(client, csv(row(2), headings=headings))).text)
    assert [proposed[f"kolom-{each.value}"] for each in ReporterField] == ["2", "4", "5", "-1"]
    assert "Nama pelapor" in client.get("/pengaduan/impor/susunan").text


def test_one_column_is_not_both_of_the_complaint_and_of_the_reporter(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    address = upload(client, csv(row(1)))
    data = selects(client.get(address).text) | {"kolom-reporter_name": "7"}  # "Isi Laporan"
    answer = client.post(f"{address}/kolom", data=data)
    assert answer.status_code == 422
    assert "Satu kolom hanya dapat dipakai untuk satu isian" in answer.text


def test_a_number_of_the_state_cannot_be_chosen(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    through_the_pages(client, csv(row(1)), **{"kolom-reporter_phone": "3"})
    assert kept(db_session)["1"].phone == ""
    assert "reporter_phone" not in latest(db_session).mapping


def test_where_nobody_decided_so_the_columns_are_dropped_and_the_page_says_so(client, db_session):
    other = government(name="Kabupaten Bone", parent=province(code="75"))
    login(client, user_with(Role.COORDINATOR, other))
    address = upload(client, csv(row(1)))
    page = client.get(address).text
    assert (
        "menyangkut pelapor, tidak dibaca, dan tidak disimpan: Nama Pelapor, NIK, No HP, Email, Alamat."
        in page
    )
    assert "Kabupaten Bone tidak menyimpan identitas pelapor" in page
    assert "kolom-reporter" not in page
    data = selects(page) | {"kolom-reporter_name": "2", "kolom-reporter_phone": "4"}
    client.post(f"{address}/kolom", data=data)
    run_pending_jobs()
    version = latest(db_session).version
    client.post(f"{address}/konfirmasi", data={"version": version})
    run_pending_jobs()
    made = latest(db_session)
    assert (made.state, made.new_count, made.reporter_count) == (ImportState.DONE, 1, 0)
    assert not [name for name in made.mapping if name.startswith("reporter")]
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def test_a_decision_taken_back_meanwhile_holds(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    address = upload(client, csv(row(1)))
    client.post(f"{address}/kolom", data=selects(client.get(address).text))
    run_pending_jobs()
    assert latest(db_session).reporter_count == 1
    decide_on_reporters(SYSTEM, sinjai, NO)
    db_session.commit()
    client.post(f"{address}/konfirmasi", data={"version": latest(db_session).version})
    run_pending_jobs()
    assert latest(db_session).state is ImportState.DONE
    assert kept(db_session) == {}


def test_rejected_rows_do_not_say_who_complained(client, sinjai, db_session):
    headings = HEADINGS.replace("Nama Pelapor", "Warga").replace("No HP", "Diisi")
    login(client, user_with(Role.COORDINATOR, sinjai))
    through_the_pages(
        client,
        csv(row(1), row(2, received="kemarin"), headings=headings),
        **{"kolom-reporter_name": "2", "kolom-reporter_phone": "4"},
    )
    made = latest(db_session)
    assert made.rejected_headings == ["Tracking ID", "Tanggal Masuk", "Isi Laporan", "Status"]
    assert len(db_session.scalars(select(RejectedRow)).all()) == 1
    assert kept(db_session).keys() == {"1"}
    for kind in ("ditolak.csv", "kesalahan.csv"):
        told = client.get(f"/pengaduan/impor/{made.id}/{kind}").text
        assert [part for part in PARTS if part in told] == []
    # The mended rows come back without those columns, and the layout is known all the same.
    mended = client.get(f"/pengaduan/impor/{made.id}/ditolak.csv").text.replace("kemarin", SOME_DAY)
    again = through_the_pages(client, mended.encode())
    assert "Hasil impor" in again
    assert kept(db_session).keys() == {"1"}


# At the machine


def test_the_command_reads_the_columns_by_their_headings(app, sinjai, tmp_path, db_session):
    path = tmp_path / "a.csv"
    path.write_bytes(csv(row(1)))
    answer = run(app, path, sinjai)
    assert '"new": 1' in answer.output
    assert "Identitas pelapor: 1 pengaduan, tersandi" in answer.output
    assert [part for part in PARTS if part in answer.output] == []
    assert kept(db_session) == {"1": WHO}


def test_the_command_takes_named_columns_or_none(app, sinjai, tmp_path, db_session):
    path = tmp_path / "a.csv"
    path.write_bytes(csv(row(1), headings=HEADINGS.replace("Nama Pelapor", "Warga")))
    run(app, path, sinjai, "--reporter", "name", "warga")
    assert kept(db_session) == {"1": Reporter(name=WHO.name)}
    path.write_bytes(csv(row(2)))
    run(app, path, sinjai, "--no-reporters")
    assert kept(db_session).keys() == {"1"}
    wrong = run(app, path, sinjai, "--reporter", "phone", "NIK")
    assert wrong.exit_code == 1
    assert "Telepon pelapor" in wrong.output


def test_the_command_reads_none_where_nobody_decided_so(app, db_session, tmp_path):
    other = government(name="Kabupaten Bone", parent=province(code="75"))
    db_session.commit()
    path = tmp_path / "a.csv"
    path.write_bytes(csv(row(1)))
    assert '"new": 1' in run(app, path, other, "--reporter", "name", "Nama Pelapor").output
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def run(app, path: Path, owner, *more: str):
    command = ["complaints", "import", str(path), "--government", owner.code, "--source", "Kanal", "--json"]
    return app.test_cli_runner().invoke(args=[*command, *more])


# Taking back, changing, forgetting


def test_undoing_an_import_takes_its_reporters_back(bring, db_session):
    first = bring(row(1), row(2))
    assert kept(db_session).keys() == {"1", "2"}
    undo(SYSTEM, first)
    assert db_session.scalars(select(ComplaintReporter)).all() == []
    assert db_session.scalars(select(Complaint)).all() == []


def test_what_was_told_before_holds_again(bring, db_session):
    bring(row(1))
    second = bring(row(1, OTHER), row(2))
    assert kept(db_session) == {"1": OTHER, "2": WHO}
    undo(SYSTEM, second)
    assert kept(db_session) == {"1": WHO}


def test_undoing_the_earlier_one_leaves_what_the_later_told(bring, db_session):
    first = bring(row(1))
    bring(row(1, OTHER))
    undo(SYSTEM, first)
    assert kept(db_session) == {"1": OTHER}


def test_a_complaint_that_stays_loses_the_reporter_of_the_import(bring, db_session):
    first = bring(row(1), row(2))
    bring(row(1, Reporter()))  # the same once more, without saying who
    assert undo(SYSTEM, first).kept == 1
    assert [one.tracking_id for one in db_session.scalars(select(Complaint))] == ["1"]
    assert kept(db_session) == {}


def test_the_page_before_undoing_says_so(client, sinjai, bring, db_session):
    made = bring(row(1))
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = client.get(f"/pengaduan/impor/{made.id}/tarik").text
    assert "Identitas pelapor yang ikut diimpor dihapus, juga dari pengaduan yang tetap" in page


def test_a_file_that_does_not_say_who_changes_nothing(bring, db_session):
    bring(row(1))
    bring(row(1, Reporter(), status="Sedang Diproses"))
    assert kept(db_session) == {"1": WHO}


def test_it_does_not_change_the_complaint(bring, db_session):
    bring(row(1))
    again = bring(row(1, OTHER))
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 1)
    assert kept(db_session) == {"1": OTHER}


def test_of_what_ended_long_ago_nothing_is_taken_in(bring, db_session):
    made = bring(row(1, status="Selesai", received="05/10/2021 09:00"), row(2, status="Selesai"), row(3))
    assert kept(db_session).keys() == {"2", "3"}
    assert made.reporter_count == 2


def test_of_a_complaint_whose_words_were_removed_nothing_is_taken_in(bring, db_session):
    bring(row(1, Reporter()))
    db_session.scalars(select(Complaint)).one().text_removed_at = utc_now()
    db_session.commit()
    bring(row(1))
    assert kept(db_session) == {}


def test_what_was_told_before_goes_once_nothing_can_be_taken_back(sinjai, bring, db_session):
    bring(row(1))
    second = bring(row(1, OTHER))
    tidy_imports()
    remove_in(sinjai)
    assert count(db_session) == 2
    second.finished_at = utc_now() - KEPT - timedelta(hours=1)
    db_session.commit()
    tidy_imports()
    remove_in(sinjai)
    assert count(db_session) == 1
    assert kept(db_session) == {"1": OTHER}


def count(db_session) -> int:
    return db_session.scalar(select(func.count()).select_from(ComplaintReporter)) or 0


def test_another_government_reads_neither_column_nor_person(client, sinjai, bring, db_session):
    bring(row(1))
    complaint = db_session.scalars(select(Complaint)).one()
    other = government(name="Kabupaten Bone", parent=province(code="75"))
    login(client, user_with(Role.COORDINATOR, other))
    assert (
        client.post(f"/pengaduan/{complaint.id}/pelapor", data={"idempotency_key": new_id()}).status_code
        == 404
    )
    # The same number from the same source there is another complaint: nobody is known of it.
    through_the_pages(client, csv(row(1)))
    found = db_session.scalars(select(Complaint).where(Complaint.government_id == other.id)).one()
    assert reporter_of(found.id) is None


def test_it_costs_few_statements(bring, db_session):
    """So many per batch, not per row."""
    bring(row(1))
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if "complaint_reporter" in statement:
            statements.append(statement)

    engine = db_session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        bring(*(row(number) for number in range(1, 40)))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(kept(db_session)) == 39
    assert len(statements) < 8
