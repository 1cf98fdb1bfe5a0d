"""Several notices in one mail: what waited for the hour, for the morning, or for the end of the night."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from app.db import db, unit_of_work, utc_now
from app.notifications.mail import queue_mail
from app.notifications.models import MailSetting, Notification
from app.notifications.recipients import Recipient, recipients_of
from app.notifications.rules import WINDOW, MailWish, is_due
from app.notifications.unsubscribing import settings_url, unsubscribe_url

MOST_LISTED = 20


def wishes_of(user_ids: Iterable[str]) -> dict[str, MailWish]:
    """What those chose who chose anything, by user id."""
    rows = db.session.scalars(select(MailSetting).where(MailSetting.user_id.in_(sorted(set(user_ids)))))
    return {row.user_id: MailWish(row.mode, row.quiet_from, row.quiet_until) for row in rows}


def last_mails(user_ids: Iterable[str]) -> dict[str, datetime]:
    """When a notice was last mailed to each."""
    rows = db.session.execute(
        select(Notification.user_id, func.max(Notification.mailed_at))
        .where(Notification.user_id.in_(sorted(set(user_ids))), Notification.mailed_at.is_not(None))
        .group_by(Notification.user_id)
    )
    return {user_id: last for user_id, last in rows if last is not None}


def send_digests(now: datetime | None = None) -> int:
    """Mail what waits, to everybody whose time has come; workers call it each minute. Answers how many mails.

    Safe to run twice at once: whoever takes the notices first mails them. What was read meanwhile is not mailed.
    """
    now = now or utc_now()
    waiting = db.session.scalars(
        select(Notification.user_id)
        .where(
            Notification.mailed_at.is_(None),
            Notification.created_at >= now - WINDOW,
            Notification.read_at.is_(None),
        )
        .distinct()
    ).all()
    people, wishes, last = recipients_of(waiting), wishes_of(waiting), last_mails(waiting)
    due = [
        user_id
        for user_id, person in sorted(people.items())
        if is_due(wishes.get(user_id, MailWish()), person.local(now), last.get(user_id))
    ]
    db.session.rollback()  # no transaction stays open from one person to the next
    return sum(_send(user_id, people[user_id], now) for user_id in due)


def _send(user_id: str, person: Recipient, now: datetime) -> bool:
    with unit_of_work(), force_locale(person.language):
        taken = db.session.execute(
            update(Notification)
            .where(
                Notification.user_id == user_id,
                Notification.mailed_at.is_(None),
                Notification.created_at >= now - WINDOW,
                Notification.read_at.is_(None),
            )
            .values(mailed_at=now)
            .returning(Notification.created_at, Notification.title, Notification.body, Notification.url)
            .execution_options(synchronize_session=False)
        ).all()
        if not taken:
            return False
        rows = [(title, body, url) for _at, title, body, url in sorted(taken)]
        subject = (
            rows[0][0]
            if len(rows) == 1
            else ngettext(
                "%(num)s pemberitahuan dari Renaksi", "%(num)s pemberitahuan dari Renaksi", len(rows)
            )
        )
        queue_mail(person.address, subject, mail_text(user_id, rows), unsubscribe_url(user_id))
        return True


def mail_text(user_id: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """The words of a mail about notices: (title, body, address within the site)."""
    site = str(current_app.config["PUBLIC_URL"]).rstrip("/")
    parts = ["\n".join(filter(None, (title, body, site + url))) for title, body, url in rows[:MOST_LISTED]]
    if len(rows) > MOST_LISTED:
        more = _("Dan %(n)s pemberitahuan lain:", n=len(rows) - MOST_LISTED)
        parts.append(f"{more} {site}/pemberitahuan")
    closing = [
        _("Surel ini dikirim otomatis oleh Renaksi. Mohon tidak membalasnya."),
        _("Atur waktu surel: %(address)s", address=settings_url()),
        _("Berhenti menerima surel: %(address)s", address=unsubscribe_url(user_id)),
    ]
    return "\n\n".join([*parts, "\n".join(closing)])
