"""Who opens what citizens wrote leaves an entry before anything is shown, and nobody can take it away."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from app.access import SYSTEM, Permission, Role
from app.access.policy import POLICY
from app.complaints.access_log import Spool, bring_in, note_access, spool, writing
from app.complaints.models import AccessKind, Complaint, TextAccess
from app.complaints.models.privacy import ChangedAccessLogError
from app.complaints.retaining import forget_old_accesses
from app.db import db, utc_now
from app.organisations.models import Unit
from tests.access.addresses import doors
from tests.factories.complaints import FINISHED, imported, line
from tests.factories.organisations import government, login, province, unit, user_with

CANARY = "kenari di dalam isi"


@pytest.fixture
def sinjai(db_session, tmp_path):
    made = government(name="Kabupaten Sinjai", parent=province())
    unit(made, name="Dinas Sosial")
    imported(
        made,
        tmp_path,
        line(1, unit="Dinas Sosial", title="Judul kenari", text=CANARY, **FINISHED),
        line(2, unit="Dinas Sosial", title="Judul kenari", text=CANARY),
    )
    db_session.commit()
    return made


def ids(db_session) -> list[str]:
    return list(db_session.scalars(select(Complaint.id).order_by(Complaint.tracking_id)))


def entries(db_session) -> list[TextAccess]:
    db_session.rollback()
    return list(db_session.scalars(select(TextAccess).order_by(TextAccess.at)))


def test_opening_a_text_leaves_one_entry_an_hour(client, sinjai, db_session):
    reader = user_with(Role.COORDINATOR, sinjai)
    login(client, reader)
    one, two = ids(db_session)
    for complaint_id in (one, one, two, one):
        assert CANARY in client.get(f"/pengaduan/{complaint_id}").text
    found = entries(db_session)
    assert [(entry.user_id, entry.role, entry.kind, entry.tracking_id) for entry in found] == [
        (reader.id, "coordinator", AccessKind.PAGE, "1"),
        (reader.id, "coordinator", AccessKind.PAGE, "2"),
    ]
    assert {entry.government_id for entry in found} == {sinjai.id}


@pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN])
def test_who_does_not_see_the_text_leaves_none(client, sinjai, db_session, role):
    login(client, user_with(role, db_session.get(type(sinjai), sinjai.parent_id)))
    assert CANARY not in client.get(f"/pengaduan/{ids(db_session)[0]}").text
    exported = client.get("/pengaduan/ekspor.csv", query_string={"pemerintah": sinjai.code})
    assert exported.status_code == 200
    assert entries(db_session) == []


def test_every_export_leaves_its_own_with_its_filter_and_count(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.get("/pengaduan/ekspor.csv?cari=nihil")  # hands nothing out
    for kind in ("csv", "csv", "xlsx"):
        client.get(f"/pengaduan/ekspor.{kind}?status=finished")
    client.get("/pengaduan/ekspor.csv?cari=kenari")
    found = entries(db_session)
    assert [(entry.kind, entry.count) for entry in found] == [
        *([(AccessKind.EXPORT, 1)] * 3),
        (AccessKind.EXPORT, 2),
    ]
    assert found[0].filters == {"pemerintah": sinjai.code, "status": "finished"}
    assert found[3].filters == {"pemerintah": sinjai.code, "cari": "kenari"}


def test_what_somebody_searched_for_is_masked_in_the_entry(sinjai, db_session):
    db_session.commit()
    writing.note_access(SYSTEM, sinjai.id, AccessKind.EXPORT, filters={"cari": "hp 081234567890"})
    bring_in()
    assert entries(db_session)[0].filters == {"cari": "hp [nomor telepon disamarkan]"}


def test_readers_of_the_ministry_are_seen_by_the_government(client, sinjai, db_session):
    reader = user_with(Role.MINISTRY_REVIEWER, name="Penelaah Pusat")
    login(client, reader)
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    login(client, user_with(Role.COORDINATOR, sinjai))
    page = client.get("/pengaduan/pembaca").text
    assert "Penelaah Pusat" in page
    assert "#1" in page


def test_the_page_filters_and_exports(client, sinjai, db_session):
    first = user_with(Role.OPD_ADMIN, unit=db_session.scalars(select(Unit)).first(), name="Andi Penjaga")
    login(client, first)
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    login(client, user_with(Role.COORDINATOR, sinjai, name="Bunga Koordinator"))
    client.get(f"/pengaduan/{ids(db_session)[1]}")
    page = client.get("/pengaduan/pembaca").text
    assert "Andi Penjaga" in page
    assert "#2" in page
    narrowed = client.get("/pengaduan/pembaca?pengguna=Andi&jenis=page&laporan=%231&dari=2020-01-01").text
    assert "Andi Penjaga" in narrowed
    assert ">#2<" not in narrowed
    assert "Belum ada catatan" in client.get("/pengaduan/pembaca?sampai=2020-01-01").text
    table = client.get("/pengaduan/pembaca/ekspor.csv?pengguna=Andi").text
    assert "Andi Penjaga" in table
    assert "Bunga" not in table


def test_the_operator_sees_how_often_and_nothing_else(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai, name="Bunga Koordinator"))
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    login(client, user_with(Role.OPERATOR))
    page = client.get("/pengaduan/pembaca/jumlah").text
    assert "Kabupaten Sinjai" in page
    assert "Bunga" not in page
    assert client.get("/pengaduan/pembaca", query_string={"pemerintah": sinjai.code}).status_code == 403


def test_another_government_sees_nothing_of_it(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai, name="Bunga Koordinator"))
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    login(client, user_with(Role.COORDINATOR, government()))
    assert client.get("/pengaduan/pembaca", query_string={"pemerintah": sinjai.code}).status_code == 404
    assert "Bunga" not in client.get("/pengaduan/pembaca").text


def test_nothing_is_shown_when_the_entry_cannot_be_kept(client, app, sinjai, db_session, monkeypatch):
    login(client, user_with(Role.COORDINATOR, sinjai))
    complaint_id = ids(db_session)[0]
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def broken(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(writing, "_insert", broken)
    monkeypatch.setattr(Spool, "add", broken)
    answer = client.get(f"/pengaduan/{complaint_id}")
    assert answer.status_code >= 500
    assert CANARY not in answer.text


def test_the_entry_stays_although_the_page_fails(client, app, sinjai, db_session, monkeypatch):
    login(client, user_with(Role.COORDINATOR, sinjai))
    complaint_id = ids(db_session)[0]
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("app.complaints.routes.listing.milestones", lambda _complaint: 1 / 0)
    assert client.get(f"/pengaduan/{complaint_id}").status_code == 500
    assert len(entries(db_session)) == 1


def test_while_somebody_else_writes_the_entry_waits_beside_and_the_page_comes_at_once(
    client, sinjai, db_session, request
):
    if request.config.getoption("--database") == "postgresql":
        pytest.skip("writers do not wait for each other there")
    login(client, user_with(Role.COORDINATOR, sinjai))
    complaint_id = ids(db_session)[0]
    db_session.commit()
    with db.engine.connect() as other:  # begins with the write lock, as an import does
        other.execute(text("UPDATE government SET name = name"))
        begun = utc_now()
        assert CANARY in client.get(f"/pengaduan/{complaint_id}").text
        assert utc_now() - begun < timedelta(seconds=5)
        other.rollback()
    assert entries(db_session) == []
    assert len(spool().waiting()) == 1
    assert bring_in() == 1
    assert bring_in() == 0
    assert [entry.tracking_id for entry in entries(db_session)] == ["1"]


def test_an_entry_that_was_brought_in_but_not_yet_forgotten_is_not_doubled(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    (entry,) = entries(db_session)
    spool().add(
        {
            "id": entry.id,
            "government_id": entry.government_id,
            "at": entry.at.isoformat(),
            "hour": entry.hour,
            "user_id": entry.user_id,
            "role": entry.role,
            "via": "",
            "kind": "page",
            "complaint_id": entry.complaint_id,
            "tracking_id": "1",
            "filters": {},
            "count": 1,
        }
    )
    db_session.commit()
    assert bring_in() == 1
    assert len(entries(db_session)) == 1


def test_whoever_holds_the_only_lock_writes_beside(sinjai, db_session, monkeypatch):
    """The entry must neither wait for the lock nor go with changes that are taken back."""
    monkeypatch.setattr(writing, "_is_writer", lambda: True)
    note_access(SYSTEM, sinjai.id, AccessKind.EXPORT, count=2)
    assert len(spool().waiting()) == 1
    db_session.rollback()
    bring_in()
    assert [entry.count for entry in entries(db_session)] == [2]


def test_what_waits_goes_on_waiting_while_the_database_is_busy(sinjai, db_session, monkeypatch):
    monkeypatch.setattr(writing, "_is_writer", lambda: True)
    note_access(SYSTEM, sinjai.id, AccessKind.EXPORT)
    waiting = spool().waiting()
    assert len(waiting) == 1

    def busy(*_args, **_more):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_insert", busy)
        assert bring_in(patience=1) == 0
    assert spool().waiting() == waiting
    bring_in()
    assert len(entries(db_session)) == 1


def test_no_entry_can_be_changed_or_removed(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    table: Any = TextAccess.__table__
    for statement in (update(table).values(role="leader"), delete(table)):
        with pytest.raises(DatabaseError, match="append-only"):
            db_session.execute(statement)
        db_session.rollback()
    (entry,) = entries(db_session)
    entry.role = "leader"
    with pytest.raises(ChangedAccessLogError):
        db_session.flush()
    db_session.rollback()
    db_session.delete(entries(db_session)[0])
    with pytest.raises(ChangedAccessLogError):
        db_session.flush()
    db_session.rollback()
    assert len(entries(db_session)) == 1


def test_old_entries_are_removed_after_two_years(client, sinjai, db_session, app):
    login(client, user_with(Role.COORDINATOR, sinjai))
    client.get(f"/pengaduan/{ids(db_session)[0]}")
    (fresh,) = entries(db_session)
    old = datetime.now(UTC) - timedelta(days=731)
    values = {column.name: getattr(fresh, column.name) for column in TextAccess.__table__.columns}
    for name, moment in (("x", old), ("y", old + timedelta(days=3))):
        older = {**values, "id": name, "at": moment, "hour": f"{moment:%Y-%m-%dT%H}"}
        db_session.execute(insert(TextAccess).values(**older))
    db_session.commit()
    assert forget_old_accesses() == 1
    assert {entry.id for entry in entries(db_session)} == {"y", fresh.id}


def test_no_page_shows_a_text_without_leaving_an_entry(client, app, sinjai, db_session):
    """Every address that takes a complaint; whoever adds one is asked here."""
    complaint_id = ids(db_session)[0]
    shown = set()
    for rule, method in doors(app):
        if (
            method != "GET"
            or "complaint_id" not in rule.arguments
            or rule.arguments - {"complaint_id", "step"}
        ):
            continue
        for step in STEPS if "step" in rule.arguments else ("",):
            reader = user_with(Role.COORDINATOR, sinjai)
            login(client, reader)
            path = rule.rule.replace("<complaint_id>", complaint_id)
            answer = client.get(re.sub(r"<[^>]*>", step, path))
            if CANARY in answer.text:
                shown.add(rule.endpoint)
                opened = {entry.complaint_id for entry in entries(db_session) if entry.user_id == reader.id}
                assert opened == {complaint_id}, (
                    f"{rule.endpoint} shows a text and notes nothing: use open_text"
                )
    assert "complaints.show" in shown


# Steps of handling that have a page of their own.
STEPS = ("tindak-lanjut", "tutup", "salurkan")


def test_the_log_is_for_the_coordinator_alone():
    assert set(POLICY[Permission.COMPLAINT_ACCESS_LOG]) == {Role.COORDINATOR}
    assert set(POLICY[Permission.TEXT_ACCESS_COUNT]) == {Role.OPERATOR}
