"""What a person explained once about a source's files is used again, layout by layout, until it is forgotten."""

import io
import re

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.complaints.actions import layouts as remembering
from app.complaints.layouts import signature_of
from app.complaints.models import ComplaintImport, ImportMapping
from app.db import new_id
from tests.factories.organisations import government, login, unit, user_with

OLD = "Nomor;Kapan;Perkara;Catatan"
NEW = "Kode;Hari;Ringkas;Perkara"
ROW = "1;05/10/2021;Jalan rusak;Lama"


@pytest.fixture
def sinjai(db_session, client):
    made = government(name="Kabupaten Sinjai")
    unit(made, name="Dinas Sosial")
    login(client, user_with(Role.COORDINATOR, made))
    return made


def upload(client, db_session, head: str, source="SP4N-LAPOR!") -> ComplaintImport:
    content = f"{head}\n{ROW}\n".encode()
    data = {"file": (io.BytesIO(content), "a.csv"), "source": source, "idempotency_key": new_id()}
    assert client.post("/pengaduan/impor", data=data, content_type="multipart/form-data").status_code == 302
    return latest(db_session)


def latest(db_session) -> ComplaintImport:
    db_session.expire_all()
    return db_session.scalars(
        select(ComplaintImport).order_by(ComplaintImport.created_at.desc()).limit(1)
    ).one()


def explain(client, db_session, made: ComplaintImport, **columns: int) -> None:
    data = {f"kolom-{field}": str(position) for field, position in columns.items()}
    answer = client.post(f"/pengaduan/impor/{made.id}/kolom", data={**data, "version": made.version})
    assert answer.status_code == 302, answer.text


def test_each_layout_of_a_source_is_remembered_by_itself(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=2)
    explain(
        client,
        db_session,
        upload(client, db_session, NEW),
        tracking_id=0,
        received_at=1,
        title=2,
        category=3,
    )
    assert db_session.scalar(select(func.count()).select_from(ImportMapping)) == 2
    made = upload(client, db_session, OLD)
    assert made.mapping == {"tracking_id": 0, "received_at": 1, "title": 2}
    assert "dikenali dari impor sebelumnya" in client.get(f"/pengaduan/impor/{made.id}").text
    assert upload(client, db_session, NEW).mapping == {
        "tracking_id": 0,
        "received_at": 1,
        "title": 2,
        "category": 3,
    }


def test_the_order_of_the_columns_does_not_matter(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=2)
    made = upload(client, db_session, "Catatan;Perkara;Nomor;Kapan")
    assert made.mapping == {"tracking_id": 2, "received_at": 3, "title": 1}


def test_what_was_left_out_stays_left_out_but_a_new_column_is_recognised(client, db_session, sinjai):
    head = "Tracking ID;Tanggal Masuk;Judul;Kategori"
    explain(client, db_session, upload(client, db_session, head), tracking_id=0, received_at=1, title=3)
    assert upload(client, db_session, head).mapping == {"tracking_id": 0, "received_at": 1, "title": 3}
    wider = upload(client, db_session, f"{head};Status")
    assert wider.mapping == {"tracking_id": 0, "received_at": 1, "title": 3, "status": 4}
    assert wider.layout_id is not None


def test_another_source_knows_nothing_of_it(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=2)
    made = upload(client, db_session, OLD, source="Baruga")
    assert (made.mapping, made.layout_id) == ({}, None)
    assert "dikenali dari impor sebelumnya" not in client.get(f"/pengaduan/impor/{made.id}").text


def test_another_government_knows_nothing_of_it_and_sees_none(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=2)
    login(client, user_with(Role.COORDINATOR, government(name="Kabupaten Bone")))
    made = upload(client, db_session, OLD)
    assert (made.mapping, made.layout_id) == ({}, None)
    assert "perkara" not in client.get("/pengaduan/impor/susunan").text
    explain(client, db_session, made, tracking_id=0, received_at=1, title=3)
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert upload(client, db_session, OLD).mapping == {"tracking_id": 0, "received_at": 1, "title": 2}


def test_the_very_headings_go_before_those_that_say_more(client, db_session, sinjai):
    """A file that lacks columns takes the fullest layout that fits; one that was explained itself takes its own."""
    wide = f"{OLD};Bagian;Urusan"
    explain(
        client,
        db_session,
        upload(client, db_session, wide),
        tracking_id=0,
        received_at=1,
        title=2,
        unit=4,
        category=5,
    )
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=3)
    assert upload(client, db_session, OLD).mapping == {"tracking_id": 0, "received_at": 1, "title": 3}
    rejected = f"{OLD};Bagian;Urusan;alasan"
    assert upload(client, db_session, rejected).mapping == {
        "tracking_id": 0,
        "received_at": 1,
        "title": 2,
        "unit": 4,
        "category": 5,
    }
    # More chosen columns than this file has: both layouts are no longer alike, except the narrow one.
    assert upload(client, db_session, f"{OLD};Bagian").mapping["title"] == 3


def test_it_can_be_forgotten_on_its_page(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1, title=2)
    page = client.get("/pengaduan/impor/susunan").text
    assert "perkara" in page
    (address,) = re.findall(r'action="(/pengaduan/impor/susunan/[^"]+)"', page)
    answer = client.post(address, data={"version": 1})
    assert answer.status_code == 302
    assert "Belum ada susunan" in client.get(answer.location).text
    assert upload(client, db_session, OLD).mapping == {}


def test_forgotten_beside_an_upload_its_columns_are_proposed_anew(client, db_session, sinjai):
    head = "Tracking ID;Tanggal Masuk;Judul;Kategori"
    explain(client, db_session, upload(client, db_session, head), tracking_id=0, received_at=1, title=3)
    made = upload(client, db_session, head)
    answer = client.post(
        f"/pengaduan/impor/susunan/{made.layout_id}/lupakan", data={"version": 1, "import_id": made.id}
    )
    assert answer.status_code == 302
    made = latest(db_session)
    assert made.mapping == {"tracking_id": 0, "received_at": 1, "title": 2, "category": 3}
    assert made.layout_id is None


def test_forgetting_an_old_version_is_a_conflict(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1)
    layout = db_session.scalars(select(ImportMapping)).one()
    assert (
        client.post(f"/pengaduan/impor/susunan/{layout.id}/lupakan", data={"version": 9}).status_code == 409
    )


def test_a_foreign_layout_cannot_be_forgotten(client, db_session, sinjai):
    explain(client, db_session, upload(client, db_session, OLD), tracking_id=0, received_at=1)
    layout = db_session.scalars(select(ImportMapping)).one()
    login(client, user_with(Role.COORDINATOR, government()))
    assert (
        client.post(f"/pengaduan/impor/susunan/{layout.id}/lupakan", data={"version": 1}).status_code == 404
    )


def test_of_too_many_the_one_unused_for_longest_goes(client, db_session, sinjai, monkeypatch):
    monkeypatch.setattr(remembering, "MOST_PER_SOURCE", 2)
    heads = [f"Nomor;Kapan;Perkara;Kolom {number}" for number in range(3)]
    for head in heads:
        explain(client, db_session, upload(client, db_session, head), tracking_id=0, received_at=1, title=2)
    kept = set(db_session.scalars(select(ImportMapping.signature)))
    assert kept == {signature_of(head.split(";")) for head in heads[1:]}


def test_files_are_alike_by_their_headings_whatever_their_order_and_spelling():
    assert signature_of(["Tracking ID", "Tanggal"]) == signature_of(["TANGGAL", "tracking_id", ""])
    assert signature_of(["Tracking ID"]) != signature_of(["Tracking ID", "Tanggal"])
