"""What a channel's application is told: signed, after the commit, again when it does not arrive, never too much."""

import hashlib
import hmac
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.access import SYSTEM
from app.api.actions import channels as actions
from app.api.models import ApiRequest, DeliveryState, Webhook, WebhookDelivery
from app.api.rules import RETRY_AFTER, Trouble
from app.api.v1.examples import VERIFY
from app.api.webhooks import delivering, sending
from app.complaints.events import complaint_handled
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.rules import Origin
from app.db import as_system, db, unit_of_work, utc_now
from app.jobs import Job, JobState, run_pending_jobs
from tests.factories import channels as make
from tests.factories.channels import COMPLAINT, push
from tests.factories.organisations import government
from tests.integration.api.receiver import listening
from tests.integration.api.test_push import stored


@pytest.fixture
def receiver():
    with listening() as found:
        yield found


@pytest.fixture
def near(app, monkeypatch):
    """Webhooks may lead to this machine, as on a developer's."""
    monkeypatch.setitem(app.config, "WEBHOOKS_TO_PRIVATE_ADDRESSES", True)


@pytest.fixture
def hook(baruga, receiver, near) -> Webhook:
    return make.webhook(baruga, receiver.url)


@pytest.fixture
def complaint(client, key) -> Complaint:
    assert push(client, key.text, COMPLAINT).status_code == 201
    return stored()


def handle(complaint: Complaint, kind: EventKind = EventKind.FOLLOWED_UP) -> None:
    """As an action of handling does: write the event, then tell."""
    event = ComplaintEvent(government_id=complaint.government_id, complaint_id=complaint.id, kind=kind)
    db.session.add(event)
    db.session.flush()
    complaint_handled.send(complaint, event=event)


def deliveries() -> list[WebhookDelivery]:
    db.session.expire_all()
    return list(db.session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.created_at)))


def by_the_clock() -> None:
    """What a worker does each minute, and then the jobs."""
    with as_system(), unit_of_work():
        delivering.wake()
    run_pending_jobs()


def test_a_change_is_told_after_the_commit_and_signed(complaint, hook, receiver):
    handle(complaint)
    assert receiver.got == []
    run_pending_jobs()
    ((_, headers, body),) = receiver.got
    (told,) = receiver.messages()
    (kept,) = deliveries()
    assert (headers["Renaksi-Event"], headers["Renaksi-Delivery"]) == ("complaint.changed", kept.id)
    assert (told["id"], told["event"], told["what"]) == (kept.id, "complaint.changed", "followed_up")
    assert (told["government"], told["channel"]) == ("73.07", "Baruga")
    assert told["complaint"]["id"] == "BRG-1"
    assert told["complaint"]["status"] == "unverified"
    assert b"padam" not in body
    parts = dict(part.split("=") for part in headers["Renaksi-Signature"].split(","))
    secret = actions.secret_of(db.session.get_one(Webhook, hook.id))
    expected = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert parts["v1"] == expected
    assert (kept.state, kept.attempts, kept.last_status) == (DeliveryState.DELIVERED, 1, 204)
    assert kept.delivered_at is not None


def test_the_receiver_can_check_the_signature_as_the_guide_shows(complaint, hook, receiver):
    handle(complaint)
    run_pending_jobs()
    ((_, headers, body),) = receiver.got
    shown: dict = {}
    exec(VERIFY, shown)  # noqa: S102  # our own example
    check, secret = shown["is_from_renaksi"], actions.secret_of(db.session.get_one(Webhook, hook.id))
    assert check(secret, headers["Renaksi-Signature"], body)
    assert not check(secret, headers["Renaksi-Signature"], body + b" ")
    assert not check("whsec_lain", headers["Renaksi-Signature"], body)
    with time_machine.travel(utc_now() + timedelta(minutes=6)):
        assert not check(secret, headers["Renaksi-Signature"], body)


def test_what_was_rolled_back_is_never_told(complaint, hook, receiver):
    handle(complaint)
    db.session.rollback()
    run_pending_jobs()
    assert receiver.got == []
    assert deliveries() == []


def test_only_the_channel_that_the_complaint_came_from_is_told(
    client, sinjai, complaint, hook, receiver, near
):
    with listening() as other:
        make.webhook(make.channel(sinjai, "Kanal Lain"), other.url)
        make.webhook(make.channel(government(name="Kabupaten Lain"), "Baruga"), other.url)
        handle(complaint)
        run_pending_jobs()
        assert len(receiver.got) == 1
        assert other.got == []


@pytest.mark.parametrize("origin", [Origin.IMPORT, Origin.ENTRY])
def test_complaints_that_no_channel_pushed_are_nobodys_news(complaint, hook, receiver, origin):
    complaint.origin = origin
    handle(complaint)
    run_pending_jobs()
    assert receiver.got == []


@pytest.mark.parametrize("kind", [EventKind.CORRECTED, EventKind.TEXT_REMOVED])
def test_what_says_nothing_about_the_standing_is_not_told(complaint, hook, receiver, kind):
    handle(complaint, kind)
    run_pending_jobs()
    assert receiver.got == []


def test_pushing_does_not_tell_the_channel_what_it_said_itself(client, key, complaint, hook, receiver):
    push(client, key.text, COMPLAINT | {"verified_at": "2021-10-06"})
    run_pending_jobs()
    assert receiver.got == []


def test_a_paused_webhook_hears_nothing_and_everything_once_it_goes_on(complaint, hook, receiver):
    handle(complaint, EventKind.VERIFIED)
    actions.set_active(SYSTEM, db.session.get_one(Webhook, hook.id), False)
    run_pending_jobs()
    handle(complaint, EventKind.FOLLOWED_UP)
    by_the_clock()
    assert receiver.got == []
    actions.set_active(SYSTEM, db.session.get_one(Webhook, hook.id), True)
    run_pending_jobs()
    # What happened during the pause was not written down; what waited before it is sent.
    assert [message["what"] for message in receiver.messages()] == ["verified"]


def test_several_messages_leave_in_order_with_one_job(complaint, hook, receiver):
    for kind in (EventKind.VERIFIED, EventKind.FOLLOWED_UP, EventKind.CLOSED):
        handle(complaint, kind)
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1
    run_pending_jobs()
    assert [message["what"] for message in receiver.messages()] == ["verified", "followed_up", "closed"]


def test_what_does_not_arrive_is_tried_again_with_growing_pauses_and_then_given_up(complaint, hook, receiver):
    receiver.status = 503
    start = utc_now()
    with time_machine.travel(start, tick=False) as clock:
        handle(complaint)
        run_pending_jobs()
        for attempt, pause in enumerate(RETRY_AFTER, start=1):
            (kept,) = deliveries()
            assert (kept.state, kept.attempts, kept.last_status) == (DeliveryState.WAITING, attempt, 503)
            assert kept.last_trouble is Trouble.REFUSED
            assert kept.next_at - utc_now() == pause
            clock.shift(pause - timedelta(seconds=1))
            by_the_clock()
            assert len(receiver.got) == attempt
            clock.shift(timedelta(seconds=2))
            by_the_clock()
            assert len(receiver.got) == attempt + 1
        (kept,) = deliveries()
        assert (kept.state, kept.attempts) == (DeliveryState.GIVEN_UP, len(RETRY_AFTER) + 1)
        clock.shift(timedelta(days=30))
        by_the_clock()
        assert len(receiver.got) == len(RETRY_AFTER) + 1
    # Every attempt is signed anew, with the same delivery id.
    assert len({headers["Renaksi-Signature"] for _, headers, _ in receiver.got}) == len(receiver.got)
    assert len({headers["Renaksi-Delivery"] for _, headers, _ in receiver.got}) == 1


def test_the_next_message_waits_while_the_receiver_is_away(complaint, hook, receiver):
    receiver.status = 500
    handle(complaint, EventKind.VERIFIED)
    handle(complaint, EventKind.FOLLOWED_UP)
    run_pending_jobs()
    assert len(receiver.got) == 1
    receiver.status = 200
    by_the_clock()  # the second is due, the first has to wait a minute
    assert [message["what"] for message in receiver.messages()] == ["verified", "followed_up"]


def test_a_message_can_be_sent_again_by_hand(complaint, hook, receiver):
    receiver.status = 500
    handle(complaint)
    run_pending_jobs()
    receiver.status = 200
    actions.send_again(SYSTEM, deliveries()[0], db.session.get_one(Webhook, hook.id))
    run_pending_jobs()
    (kept,) = deliveries()
    assert (kept.state, kept.attempts, kept.last_trouble) == (DeliveryState.DELIVERED, 1, None)


def test_the_line_can_be_tried(hook, receiver):
    actions.try_webhook(SYSTEM, hook)
    run_pending_jobs()
    (told,) = receiver.messages()
    assert (told["event"], told["complaint"]) == ("channel.test", None)


def test_what_fails_on_the_way_fails_no_job(complaint, baruga, near, monkeypatch):
    make.webhook(baruga, "http://127.0.0.1:9/")
    handle(complaint)
    run_pending_jobs()
    db.session.expire_all()
    assert db.session.scalars(select(Job.state)).all() == [JobState.DONE]
    assert deliveries()[0].last_trouble is Trouble.NOT_REACHED


def test_in_production_nothing_is_sent_inside(app, complaint, hook, receiver, monkeypatch):
    monkeypatch.setitem(app.config, "WEBHOOKS_TO_PRIVATE_ADDRESSES", False)
    handle(complaint)
    run_pending_jobs()
    assert receiver.got == []
    assert deliveries()[0].last_trouble is Trouble.NOT_HTTPS


def test_the_shipped_settings_keep_webhooks_outside(app):
    assert app.config["WEBHOOKS_TO_PRIVATE_ADDRESSES"] is False


def test_nobody_is_kept_from_writing_while_a_receiver_thinks(complaint, hook, receiver, monkeypatch):
    """The message leaves while no transaction of the job holds the write lock (SQLite has one writer)."""
    seen = []
    real = sending.send

    def look(*args, **more):
        seen.append(db.session.connection().exec_driver_sql("SELECT 1").scalar())
        from sqlalchemy import create_engine

        other = create_engine(
            db.engine.url, connect_args={"timeout": 0.2} if db.engine.name == "sqlite" else {}
        )
        with other.begin() as connection:
            connection.exec_driver_sql("UPDATE government SET name = name")
        other.dispose()
        return real(*args, **more)

    monkeypatch.setattr(delivering, "send", look)
    handle(complaint)
    run_pending_jobs()
    assert seen == [1]
    assert len(receiver.got) == 1


def test_old_messages_and_numbers_are_forgotten(client, complaint, key, hook, receiver):
    push(client, key.text, COMPLAINT | {"id": "BRG-2"}, **{"Idempotency-Key": "1"})
    handle(complaint)
    run_pending_jobs()
    for hours, messages, numbers in ((23, 1, 1), (25, 1, 0), (91 * 24, 0, 0)):
        with time_machine.travel(utc_now() + timedelta(hours=hours)), as_system(), unit_of_work():
            delivering.forget()
        assert len(deliveries()) == messages
        assert db.session.scalar(select(func.count()).select_from(ApiRequest)) == numbers


def test_removing_a_webhook_forgets_what_was_sent(complaint, hook, receiver):
    handle(complaint)
    run_pending_jobs()
    actions.remove_webhook(SYSTEM, db.session.get_one(Webhook, hook.id))
    db.session.commit()
    assert deliveries() == []
