"""Channels, their keys, and the requests that their applications make."""

from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.access import SYSTEM
from app.api.actions.channels import NewKey, Scopes, add_channel, add_webhook, make_key
from app.api.models import Channel, Webhook
from app.organisations.models import Government

COMPLAINT: dict[str, Any] = {
    "id": "BRG-1",
    "received_at": "2021-10-05T13:53:00+08:00",
    "title": "Lampu jalan padam",
    "text": "Sudah dua pekan padam.",
    "class": "non_supervisory",
    "category": "Penerangan jalan",
    "channel": "Android",
}


def channel(owner: Government, name: str = "Baruga") -> Channel:
    """A channel of this government."""
    return add_channel(SYSTEM, owner, name)


def key(
    of: Channel, *, push: bool = True, figures: bool = True, expires_at: datetime | None = None
) -> NewKey:
    """A key of this channel, with its text."""
    return make_key(SYSTEM, of, Scopes(push, figures), expires_at)


def webhook(of: Channel, url: str) -> Webhook:
    """A webhook of this channel."""
    return add_webhook(SYSTEM, of, url)


def bearer(text: str, **headers: str) -> dict[str, str]:
    """The headers of a request with this key."""
    return {"Authorization": f"Bearer {text}", **headers}


def push(client: FlaskClient, text: str, body: Any, **headers: str) -> TestResponse:
    """Push complaints as the application that holds this key."""
    return client.post("/api/v1/complaints", json=body, headers=bearer(text, **headers))
