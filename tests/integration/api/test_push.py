"""What a channel pushes: read like a row, kept beside what officials did, never doubled, never with a reporter."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.api.models import ApiRequest
from app.audit.models import AuditEntry
from app.complaints.judging import times_of
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries import judge_for
from app.complaints.rules import Klass, Origin, Status
from app.db import db, utc_now
from app.organisations.models import Government
from tests.factories.channels import COMPLAINT, bearer, push
from tests.factories.complaints import imported, line
from tests.factories.organisations import alias, unit


def stored(tracking_id: str = "BRG-1") -> Complaint:
    db.session.expire_all()
    return db.session.scalars(select(Complaint).where(Complaint.tracking_id == tracking_id)).one()


def events(complaint: Complaint) -> list[EventKind]:
    statement = select(ComplaintEvent.kind).where(ComplaintEvent.complaint_id == complaint.id)
    return list(db.session.scalars(statement.order_by(ComplaintEvent.at, ComplaintEvent.id)))


def handled(complaint: Complaint, kind: EventKind, **values) -> None:
    """As if an official had done something here."""
    for name, value in values.items():
        setattr(complaint, name, value)
    judge = judge_for(db.session.get_one(Government, complaint.government_id))
    for name, value in judge.derived(complaint).items():
        setattr(complaint, name, value)
    db.session.add(
        ComplaintEvent(government_id=complaint.government_id, complaint_id=complaint.id, kind=kind)
    )
    db.session.commit()


def test_a_complaint_arrives(client, sinjai, key):
    dishub = unit(sinjai, name="Dinas Perhubungan")
    alias(dishub, "Perhubungan Sinjai")
    answer = push(client, key.text, COMPLAINT | {"unit": "Perhubungan Sinjai"})
    assert answer.status_code == 201
    assert answer.get_json() == {
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 0,
        "items": [{"id": "BRG-1", "result": "created"}],
    }
    kept = stored()
    assert (kept.source, kept.origin, kept.unit_id) == ("Baruga", Origin.CHANNEL, dishub.id)
    assert (kept.title, kept.text) == ("Lampu jalan padam", "Sudah dua pekan padam.")
    assert kept.received_at == datetime(2021, 10, 5, 5, 53, tzinfo=UTC)
    assert (kept.klass, kept.status) == (Klass.NON_SUPERVISORY, Status.UNVERIFIED)
    assert kept.verify_due is not None
    assert kept.import_id is None
    assert events(kept) == [EventKind.ENTERED]


def test_the_same_again_changes_nothing(client, key):
    assert push(client, key.text, COMPLAINT).status_code == 201
    before = stored()
    version, hashed = before.version, before.content_hash
    again = push(client, key.text, COMPLAINT)
    assert (again.status_code, again.get_json()["unchanged"]) == (200, 1)
    # Another spelling of the same moment is the same complaint.
    other = push(
        client, key.text, COMPLAINT | {"received_at": "5 Oktober 2021 13.53", "text": COMPLAINT["text"]}
    )
    assert other.get_json()["unchanged"] == 1
    after = stored()
    assert (after.version, after.content_hash) == (version, hashed)
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1
    assert events(after) == [EventKind.ENTERED]


def test_new_content_updates_and_is_written_in_the_history(client, key):
    push(client, key.text, COMPLAINT)
    first = stored().id
    told = COMPLAINT | {"category": "Jalan", "verified_at": "2021-10-06T08:00:00+08:00"}
    answer = push(client, key.text, told)
    assert (answer.status_code, answer.get_json()["items"]) == (200, [{"id": "BRG-1", "result": "changed"}])
    kept = stored()
    assert (kept.id, kept.category, kept.status) == (first, "Jalan", Status.DISPOSED)
    assert kept.origin is Origin.CHANNEL
    assert events(kept) == [EventKind.ENTERED, EventKind.CORRECTED]
    assert push(client, key.text, COMPLAINT).get_json()["changed"] == 1
    assert stored().verified_at is None  # the channel takes back what only the channel said


def test_what_officials_did_here_is_never_taken_back(client, sinjai, key):
    bina = unit(sinjai, name="Dinas Pekerjaan Umum")
    push(client, key.text, COMPLAINT | {"unit": "Dinas Perhubungan"})
    kept = stored()
    verified, answered = (kept.received_at + timedelta(days=days) for days in (1, 2))
    handled(kept, EventKind.VERIFIED, verified_at=verified, unit_id=bina.id)
    handled(kept, EventKind.FOLLOWED_UP, first_follow_up_at=answered, last_follow_up_at=answered)

    told = COMPLAINT | {
        "received_at": "2021-10-04T08:00:00+08:00",
        "unit": "Dinas Sosial",
        "verified_at": "2021-10-05T14:00:00+08:00",
        "first_follow_up_at": "2021-10-05T15:00:00+08:00",
        "title": "Lampu jalan padam total",
        "status": "ditindaklanjuti",
    }
    answer = push(client, key.text, told).get_json()["items"][0]
    assert answer["result"] == "changed"
    assert sorted(answer["kept"]) == ["first_follow_up_at", "received_at", "unit", "verified_at"]
    after = stored()
    assert after.title == "Lampu jalan padam total"
    assert (after.verified_at, after.first_follow_up_at) == (verified, answered)
    assert (after.unit_id, after.raw_unit) == (bina.id, "Dinas Perhubungan")
    assert after.received_at == datetime(2021, 10, 5, 5, 53, tzinfo=UTC)
    assert after.status is Status.IN_PROCESS
    assert after.close_due is not None

    # What is left of the same message would change nothing any more.
    again = push(client, key.text, told | {"status": "sedang diproses"}).get_json()["items"][0]
    assert again["result"] == "unchanged"
    # And what the channel alone knows it may still tell.
    closed = told | {"closed_at": "2021-10-20T09:00:00+08:00"}
    assert push(client, key.text, closed).get_json()["items"][0]["result"] == "changed"
    assert stored().status is Status.FINISHED


def test_what_an_opd_declined_waits_for_the_coordinator(client, sinjai, key):
    unit(sinjai, name="Dinas Perhubungan")
    push(client, key.text, COMPLAINT | {"unit": "Dinas Perhubungan"})
    handled(stored(), EventKind.DECLINED, unit_id=None)
    assert (
        push(client, key.text, COMPLAINT | {"unit": "Dinas Perhubungan", "title": "Baru"}).status_code == 200
    )
    after = stored()
    assert (after.title, after.unit_id) == ("Baru", None)


def test_what_was_reopened_here_is_not_closed_by_the_channel(client, key):
    push(client, key.text, COMPLAINT | {"closed_at": "2021-10-08T09:00:00+08:00"})
    assert stored().status is Status.FINISHED
    handled(stored(), EventKind.REOPENED, closed_at=None, reopened_at=utc_now(), reopen_count=1)
    told = COMPLAINT | {"closed_at": "2021-10-08T09:00:00+08:00", "status": "selesai", "title": "Baru"}
    assert "closed_at" in push(client, key.text, told).get_json()["items"][0]["kept"]
    after = stored()
    assert (after.closed_at, after.title, after.reopen_count) == (None, "Baru", 1)
    assert after.status is not Status.FINISHED


def test_waiting_that_ended_here_still_counts_after_a_correction(client, key):
    push(client, key.text, COMPLAINT)
    kept = stored()
    span = [kept.received_at + timedelta(days=1), kept.received_at + timedelta(days=3)]
    without = kept.resolve_due
    handled(kept, EventKind.RESUMED, earlier_pauses=[[moment.isoformat() for moment in span]])
    due = stored().resolve_due
    assert due
    assert without
    assert due > without
    push(client, key.text, COMPLAINT | {"title": "Baru"})
    after = stored()
    assert times_of(after).pauses == (tuple(span),)
    assert (after.title, after.resolve_due) == ("Baru", due)


def test_a_text_that_was_removed_after_its_time_does_not_come_back(client, key):
    push(client, key.text, COMPLAINT)
    handled(stored(), EventKind.TEXT_REMOVED, title="", text="", text_removed_at=utc_now())
    push(client, key.text, COMPLAINT | {"category": "Jalan"})
    after = stored()
    assert (after.title, after.text, after.category) == ("", "", "Jalan")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nama_pelapor", "Fulan"),
        ("reporter_name", "Fulan"),
        ("reporterPhone", "0812"),
        ("nik", "7307010101010001"),
        ("email", "a@b.c"),
        ("alamat", "Jalan"),
    ],
)
def test_who_complained_is_refused_with_the_reason(client, key, name, value):
    answer = push(client, key.text, COMPLAINT | {name: value})
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["field"] == name
    assert "Identitas pelapor tidak diterima" in error["reason"]
    assert value not in answer.text
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_personal_data_in_texts_is_masked_at_the_door(client, key):
    push(
        client,
        key.text,
        COMPLAINT
        | {"title": "Hubungi 0812-3456-7890", "text": "NIK saya 7307010101010001, surel a.b@contoh.id"},
    )
    kept = stored()
    assert "0812" not in kept.title
    assert "7307010101010001" not in kept.text
    assert "@" not in kept.text


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"id": None}, "id", "Tidak boleh kosong"),
        ({"id": ""}, "id", "Nomor laporan kosong"),
        ({"id": 12}, "id", "Harus berupa teks"),
        ({"id": "9.17E+06"}, "id", "dibulatkan"),
        ({"id": "x" * 65}, "id", "terlalu panjang"),
        ({"id": "a\ud800"}, "id", "tidak dapat disimpan"),
        ({"received_at": "kemarin"}, "received_at", "Waktu relatif"),
        ({"received_at": "31/02/2021"}, "received_at", "tidak ada"),
        ({"received_at": "2199-01-01"}, "received_at", "belum terjadi"),
        ({"closed_at": "2021-10-01"}, "closed_at", "Lebih awal"),
        ({"class": "entah"}, "class", "Klasifikasi ini tidak dikenal"),
        ({"status": "terdisposisi"}, "verified_at", "kapan status itu"),
        ({"status": "sedang diproses"}, "first_follow_up_at", "kapan status itu"),
        ({"status": "selesai"}, "closed_at", "kapan status itu"),
        ({"status": "tertunda"}, "postponed_at", "kapan status itu"),
        ({"status": "arsip"}, "archived_at", "kapan status itu"),
        ({"status": "entah"}, "status", "Status ini tidak dikenal"),
        ({"rating": 7}, "rating", "antara 1 dan 5"),
        ({"rating": "banyak"}, "rating", "Harus berupa angka"),
        ({"warna": "merah"}, "warna", "Isian ini tidak dikenal"),
    ],
)
def test_what_is_wrong_is_named_by_field_in_the_words_of_the_import(client, key, change, field, reason):
    body = json.dumps(COMPLAINT | change)
    headers = bearer(key.text) | {"Content-Type": "application/json"}
    answer = client.post("/api/v1/complaints", data=body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.mimetype == "application/problem+json"
    (error,) = answer.get_json()["errors"]
    assert error["field"] == field
    assert reason in error["reason"]


def test_every_error_of_a_complaint_is_told_at_once(client, key):
    answer = push(client, key.text, {"id": "1", "received_at": "kemarin", "class": "x", "rating": 9})
    assert {error["field"] for error in answer.get_json()["errors"]} == {"received_at", "class", "rating"}


def test_of_a_batch_the_sound_ones_are_kept(client, key):
    push(client, key.text, COMPLAINT)
    batch = [
        COMPLAINT,
        COMPLAINT | {"id": "BRG-2"},
        COMPLAINT | {"id": "BRG-3", "received_at": "kemarin"},
        COMPLAINT | {"id": "BRG-4", "nama": "Fulan"},
        COMPLAINT | {"id": "BRG-2"},
        COMPLAINT | {"id": "BRG-2", "title": "Lain"},
        "bukan objek",
    ]
    answer = push(client, key.text, {"complaints": batch})
    assert answer.status_code == 200
    told = answer.get_json()
    assert [item["result"] for item in told["items"]] == [
        "unchanged",
        "created",
        "rejected",
        "rejected",
        "unchanged",
        "rejected",
        "rejected",
    ]
    assert [told[name] for name in ("created", "changed", "unchanged", "rejected")] == [1, 0, 2, 4]
    assert "baris 2" in told["items"][5]["errors"][0]["reason"]
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"complaints": []}, "complaints"),
        ({"complaints": [COMPLAINT] * 501}, "complaints"),
        ({"complaints": "x"}, "complaints"),
        ({"complaints": [COMPLAINT], "lain": 1}, "lain"),
    ],
)
def test_a_batch_has_its_form(client, key, body, field):
    answer = push(client, key.text, body)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 200_000, "application/json", 400),
        (b"[1]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"id=1", "application/x-www-form-urlencoded", 415),
        (b"", "application/json", 400),
        (b" " * (12 * 1024 * 1024 + 1), "application/json", 413),
    ],
    ids=["cut", "not utf-8", "deep", "list", "null", "form", "empty", "huge"],
)
def test_a_body_that_is_none_is_refused_without_an_accident(client, key, body, kind, code):
    headers = bearer(key.text) | {"Content-Type": kind}
    answer = client.post("/api/v1/complaints", data=body, headers=headers)
    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == code


def test_a_numbered_request_is_carried_out_once(client, key):
    number = {"Idempotency-Key": "kirim-1"}
    first = push(client, key.text, {"complaints": [COMPLAINT]}, **number)
    assert first.get_json()["created"] == 1
    assert "Idempotent-Replayed" not in first.headers
    again = push(client, key.text, {"complaints": [COMPLAINT]}, **number)
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = push(client, key.text, {"complaints": [COMPLAINT | {"id": "BRG-2"}]}, **number)
    assert other.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1
    assert db.session.scalar(select(func.count()).select_from(ApiRequest)) == 1


def test_a_refused_request_does_not_use_its_number_up(client, key):
    number = {"Idempotency-Key": "kirim-1"}
    assert push(client, key.text, COMPLAINT | {"received_at": "kemarin"}, **number).status_code == 422
    assert push(client, key.text, COMPLAINT, **number).status_code == 201


def test_the_log_says_how_many_and_by_which_channel(client, sinjai, key):
    push(client, key.text, {"complaints": [COMPLAINT, COMPLAINT | {"id": "x", "received_at": "kemarin"}]})
    push(client, key.text, COMPLAINT)  # nothing new, nothing to log
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "channel.pushed")).all()
    assert len(entries) == 1
    assert (entries[0].actor_role, entries[0].actor_user_id) == ("channel", None)
    assert entries[0].after == {
        "channel": "Baruga",
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "rejected": 1,
    }


def test_where_a_complaint_stands(client, sinjai, key):
    dishub = unit(sinjai, name="Dinas Perhubungan")
    push(client, key.text, COMPLAINT | {"unit": "Dinas Perhubungan"})
    answered = stored().received_at + timedelta(days=1)
    handled(stored(), EventKind.FOLLOWED_UP, verified_at=answered, first_follow_up_at=answered)
    answer = client.get("/api/v1/complaints/BRG-1", headers=bearer(key.text))
    told = answer.get_json()
    assert (told["status"], told["colour"], told["unit"]) == ("in_process", "yellow", dishub.name)
    assert told["received_at"] == "2021-10-05T05:53:00+00:00"
    assert told["first_follow_up_at"] == "2021-10-06T05:53:00+00:00"
    assert told["closes_at"]
    assert [clock["stage"] for clock in told["clocks"]] == ["verify", "follow_up", "resolve"]
    assert told["clocks"][1]["state"] == "in_time"
    assert told["clocks"][2]["state"] == "open_late"  # fourteen working days from 2021 have passed
    assert "Lampu" not in answer.text
    assert "padam" not in answer.text


def test_an_unchanged_answer_is_not_sent_twice(client, key):
    push(client, key.text, COMPLAINT)
    first = client.get("/api/v1/complaints/BRG-1", headers=bearer(key.text))
    tag = first.headers["ETag"]
    again = client.get("/api/v1/complaints/BRG-1", headers=bearer(key.text, **{"If-None-Match": tag}))
    assert (again.status_code, again.data) == (304, b"")
    push(client, key.text, COMPLAINT | {"verified_at": "2021-10-06"})
    changed = client.get("/api/v1/complaints/BRG-1", headers=bearer(key.text, **{"If-None-Match": tag}))
    assert changed.status_code == 200


@pytest.mark.parametrize("given", ["BRG-2", "%00", "%23BRG-2", "x" * 400, "a/b", "%F0%9F%98%80"])
def test_a_complaint_that_is_not_there(client, key, given):
    answer = client.get(f"/api/v1/complaints/{given}", headers=bearer(key.text))
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_an_id_with_a_slash_is_found(client, key):
    push(client, key.text, COMPLAINT | {"id": "2021/10/5"})
    assert (
        client.get("/api/v1/complaints/2021/10/5", headers=bearer(key.text)).get_json()["id"] == "2021/10/5"
    )


def test_complaints_of_an_import_of_the_same_source_go_on(client, sinjai, key, tmp_path):
    """A channel that was imported as files until now starts to push."""
    from app.access import SYSTEM
    from app.complaints.actions.records import import_path
    from tests.factories.complaints import write_file

    import_path(SYSTEM, sinjai, write_file(tmp_path / "b.csv", line(1)), source="Baruga")
    answer = push(client, key.text, COMPLAINT | {"id": "1", "title": "Judul 1 diperbaiki"})
    assert answer.get_json()["changed"] == 1
    assert stored("1").origin is Origin.IMPORT


def test_a_key_does_not_reach_what_other_sources_told(client, sinjai, key, tmp_path):
    imported(sinjai, tmp_path, line(1))
    assert client.get("/api/v1/complaints/1", headers=bearer(key.text)).status_code == 404
    assert push(client, key.text, COMPLAINT | {"id": "1"}).get_json()["created"] == 1


def test_two_pushes_of_the_same_complaint_at_once_make_one(app, key):
    """With real threads: the second waits for the first and finds nothing new."""
    db.session.commit()

    def send(_number: int) -> int:
        return Context().run(lambda: push(app.test_client(), key.text, COMPLAINT).status_code)

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(send, range(4)))
    assert codes == [200, 200, 200, 201]
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1
