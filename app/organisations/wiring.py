"""Introduces log, jobs, inbox and page frame to each other: side by side, they must not know one another."""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from app import audit, jobs, notifications
from app.access import Permission
from app.audit.queries import anchor_log
from app.web import frame
from app.web.navigation import register_item


def register(app: Flask) -> None:
    """The log gets its menu entry, its words for jobs and its hourly anchor; the frame gets the inbox."""
    audit.label_actions(
        {"job.cancelled": _l("Pekerjaan dibatalkan"), "job.retried": _l("Pekerjaan dijalankan lagi")}
    )
    audit.label_records({"job": _l("Pekerjaan")})
    jobs.every_hour(app, "audit anchor", anchor_log)
    frame.supply(unread_count=notifications.unread_count, inbox_url=lambda: url_for("notifications.page"))
    register_item("audit.log", _l("Jejak audit"), Permission.AUDIT_READ, "lock", 40, "user")
