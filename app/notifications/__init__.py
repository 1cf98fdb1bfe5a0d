"""The inbox of each person, and the mail that leaves after a commit.

Actions call `notify`; the sign-in calls `queue_mail`. The package that owns users hands in their addresses
(`set_address_book`) and lets workers call `deliver_waiting` each minute.
"""

from flask import Flask

from app.notifications.actions import notify
from app.notifications.digest import send_digests
from app.notifications.mail import deliver_waiting, queue_mail
from app.notifications.models import Notification, OutgoingMail
from app.notifications.queries import unread_count
from app.notifications.recipients import set_address_book

__all__ = [
    "Notification",
    "OutgoingMail",
    "deliver_waiting",
    "notify",
    "queue_mail",
    "register",
    "send_digests",
    "set_address_book",
    "unread_count",
]


def register(app: Flask) -> None:
    """Add the inbox; mails go into files unless the settings say otherwise."""
    from app.extensions import csrf
    from app.notifications.routes import bp, stop_now

    for name, value in {
        "PUBLIC_URL": "http://127.0.0.1:8000",  # how people reach the site; links in mails begin with it
        "MAIL_SERVER": "localhost",
        "MAIL_PORT": 587,
        "MAIL_TLS": "starttls",  # or "ssl", or "none"
        "MAIL_USERNAME": "",
        "MAIL_PASSWORD": "",
    }.items():
        app.config.setdefault(name, value)
    # The token in the address is the right; a mail program that posts it has no cookie to ride on.
    csrf.exempt(stop_now)
    app.register_blueprint(bp)
