"""Telling people."""

from collections.abc import Iterable, Sequence

from sqlalchemy import update

from app.access import Actor
from app.db import db, utc_now
from app.notifications.digest import last_mails, mail_text, wishes_of
from app.notifications.mail import queue_mail
from app.notifications.models import MailSetting, Notification
from app.notifications.recipients import recipients_of
from app.notifications.rules import MailWish, leaves_at_once
from app.notifications.unsubscribing import unsubscribe_url


def notify(
    recipients: Iterable[str], kind: str, title: str, body: str, url: str, government_id: str | None
) -> list[Notification]:
    """Put a line into the inbox of each recipient (user ids), and the first of an hour into a mail.

    What follows within the hour, or at night, is mailed together (`digest`), if it is still unread then.

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
    _mail_first_ones(made)
    return made


def _mail_first_ones(notices: Sequence[Notification]) -> None:
    """Mail those that may leave at once; the others wait for a digest."""
    now = utc_now()
    user_ids = [notice.user_id for notice in notices]
    people, wishes, last = recipients_of(user_ids), wishes_of(user_ids), last_mails(user_ids)
    for notice in notices:
        person = people.get(notice.user_id)
        wish = wishes.get(notice.user_id, MailWish())
        if person is None or not leaves_at_once(wish, person.local(now), last.get(notice.user_id)):
            continue
        notice.mailed_at = now
        text = mail_text(notice.user_id, [(notice.title, notice.body, notice.url)])
        queue_mail(person.address, notice.title, text, unsubscribe_url(notice.user_id))
    db.session.flush()


def choose_mail(user_id: str, wish: MailWish) -> None:
    """Keep when somebody wants mail."""
    row = db.session.get(MailSetting, user_id)
    if row is None:
        row = MailSetting(user_id=user_id)
        db.session.add(row)
    row.mode, row.quiet_from, row.quiet_until = wish.mode, wish.quiet_from, wish.quiet_until
    db.session.flush()


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
