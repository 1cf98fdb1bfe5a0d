"""Channels and their keys."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, fetch, requires
from app.api import rules
from app.api.actions import channels as actions
from app.api.forms import ChannelForm, KeyForm, WebhookForm
from app.api.labels import KEY_LABELS, KEY_TONES
from app.api.models import ApiKey, Channel
from app.api.pages.blueprint import bp, show_once, shown_now
from app.api.queries import channels_of
from app.db import db, utc_now
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.idempotency import idempotent


@bp.get("")
@requires(Permission.CHANNEL_MANAGE)
def list_channels() -> ResponseReturnValue:
    """The channels of the government, with the form for another."""
    return _list_page(_government(), ChannelForm())


@bp.post("")
@requires(Permission.CHANNEL_MANAGE)
@idempotent
def add_channel() -> ResponseReturnValue:
    """Name another channel."""
    government, form = _government(), ChannelForm()
    if not form.validate_on_submit():
        return _list_page(government, form), 422
    try:
        made = actions.add_channel(current_actor(), government, form.name.data)
    except actions.NameTaken:
        form.name.errors = [_("Kanal dengan nama ini sudah ada.")]
    except actions.NameReserved:
        form.name.errors = [_("Nama ini milik sumber lain di register. Pakai nama kanalnya sendiri.")]
    else:
        flash(_("Kanal ditambahkan. Buat kunci untuk aplikasinya."), "success")
        return redirect(url_for("channels.show_channel", channel_id=made.id))
    return _list_page(government, form), 422


@bp.get("/<channel_id>")
@requires(Permission.CHANNEL_MANAGE)
def show_channel(channel_id: str) -> ResponseReturnValue:
    """One channel: its keys and webhooks."""
    return _channel_page(_channel(channel_id))


@bp.post("/<channel_id>/kunci")
@requires(Permission.CHANNEL_MANAGE)
@idempotent
def make_key(channel_id: str) -> ResponseReturnValue:
    """Make a key; its text is shown on the next page, and never again."""
    channel, form = _channel(channel_id), KeyForm()
    if not form.validate_on_submit():
        return _channel_page(channel, key_form=form), 422
    scopes = actions.Scopes(push=form.push.data, figures=form.figures.data)
    made = actions.make_key(current_actor(), channel, scopes, _end_of(form.expires_on.data, channel))
    show_once(made.key.id, made.text)
    return redirect(url_for("channels.show_key", key_id=made.key.id))


@bp.get("/kunci/<key_id>")
@requires(Permission.CHANNEL_MANAGE)
def show_key(key_id: str) -> ResponseReturnValue:
    """One key; right after it was made, with its text."""
    key = _key(key_id)
    return render_template(
        "api/key.html",
        key=key,
        text=shown_now(key.id),
        state=_state(key),
        state_labels=KEY_LABELS,
        state_tones=KEY_TONES,
    )


@bp.post("/kunci/<key_id>/cabut")
@requires(Permission.CHANNEL_MANAGE)
def revoke_key(key_id: str) -> ResponseReturnValue:
    """Kill a key; doing it twice changes nothing."""
    key = _key(key_id)
    actions.revoke_key(current_actor(), key)
    flash(_("Kunci dicabut. Aplikasi yang memakainya langsung ditolak."), "success")
    return redirect(url_for("channels.show_channel", channel_id=key.channel_id))


def _government() -> Government:
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.CHANNEL_MANAGE, government.id)
    return government


def _channel(channel_id: str) -> Channel:
    return fetch(current_actor(), Permission.CHANNEL_MANAGE, Channel, channel_id)


def _key(key_id: str) -> ApiKey:
    return fetch(current_actor(), Permission.CHANNEL_MANAGE, ApiKey, key_id)


def _state(key: ApiKey) -> rules.KeyState:
    return rules.key_state(key.expires_at, key.revoked_at, utc_now())


def _list_page(government: Government, form: ChannelForm) -> str:
    channels = channels_of(current_actor(), government.id)
    rows = [
        {
            "channel": channel,
            "keys": sum(_state(key) is rules.KeyState.ACTIVE for key in channel.keys),
            "webhooks": sum(webhook.active for webhook in channel.webhooks),
            "last_used_at": max((key.last_used_at for key in channel.keys if key.last_used_at), default=None),
        }
        for channel in channels
    ]
    return render_template("api/channels.html", government=government, rows=rows, form=form)


def _channel_page(
    channel: Channel, key_form: KeyForm | None = None, webhook_form: WebhookForm | None = None
) -> str:
    return render_template(
        "api/channel.html",
        channel=channel,
        keys=[(key, _state(key)) for key in channel.keys],
        key_form=key_form or KeyForm(formdata=None),
        webhook_form=webhook_form or WebhookForm(formdata=None),
        state_labels=KEY_LABELS,
        state_tones=KEY_TONES,
        states=rules.KeyState,
    )


def channel_page(channel: Channel, webhook_form: WebhookForm) -> str:
    """The channel's page with a webhook form that came back."""
    return _channel_page(channel, webhook_form=webhook_form)


def _end_of(day: date | None, channel: Channel) -> datetime | None:
    """The first moment after a day on the government's clock."""
    if day is None:
        return None
    government = db.session.get_one(Government, channel.government_id)
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(government.time_zone.value))
