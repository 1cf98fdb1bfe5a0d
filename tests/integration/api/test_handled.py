"""A pushed complaint from end to end: handled by the real steps, told to its channel, never taken back."""

from datetime import timedelta

import pytest
import time_machine

from app.access import Role
from app.api.models import DeliveryState, WebhookDelivery
from app.api.webhooks import delivering
from app.complaints.actions.closing import close_due
from app.complaints.actions.handling import close, decline, follow_up, postpone, reply, verify
from app.complaints.handling import NoteMissing
from app.complaints.models import Complaint
from app.complaints.rules import Status
from app.db import as_system, db, unit_of_work, utc_now
from app.jobs import run_pending_jobs
from app.organisations.actors import actor_of
from tests.factories import channels as make
from tests.factories.channels import COMPLAINT, bearer, push
from tests.factories.organisations import unit, user_with
from tests.integration.api.receiver import listening
from tests.integration.api.test_push import stored

MONDAY = "2021-10-04T09:00:00+08:00"


@pytest.fixture
def told(app, baruga, monkeypatch):
    """What the channel's application is told, as it comes in."""
    monkeypatch.setitem(app.config, "WEBHOOKS_TO_PRIVATE_ADDRESSES", True)
    with listening() as receiver:
        make.webhook(baruga, receiver.url)
        yield receiver


@pytest.fixture
def dishub(sinjai):
    return unit(sinjai, name="Dinas Perhubungan")


@pytest.fixture
def coordinator(sinjai):
    return actor_of(user_with(Role.COORDINATOR, sinjai))


@pytest.fixture
def official(dishub):
    return actor_of(user_with(Role.OPD_ADMIN, unit=dishub))


def pushed(client, key, **fields) -> Complaint:
    push(client, key.text, COMPLAINT | {"received_at": MONDAY} | fields)
    return stored()


def messages(told) -> list[tuple[str, str]]:
    db.session.commit()
    run_pending_jobs()
    return [(message["what"], message["complaint"]["status"]) for message in told.messages()]


def test_each_step_is_told_with_the_status_after_it(client, key, told, dishub, coordinator, official):
    complaint = pushed(client, key)
    verify(coordinator, complaint, dishub)
    follow_up(official, complaint, "Petugas sudah ke lokasi, hubungi 0812-3456-7890.")
    close(official, complaint)
    assert messages(told) == [
        ("verified", "disposed"),
        ("followed_up", "in_process"),
        ("closed", "finished"),
    ]
    assert told.messages()[-1]["complaint"]["unit"] == "Dinas Perhubungan"
    assert "Petugas" not in str(told.got)
    asked = client.get("/api/v1/complaints/BRG-1", headers=bearer(key.text)).get_json()
    last = told.messages()[-1]["complaint"]
    assert {name: asked[name] for name in last if name not in {"updated_at", "status_text"}} == {
        name: value for name, value in last.items() if name not in {"updated_at", "status_text"}
    }


def test_closing_by_itself_is_told_once(client, key, told, dishub, coordinator, official):
    complaint = pushed(client, key)
    verify(coordinator, complaint, dishub)
    follow_up(official, complaint, "Sudah diperbaiki.")
    db.session.commit()
    with time_machine.travel(utc_now() + timedelta(days=60)):
        for _ in range(2):
            with as_system(), unit_of_work():
                close_due()
        assert messages(told)[-1] == ("closed_automatically", "finished")
        assert len(told.got) == 3
    assert stored().closed_automatically


def test_a_step_that_fails_tells_nothing(client, key, told, dishub, official, coordinator):
    complaint = pushed(client, key)
    verify(coordinator, complaint, dishub)
    db.session.commit()
    with pytest.raises(NoteMissing):
        follow_up(official, complaint, "")
    db.session.rollback()
    assert messages(told) == [("verified", "disposed")]


def test_the_channel_cannot_take_back_what_was_done(client, key, told, dishub, coordinator, official):
    complaint = pushed(client, key)
    verify(coordinator, complaint, dishub)
    follow_up(official, complaint, "Sudah diperbaiki.")
    close(official, complaint)
    before = {
        name: getattr(stored(), name)
        for name in ("verified_at", "first_follow_up_at", "closed_at", "unit_id")
    }
    answer = push(
        client, key.text, COMPLAINT | {"received_at": MONDAY, "title": "Judul lain", "unit": "Dinas Lain"}
    )
    assert answer.get_json()["items"][0]["kept"] == ["unit"]
    after = stored()
    assert {name: getattr(after, name) for name in before} == before
    assert (after.title, after.status) == ("Judul lain", Status.FINISHED)


def test_waiting_and_replies_survive_what_the_channel_pushes(client, key, dishub, coordinator, official):
    complaint = pushed(client, key)
    verify(coordinator, complaint, dishub)
    postpone(official, complaint, "Mohon lengkapi lokasinya.")
    reply(official, complaint, "Di depan pasar.")
    db.session.commit()
    before = stored()
    span, replied = (before.postponed_at, before.resumed_at), before.replied_at
    push(client, key.text, COMPLAINT | {"received_at": MONDAY, "title": "Judul lain"})
    after = stored()
    assert (after.postponed_at, after.resumed_at) == span
    assert after.replied_at == replied
    assert after.status is Status.DISPOSED


def test_what_an_opd_declined_is_not_sent_back_to_it(client, key, dishub, coordinator, official):
    complaint = pushed(client, key, unit="Dinas Perhubungan")
    verify(coordinator, complaint, dishub)
    decline(official, complaint, "Bukan wewenang kami.")
    db.session.commit()
    push(
        client,
        key.text,
        COMPLAINT | {"received_at": MONDAY, "title": "Judul lain", "unit": "Dinas Perhubungan"},
    )
    assert stored().unit_id is None


def test_what_the_channel_finished_can_be_opened_again_here(client, key, dishub, coordinator, official):
    """The word of the channel does not outlive what is done here."""
    told = {"verified_at": MONDAY, "first_follow_up_at": MONDAY, "closed_at": "2021-10-08T09:00:00+08:00"}
    complaint = pushed(client, key, status="selesai", unit="Dinas Perhubungan", **told)
    assert complaint.status is Status.FINISHED
    reply(official, complaint, "Masih padam.")
    db.session.commit()
    assert stored().status is Status.IN_PROCESS
    push(client, key.text, COMPLAINT | {"received_at": MONDAY, "status": "selesai", "title": "Lain"} | told)
    assert stored().status is Status.IN_PROCESS


def test_a_message_that_waits_says_what_was_true_then(client, key, told, dishub, coordinator, official):
    complaint = pushed(client, key)
    told.status = 500
    verify(coordinator, complaint, dishub)
    messages(told)
    follow_up(official, complaint, "Sudah diperbaiki.")
    db.session.commit()
    told.status = 200
    with time_machine.travel(utc_now() + timedelta(minutes=2)):
        with as_system(), unit_of_work():
            delivering.wake()
        run_pending_jobs()
    assert [message["complaint"]["status"] for message in told.messages()] == [
        "disposed",
        "disposed",
        "in_process",
    ]
    assert {row.state for row in db.session.query(WebhookDelivery)} == {DeliveryState.DELIVERED}
