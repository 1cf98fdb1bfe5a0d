"""Messages, written in the transaction of what they tell. They leave after its commit, by the job beside this file."""

from typing import Any

from sqlalchemy import select

from app.access import SYSTEM
from app.api.models import Channel, Webhook, WebhookDelivery
from app.api.rules import Event
from app.api.v1.standing import standing
from app.api.webhooks.names import DELIVER, TELLING
from app.complaints.events import complaint_handled
from app.complaints.models import Complaint, ComplaintEvent
from app.complaints.rules import Origin
from app.db import db, new_id, utc_now
from app.jobs import enqueue
from app.organisations.models import Government


def listen() -> None:
    """Hear of every complaint that is handled here."""
    complaint_handled.connect(_tell)


def _tell(complaint: Complaint, event: ComplaintEvent, **_more: Any) -> None:
    """Write a message for each webhook of the channel that the complaint came from."""
    if complaint.origin is not Origin.CHANNEL or event.kind not in TELLING:
        return
    webhooks = db.session.execute(
        select(Webhook, Channel)
        .join(Channel, Channel.id == Webhook.channel_id)
        .where(
            Webhook.government_id == complaint.government_id,
            Channel.name == complaint.source,
            Webhook.active.is_(True),
        )
    ).all()
    for webhook, channel in webhooks:
        add(webhook, channel, Event.COMPLAINT_CHANGED, what=event.kind.value, complaint=complaint)


def add(
    webhook: Webhook,
    channel: Channel,
    event: Event,
    *,
    what: str | None = None,
    complaint: Complaint | None = None,
) -> WebhookDelivery:
    """Write one message and ask for it to be sent."""
    now = utc_now()
    made = WebhookDelivery(
        id=new_id(),
        government_id=webhook.government_id,
        webhook_id=webhook.id,
        event=event,
        subject=complaint.tracking_id if complaint else "",
        payload={},
        next_at=now,
    )
    government = db.session.get_one(Government, webhook.government_id)
    made.payload = {
        "id": made.id,
        "event": event.value,
        "occurred_at": now.isoformat(timespec="seconds"),
        "government": government.code,
        "channel": channel.name,
        "what": what,
        "complaint": standing(complaint) if complaint else None,
    }
    db.session.add(made)
    db.session.flush()
    ask_to_send(webhook)
    return made


def ask_to_send(webhook: Webhook) -> None:
    """One job sends everything that waits for a webhook; a second is not asked for."""
    enqueue(SYSTEM, webhook.government_id, DELIVER, {"webhook_id": webhook.id}, dedupe_key=webhook.id)
