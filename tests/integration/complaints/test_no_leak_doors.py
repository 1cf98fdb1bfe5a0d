"""Canaries through the other doors: what officials write down, what channels push, and columns about reporters."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.access import SYSTEM
from app.complaints.actions import handling
from app.complaints.actions.handling import follow_up, verify
from app.complaints.actions.records import import_path
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters
from app.complaints.models import Complaint, ComplaintEvent, ComplaintReporter
from app.complaints.queries.reporters import reporter_of
from app.complaints.reporters import Reporter
from app.complaints.rules import Klass
from app.complaints.sealing import unseal
from app.db import Base, db, new_id, utc_now
from app.organisations.models import GovernmentKind
from app.reports.catalogue import DOCUMENTS, Format
from app.reports.catalogue.area_complaints import AreaComplaints
from tests.factories import channels
from tests.factories.canaries import ADDRESS, MAIL, NAME, NIK, PHONE, TEXT, everything_stored, leaks, readable
from tests.factories.complaints import FINISHED, line
from tests.factories.organisations import government, login
from tests.pdf_text import text_of

WHO = Reporter(name=NAME, phone=PHONE, mail=MAIL, address=f"Jl. Melati {ADDRESS}")
IN_A_WORD = f"Pak {NAME} {PHONE}"
YES = ReporterDecision(True, "Perda contoh", "Pejabat Contoh", "pdp@contoh.example", 6)


@pytest.fixture(autouse=True)
def _logs(caplog, db_session):
    """Nothing of a person is in the database or in a log after any of these tests."""
    caplog.set_level(logging.DEBUG)
    yield
    db_session.rollback()
    assert leaks(everything_stored()) == []
    assert leaks(caplog.text) == []


def only_complaint() -> Complaint:
    db.session.expire_all()
    return db.session.scalars(select(Complaint)).one()


def test_the_eye_that_looks_for_them_sees_them(desk, db_session):
    """Were one stored, in any table, this would say so."""
    complaint = desk.entered()
    for table, column in (("complaint", "area"), ("complaint_event", "note")):
        statement = f"UPDATE {table} SET {column} = :words"  # names of our own
        db_session.execute(text(statement), {"words": TEXT})
        assert len(leaks(everything_stored())) == 5, table
        db_session.execute(text(statement), {"words": ""})
    assert complaint.id in everything_stored()
    assert len(Base.metadata.sorted_tables) > 60


def test_what_an_official_writes_down(client, desk):
    login(client, desk.social_admin)
    answer = client.post(
        "/pengaduan/catat",
        data={
            "idempotency_key": new_id(),
            "channel": "Surat",
            "received": "2021-10-04T09:00",
            "title": f"Lampu padam, hubungi {PHONE}",
            "text": TEXT,
            "area": f"Jl. Melati {ADDRESS}",
            "category": IN_A_WORD,
        },
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert leaks(answer.text) == []
    kept = only_complaint()
    assert "disamarkan" in kept.title
    assert "disamarkan" in kept.area
    assert "disamarkan" in kept.category


def test_a_form_that_is_refused_keeps_nothing(client, desk):
    login(client, desk.social_admin)
    data = {"idempotency_key": new_id(), "channel": "Surat", "title": TEXT, "text": TEXT, "received": ""}
    assert client.post("/pengaduan/catat", data=data).status_code == 422
    assert db.session.scalars(select(Complaint)).all() == []


def test_the_notes_of_every_step(client, desk):
    complaint = desk.entered(klass=Klass.NON_SUPERVISORY)
    boss, social, works = (
        desk.actor(person) for person in (desk.coordinator, desk.social_admin, desk.works_admin)
    )
    verify(boss, complaint, desk.social, TEXT)
    handling.decline(social, complaint, TEXT)
    handling.route(boss, complaint, desk.works, TEXT)
    handling.postpone(works, complaint, TEXT)
    handling.resume(works, complaint, TEXT)
    follow_up(works, complaint, TEXT)
    handling.close(works, complaint, TEXT, rating=2)
    handling.reply(works, complaint, TEXT)
    handling.archive(boss, desk.entered(), TEXT)
    db.session.commit()
    notes = db.session.scalars(select(ComplaintEvent.note).where(ComplaintEvent.note != "")).all()
    assert len(notes) == 9
    assert all("[nama disamarkan]" in note for note in notes)
    login(client, desk.coordinator)
    for address in (f"/pengaduan/{complaint.id}", "/pengaduan/ekspor.csv", "/jejak-audit", "/kotak-masuk"):
        page = client.get(address, follow_redirects=True)
        assert leaks(page.text) == [], address


PUSHED = {
    "title": f"Hubungi {PHONE}",
    "text": TEXT,
    "area": f"Jl. Melati {ADDRESS}",
    "category": IN_A_WORD,
    "channel": IN_A_WORD,
    "unit": f"Dinas Sosial, {IN_A_WORD}",
}


def test_what_a_channel_pushes_and_is_told(client, desk):
    channel = channels.channel(desk.owner)
    key = channels.key(channel)
    channels.webhook(channel, "https://kanal.example/renaksi")
    db.session.commit()
    answer = channels.push(client, key.text, channels.COMPLAINT | PUSHED, **{"Idempotency-Key": "satu"})
    assert answer.status_code == 201
    assert "disamarkan" in only_complaint().raw_unit
    verify(desk.actor(desk.coordinator), only_complaint(), desk.social, TEXT)
    follow_up(desk.actor(desk.social_admin), only_complaint(), TEXT)
    db.session.commit()
    payloads = db.session.execute(text("SELECT payload FROM webhook_delivery")).all()
    assert len(payloads) == 2
    standing = client.get("/api/v1/complaints/BRG-1", headers=channels.bearer(key.text))
    assert leaks(answer.text + standing.text + str(payloads)) == []


def test_what_is_refused_of_a_channel(client, desk):
    """Answers to numbered requests are kept for a day, with what was wrong."""
    key = channels.key(channels.channel(desk.owner))
    db.session.commit()
    wrong = {"status": f"NIK {NIK}", "received_at": f"kemarin, tanya Bu {NAME} di {PHONE}", "rating": PHONE}
    batch = [
        channels.COMPLAINT | PUSHED | wrong,
        channels.COMPLAINT | {"id": "BRG-2", "rating": TEXT},
        channels.COMPLAINT | {"id": "BRG-3", "reporter": {"name": NAME, "phone": PHONE}},
        channels.COMPLAINT | {"id": "BRG-4", "nama_pelapor": NAME, "nik": NIK},
        channels.COMPLAINT | {"id": "BRG-5", "title": "Sah"},
    ]
    answer = channels.push(client, key.text, {"complaints": batch}, **{"Idempotency-Key": "dua"})
    assert (answer.status_code, answer.get_json()["rejected"]) == (200, 4)
    assert leaks(answer.text) == []


def test_who_complained_pushed_where_it_is_kept(client, desk):
    decide_on_reporters(SYSTEM, desk.owner, YES)
    key = channels.key(channels.channel(desk.owner))
    db.session.commit()
    now = utc_now().isoformat()
    told = {"name": NAME, "phone": PHONE, "email": MAIL, "address": WHO.address}
    bad = {"name": 7, "phone": PHONE, "nik": NIK}
    batch = [
        channels.COMPLAINT | {"received_at": now, "reporter": told},
        channels.COMPLAINT | {"id": "BRG-2", "received_at": now, "reporter": bad},
        channels.COMPLAINT | {"id": "BRG-3", "received_at": now, "reporterPhone": PHONE},
    ]
    answer = channels.push(client, key.text, {"complaints": batch}, **{"Idempotency-Key": "tiga"})
    assert [item["result"] for item in answer.get_json()["items"]] == ["created", "rejected", "rejected"]
    assert "hanya diterima dalam reporter" in answer.text
    assert leaks(answer.text) == []
    complaint = only_complaint()
    assert sealed_of(complaint) == WHO
    # The same again, with another reporter: the complaint is unchanged, the reporter is not.
    again = channels.COMPLAINT | {"received_at": now, "reporter": {"name": "Walang"}}
    assert channels.push(client, key.text, again).get_json()["unchanged"] == 1
    assert sealed_of(complaint) == Reporter(name="Walang")
    assert channels.push(client, key.text, channels.COMPLAINT | {"received_at": now}).status_code == 200
    assert sealed_of(complaint) == Reporter(name="Walang")
    assert len(db.session.scalars(select(ComplaintReporter)).all()) == 1
    standing = client.get("/api/v1/complaints/BRG-1", headers=channels.bearer(key.text))
    assert "Walang" not in standing.text


def sealed_of(complaint: Complaint) -> Reporter:
    db.session.expire_all()
    kept = reporter_of(complaint.id)
    assert kept is not None
    return unseal(kept.government_id, kept.sealed)


def test_reporter_columns_in_no_page_export_or_document(client, desk, tmp_path):
    decide_on_reporters(SYSTEM, desk.owner, YES)
    received = f"{utc_now() - timedelta(days=9):%d/%m/%Y} 09:00"
    path = tmp_path / "a.csv"
    rows = ["Tracking ID;Tanggal Masuk;Nama Pelapor;No HP;Email;Alamat;Judul;Isi Laporan;Status;Instansi"]
    who = f"{WHO.name};{WHO.phone};{WHO.mail};{WHO.address}"
    rows.append(f"1;{received};{who};Lampu {PHONE};{TEXT};Sedang Diproses;Dinas Sosial")
    rows.append(f"2;kemarin;{who};Lampu;{TEXT};Sedang Diproses;Dinas Sosial")
    path.write_text("\n".join(rows))
    import_path(SYSTEM, desk.owner, path, source="Kanal")
    db.session.commit()
    complaint = only_complaint()
    assert sealed_of(complaint) == WHO
    login(client, desk.coordinator)
    made = db.session.execute(text("SELECT id FROM complaint_import")).scalar_one()
    for address in (
        "/",
        "/pengaduan",
        "/pengaduan?cari=Rekaan",
        f"/pengaduan/{complaint.id}",
        f"/pengaduan/{complaint.id}/pelapor",
        "/pengaduan/ekspor.csv",
        "/pengaduan/ekspor.xlsx",
        "/pengaduan/statistik",
        "/pengaduan/statistik.xlsx",
        f"/pengaduan/impor/{made}",
        f"/pengaduan/impor/{made}/ditolak.xlsx",
        f"/pengaduan/impor/{made}/kesalahan.csv",
        f"/pengaduan/impor/{made}/tarik",
        "/pengaduan/data-pribadi",
        "/pengaduan/pembaca",
        "/jejak-audit",
    ):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert leaks(readable(answer.data)) == [], address


@pytest.mark.parametrize("kind", [Format.PDF, Format.XLSX])
def test_the_document_of_figures(app, client, desk, tmp_path, kind):
    path = tmp_path / "a.csv"
    heads = "Tracking ID;Tanggal Masuk;Judul;Isi Laporan;Klasifikasi;Kategori;Sumber;Instansi;Status;"
    heads += "Tanggal Disposisi;Tanggal Tindak Lanjut;Tanggal Selesai;Rating"
    told = {"title": f"Hubungi {PHONE}", "text": TEXT, "unit": IN_A_WORD, "category": IN_A_WORD}
    path.write_text(
        "\n".join([heads, *(line(n, **told, channel=IN_A_WORD, **FINISHED) for n in range(1, 9))])
    )
    import_path(SYSTEM, desk.owner, path)
    above = {kind: government(kind=kind) for kind in (GovernmentKind.PROVINCE, GovernmentKind.MINISTRY)}
    desk.owner.parent_id = above[GovernmentKind.PROVINCE].id
    db.session.commit()
    names = [name for name, document in DOCUMENTS.items() if kind in document.formats and "complaint" in name]
    assert names
    for name in names:
        out = tmp_path / f"a.{kind.value}"
        document = DOCUMENTS[name]
        owner = above[document.kind] if isinstance(document, AreaComplaints) else desk.owner
        command = ["report", name, "--government", owner.code, "--format", kind.value, "--out", str(out)]
        done = app.test_cli_runner().invoke(args=command)
        assert done.exit_code == 0, done.output
        content = out.read_bytes()
        shown = text_of(content) if kind is Format.PDF else readable(content)
        assert "disamarkan" in shown
        assert leaks(shown) == []
