"""Mail: written down with the change it tells of, handed over after the commit, tried again until it is taken."""

import logging
import re
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from app.db import after_commit, db, unit_of_work, utc_now
from app.notifications.backends import IMMEDIATE, mail_backend
from app.notifications.models import OutgoingMail

logger = logging.getLogger(__name__)

_QUEUED = "mail_queued"
CLAIM = timedelta(minutes=5)  # so long nobody else tries a mail that is being handed over
MAX_ATTEMPTS = 10
AT_ONCE = 3  # more mails than these would keep a request waiting for a mail server; workers take them


def queue_mail(to_address: str, subject: str, body: str, unsubscribe: str | None = None) -> None:
    """Write a mail down in the present transaction; it leaves after the commit, and never without one.

    `unsubscribe` is the address that stops mails of this kind; mail programs make a button of it.
    """
    mail = OutgoingMail(
        to_address=to_address,
        subject=re.sub(r"\s+", " ", subject).strip()[:250],
        body=body,
        unsubscribe=unsubscribe,
        next_attempt_at=utc_now(),
    )
    db.session.add(mail)
    db.session.flush()
    waiting: list[str] = db.session.info.setdefault(_QUEUED, [])
    if not waiting:
        after_commit(_deliver_queued)
    waiting.append(mail.id)


def _deliver_queued() -> None:
    waiting: list[str] = db.session.info.pop(_QUEUED, [])
    limit = None if current_app.config["MAIL_BACKEND"] in IMMEDIATE else AT_ONCE
    try:
        for mail_id in waiting[:limit]:
            deliver(mail_id)
    except SQLAlchemyError:
        # The change is committed and the mail written down: a database that is busy now makes that no error.
        logger.warning("mail waits for the next delivery", exc_info=True)


def deliver_waiting(limit: int = 200) -> int:
    """Hand over what has waited until now; workers call it each minute. Answers how many mails left."""
    due = db.session.scalars(
        select(OutgoingMail.id)
        .where(OutgoingMail.next_attempt_at <= utc_now())
        .order_by(OutgoingMail.next_attempt_at)
        .limit(limit)
    ).all()
    db.session.rollback()  # no transaction stays open while mail servers are spoken to
    return sum(deliver(mail_id) for mail_id in due)


def deliver(mail_id: str) -> bool:
    """Hand one mail over and forget it; answers whether it left. One that was taken already is no error."""
    with unit_of_work():
        message = _claim(mail_id)
    if message is None:
        return False
    try:
        mail_backend().send(message)
    except Exception as error:  # noqa: BLE001 -- whatever a mail server does, the change itself is committed
        _put_back(mail_id, error)
        return False
    with unit_of_work():
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))
    return True


def _claim(mail_id: str) -> EmailMessage | None:
    mail = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.next_attempt_at <= utc_now())
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if mail is None:
        return None
    mail.attempts += 1
    mail.next_attempt_at = utc_now() + CLAIM
    return _message(mail)


def _message(mail: OutgoingMail) -> EmailMessage:
    sender = str(current_app.config["MAIL_SENDER"])
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to_address
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(utc_now())
    # The same at every attempt, so that a mail which was taken twice shows once.
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2] or 'renaksi'}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        # RFC 8058: the program of the reader posts this without asking anything.
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body)
    return message


def _put_back(mail_id: str, error: Exception) -> None:
    with unit_of_work():
        mail = db.session.get(OutgoingMail, mail_id)
        if mail is None:
            return
        if mail.attempts >= MAX_ATTEMPTS:
            logger.error(
                "mail %s given up after %s attempts: %s", mail_id, mail.attempts, type(error).__name__
            )
            db.session.delete(mail)
            return
        logger.warning("mail %s could not be handed over: %s", mail_id, type(error).__name__)
        mail.last_error = type(error).__name__
        mail.next_attempt_at = utc_now() + timedelta(minutes=min(2**mail.attempts, 360))
