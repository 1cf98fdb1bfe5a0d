"""The job that sends what waits for a webhook, and what by the clock wakes it."""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, json
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from app.api.models import ApiRequest, DeliveryState, Webhook, WebhookDelivery
from app.api.rules import KEPT_FOR, retry_after, signature, webhook_secret
from app.api.webhooks.names import DELIVER
from app.api.webhooks.outbox import ask_to_send
from app.api.webhooks.sending import Answer, send
from app.db import db, utc_now
from app.jobs import JobHandle, job

MOST_AT_ONCE = 200  # messages by one job; the clock asks for the next
NUMBERS_KEPT = timedelta(days=1)


@job(DELIVER, label=_l("Memberi tahu aplikasi kanal"))
def deliver(handle: JobHandle, webhook_id: str) -> dict[str, Any]:
    """Send every message to one webhook that is due, the oldest first, until one cannot be delivered."""
    sent = 0
    while sent < MOST_AT_ONCE:
        with handle.reading():
            found = _next(webhook_id)
            if found is None:
                break
            delivery_id, url, secret, event, body = found
            at = utc_now()
            answer = _sent(delivery_id, url, secret, event, body, at)
        if not _note(delivery_id, answer, at):
            break  # whoever does not answer now will not answer to the next message either
        sent += 1
    return {"sent": sent}


def wake() -> None:
    """Ask for the sending of what is due. Called every minute; asking twice is asking once."""
    due = (
        select(Webhook)
        .where(
            Webhook.active.is_(True),
            Webhook.id.in_(
                select(WebhookDelivery.webhook_id).where(
                    WebhookDelivery.state == DeliveryState.WAITING, WebhookDelivery.next_at <= utc_now()
                )
            ),
        )
        .order_by(Webhook.id)
    )
    for webhook in db.session.scalars(due):
        ask_to_send(webhook)


def forget() -> None:
    """Remove messages and numbered requests past their keeping. Called every hour."""
    now = utc_now()
    done = WebhookDelivery.state != DeliveryState.WAITING
    db.session.execute(delete(WebhookDelivery).where(done, WebhookDelivery.created_at < now - KEPT_FOR))
    db.session.execute(delete(ApiRequest).where(ApiRequest.created_at < now - NUMBERS_KEPT))


def _next(webhook_id: str) -> tuple[str, str, str, str, bytes] | None:
    webhook = db.session.get(Webhook, webhook_id)
    if webhook is None or not webhook.active:
        return None
    delivery = db.session.scalars(
        select(WebhookDelivery)
        .where(
            WebhookDelivery.webhook_id == webhook_id,
            WebhookDelivery.state == DeliveryState.WAITING,
            WebhookDelivery.next_at <= utc_now(),
        )
        .order_by(WebhookDelivery.created_at, WebhookDelivery.id)
        .limit(1)
    ).one_or_none()
    if delivery is None:
        return None
    secret = webhook_secret(str(current_app.config["SECRET_KEY"]), webhook_id)
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    return delivery.id, webhook.url, secret, delivery.event.value, body


def _sent(delivery_id: str, url: str, secret: str, event: str, body: bytes, at: datetime) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Renaksi-Webhook/1",
        "Renaksi-Event": event,
        "Renaksi-Delivery": delivery_id,
        "Renaksi-Signature": signature(secret, at, body),
    }
    return send(url, body, headers, private_allowed=bool(current_app.config["WEBHOOKS_TO_PRIVATE_ADDRESSES"]))


def _note(delivery_id: str, answer: Answer, at: datetime) -> bool:
    """Write down what came of it; answers whether it arrived."""
    delivery = db.session.get(WebhookDelivery, delivery_id)
    if delivery is None:
        return True  # its webhook was removed meanwhile
    delivery.attempts += 1
    delivery.last_attempt_at = at
    delivery.last_status, delivery.last_trouble = answer.status, answer.trouble
    if answer.trouble is None:
        delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, at
    else:
        pause = retry_after(delivery.attempts)
        if pause is None:
            delivery.state = DeliveryState.GIVEN_UP
        else:
            delivery.next_at = utc_now() + pause
    db.session.flush()
    return answer.trouble is None
