"""Connecting a channel's application: the channel, its keys, its webhooks."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.access import Actor
from app.api import rules
from app.api.models import ApiKey, Channel, DeliveryState, Webhook, WebhookDelivery
from app.api.rules import Event
from app.api.webhooks import outbox
from app.audit import record
from app.complaints.actions.numbers import LOCAL_REGISTER
from app.complaints.import_formats.fields import SP4N_LAPOR, fold
from app.db import db, utc_now
from app.organisations.models import Government


class NameTaken(Exception):
    """Another channel of the government has this name, or one that only differs in case and punctuation."""


class NameReserved(Exception):
    """The name belongs to a source that no channel may write into."""


@dataclass(frozen=True)
class NewKey:
    """A key just made: the only moment at which its text is known."""

    key: ApiKey
    text: str


@dataclass(frozen=True)
class Scopes:
    """What a key is for."""

    push: bool
    figures: bool


def add_channel(actor: Actor, government: Government, name: str) -> Channel:
    """Name a channel. Raises `NameTaken` or `NameReserved`."""
    wanted = fold(name)
    if wanted in _reserved():
        raise NameReserved
    taken = db.session.scalars(select(Channel.name).where(Channel.government_id == government.id))
    if any(fold(other) == wanted for other in taken):
        raise NameTaken
    made = Channel(government_id=government.id, name=name, created_by=actor.user_id)
    db.session.add(made)
    db.session.flush()
    record(actor, "channel.added", made, government_id=government.id, after={"channel": name})
    return made


def _reserved() -> frozenset[str]:
    """Folded names of sources that a channel's key must not reach."""
    return frozenset({fold(SP4N_LAPOR), fold(LOCAL_REGISTER), "lapor", "sp4n"})


def make_key(actor: Actor, channel: Channel, scopes: Scopes, expires_at: datetime | None) -> NewKey:
    """Make a key for a channel's application; at least one scope must be given."""
    text = rules.new_key()
    key = ApiKey(
        government_id=channel.government_id,
        channel_id=channel.id,
        prefix=rules.key_prefix(text),
        sha256=rules.key_hash(text),
        may_push=scopes.push,
        may_read_figures=scopes.figures,
        expires_at=expires_at,
        created_by=actor.user_id,
    )
    db.session.add(key)
    db.session.flush()
    record(
        actor,
        "channel.key_made",
        key,
        government_id=key.government_id,
        after={
            "channel": channel.name,
            "prefix": key.prefix,
            "push": key.may_push,
            "figures": key.may_read_figures,
            "expires_at": expires_at,
        },
    )
    return NewKey(key, text)


def revoke_key(actor: Actor, key: ApiKey) -> None:
    """Kill a key at once; one that is dead already stays as it was."""
    if key.revoked_at is not None:
        return
    key.revoked_at, key.revoked_by = utc_now(), actor.user_id
    db.session.flush()
    record(
        actor,
        "channel.key_revoked",
        key,
        government_id=key.government_id,
        after={"channel": key.channel.name, "prefix": key.prefix},
    )


def add_webhook(actor: Actor, channel: Channel, url: str) -> Webhook:
    """Tell an address of a channel what becomes of its complaints."""
    made = Webhook(
        government_id=channel.government_id, channel_id=channel.id, url=url, created_by=actor.user_id
    )
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "channel.webhook_added",
        made,
        government_id=made.government_id,
        after={"channel": channel.name, "url": url},
    )
    return made


def secret_of(webhook: Webhook) -> str:
    """The secret that the application checks signatures with."""
    return rules.webhook_secret(str(current_app.config["SECRET_KEY"]), webhook.id)


def set_active(actor: Actor, webhook: Webhook, is_active: bool) -> None:
    """Pause a webhook, or go on; what waits is sent then."""
    if webhook.active == is_active:
        return
    webhook.active = is_active
    db.session.flush()
    record(
        actor,
        "channel.webhook_resumed" if is_active else "channel.webhook_paused",
        webhook,
        government_id=webhook.government_id,
        after={"url": webhook.url},
    )
    if is_active:
        outbox.ask_to_send(webhook)


def remove_webhook(actor: Actor, webhook: Webhook) -> None:
    """Forget a webhook and everything that was told to it."""
    record(
        actor,
        "channel.webhook_removed",
        webhook,
        government_id=webhook.government_id,
        before={"url": webhook.url},
    )
    db.session.delete(webhook)
    db.session.flush()


def try_webhook(actor: Actor, webhook: Webhook) -> WebhookDelivery:
    """Send a message that says nothing but that the line works."""
    made = outbox.add(webhook, webhook.channel, Event.TEST)
    record(actor, "channel.webhook_tested", webhook, government_id=webhook.government_id)
    return made


def send_again(actor: Actor, delivery: WebhookDelivery, webhook: Webhook) -> None:
    """Try a message again now, with a fresh count of attempts."""
    delivery.state, delivery.attempts, delivery.next_at = DeliveryState.WAITING, 0, utc_now()
    db.session.flush()
    outbox.ask_to_send(webhook)
    record(actor, "channel.webhook_resent", delivery, government_id=delivery.government_id)
