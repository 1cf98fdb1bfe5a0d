"""What pages and the interface read."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.access import Actor, Permission, within
from app.api.models import Channel, Webhook, WebhookDelivery
from app.complaints.models import Complaint
from app.db import db


def channels_of(actor: Actor, government_id: str) -> list[Channel]:
    """The channels of a government with their keys and webhooks, by name."""
    statement = (
        select(Channel)
        .where(within(actor, Permission.CHANNEL_MANAGE, Channel), Channel.government_id == government_id)
        .options(selectinload(Channel.keys), selectinload(Channel.webhooks))
        .order_by(Channel.name)
    )
    return list(db.session.scalars(statement))


def deliveries_of(webhook: Webhook) -> Select[Any]:
    """The messages to a webhook, the latest first."""
    return (
        select(WebhookDelivery)
        .where(WebhookDelivery.webhook_id == webhook.id)
        .order_by(WebhookDelivery.created_at.desc(), WebhookDelivery.id)
    )


def pushed_complaint(actor: Actor, channel: Channel, tracking_id: str) -> Complaint | None:
    """A complaint of this channel by its id there; None when the channel has none of this id."""
    return db.session.scalars(
        select(Complaint).where(
            within(actor, Permission.CHANNEL_PUSH, Complaint),
            Complaint.government_id == channel.government_id,
            Complaint.source == channel.name,
            Complaint.tracking_id == tracking_id,
        )
    ).one_or_none()
