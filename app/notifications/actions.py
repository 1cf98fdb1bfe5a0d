"""Telling people."""

from collections.abc import Iterable

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from app.access import Actor
from app.db import db, utc_now
from app.notifications.mail import queue_mail
from app.notifications.models import Notification
from app.notifications.recipients import addresses_of


def notify(
    recipients: Iterable[str], kind: str, title: str, body: str, url: str, government_id: str | None
) -> list[Notification]:
    """Put a line into the inbox of each recipient (user ids), and a mail that leaves after the commit.

    `url` is an address within the site that begins with "/". A person named twice is told once. Raises `ValueError` for
    an address elsewhere.
    """
    if not url.startswith("/") or url.startswith(("//", "/\\")):
        raise ValueError(f"{url!r} is no address within the site")
    made = [
        Notification(
            user_id=user_id, kind=kind, title=title[:200], body=body, url=url, government_id=government_id
        )
        for user_id in dict.fromkeys(recipients)
    ]
    db.session.add_all(made)
    db.session.flush()
    for address in addresses_of([notice.user_id for notice in made]).values():
        queue_mail(address, title, _mail_text(title, body, url))
    return made


def mark_read(actor: Actor, notice: Notification) -> None:
    """The person has seen it."""
    if notice.user_id == actor.user_id and notice.read_at is None:
        notice.read_at = utc_now()
        db.session.flush()


def mark_all_read(actor: Actor) -> int:
    """The person has seen all of them; answers how many were new."""
    changed = db.session.execute(
        update(Notification)
        .where(Notification.user_id == actor.user_id, Notification.read_at.is_(None))
        .values(read_at=utc_now())
        .returning(Notification.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(changed)


def _mail_text(title: str, body: str, url: str) -> str:
    # The site's own address comes from the settings: the one in a request can be forged.
    address = str(current_app.config["PUBLIC_URL"]).rstrip("/") + url
    closing = _("Surel ini dikirim otomatis oleh Renaksi. Mohon tidak membalasnya.")
    return "\n\n".join(part for part in (title, body, address, closing) if part)
