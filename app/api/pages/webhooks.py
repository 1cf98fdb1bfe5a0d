"""Webhooks and what was sent to them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.api.actions import channels as actions
from app.api.forms import WebhookForm
from app.api.labels import DELIVERY_LABELS, DELIVERY_TONES, EVENT_LABELS, TROUBLE_LABELS
from app.api.models import Channel, DeliveryState, Webhook, WebhookDelivery
from app.api.pages.blueprint import bp, show_once, shown_now
from app.api.pages.channels import channel_page
from app.api.queries import deliveries_of
from app.db import db
from app.web.conflict import require_version
from app.web.idempotency import idempotent
from app.web.pagination import paginate


@bp.post("/<channel_id>/webhook")
@requires(Permission.CHANNEL_MANAGE)
@idempotent
def add_webhook(channel_id: str) -> ResponseReturnValue:
    """Add an address; the secret of its signatures is shown on the next page, and never again."""
    channel = fetch(current_actor(), Permission.CHANNEL_MANAGE, Channel, channel_id)
    form = WebhookForm()
    if not form.validate_on_submit():
        return channel_page(channel, form), 422
    made = actions.add_webhook(current_actor(), channel, form.url.data)
    show_once(made.id, actions.secret_of(made))
    return redirect(url_for("channels.show_webhook", webhook_id=made.id))


@bp.get("/webhook/<webhook_id>")
@requires(Permission.CHANNEL_MANAGE)
def show_webhook(webhook_id: str) -> ResponseReturnValue:
    """One webhook with what was sent to it; right after it was made, with its secret."""
    webhook = _webhook(webhook_id)
    return render_template(
        "api/webhook.html",
        webhook=webhook,
        secret=shown_now(webhook.id),
        page=paginate(deliveries_of(webhook)),
        states=DeliveryState,
        state_labels=DELIVERY_LABELS,
        state_tones=DELIVERY_TONES,
        event_labels=EVENT_LABELS,
        trouble_labels=TROUBLE_LABELS,
    )


@bp.post("/webhook/<webhook_id>/uji")
@requires(Permission.CHANNEL_MANAGE)
def try_webhook(webhook_id: str) -> ResponseReturnValue:
    """Send a message that only says that the line works."""
    webhook = _webhook(webhook_id)
    if not webhook.active:
        flash(_("Webhook ini dijeda. Teruskan dahulu, lalu uji."), "warning")
    else:
        actions.try_webhook(current_actor(), webhook)
        flash(_("Pesan uji dikirim. Muat ulang halaman ini untuk melihat hasilnya."), "info")
    return _back(webhook)


@bp.post("/webhook/<webhook_id>/aktif")
@requires(Permission.CHANNEL_MANAGE)
def set_active(webhook_id: str) -> ResponseReturnValue:
    """Pause, or go on."""
    webhook = _webhook(webhook_id)
    is_active = request.form.get("aktif") == "1"
    _expect(webhook)
    actions.set_active(current_actor(), webhook, is_active)
    flash(
        _("Webhook diteruskan.") if is_active else _("Webhook dijeda. Selama itu tidak ada pesan baru."),
        "success",
    )
    return _back(webhook)


@bp.post("/webhook/<webhook_id>/hapus")
@requires(Permission.CHANNEL_MANAGE)
def remove_webhook(webhook_id: str) -> ResponseReturnValue:
    """Forget the address and its messages."""
    webhook = _webhook(webhook_id)
    _expect(webhook)
    channel_id = webhook.channel_id
    actions.remove_webhook(current_actor(), webhook)
    flash(_("Webhook dihapus."), "success")
    return redirect(url_for("channels.show_channel", channel_id=channel_id))


@bp.post("/kiriman/<delivery_id>/ulang")
@requires(Permission.CHANNEL_MANAGE)
def send_again(delivery_id: str) -> ResponseReturnValue:
    """Try one message again now."""
    delivery = fetch(current_actor(), Permission.CHANNEL_MANAGE, WebhookDelivery, delivery_id)
    webhook = db.session.get_one(Webhook, delivery.webhook_id)
    actions.send_again(current_actor(), delivery, webhook)
    flash(_("Pesan dikirim ulang. Muat ulang halaman ini untuk melihat hasilnya."), "info")
    return _back(webhook)


def _webhook(webhook_id: str) -> Webhook:
    return fetch(current_actor(), Permission.CHANNEL_MANAGE, Webhook, webhook_id)


def _expect(webhook: Webhook) -> None:
    back = url_for("channels.show_webhook", webhook_id=webhook.id)
    require_version(webhook, request.form.get("version", type=int), back_url=back)


def _back(webhook: Webhook) -> ResponseReturnValue:
    return redirect(url_for("channels.show_webhook", webhook_id=webhook.id))
