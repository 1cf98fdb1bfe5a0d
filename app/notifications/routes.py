"""The inbox."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import Permission, current_actor, requires
from app.notifications.actions import mark_all_read, mark_read
from app.notifications.queries import Cursor, inbox, own_notice, unread_count

bp = Blueprint("notifications", __name__, template_folder="templates", url_prefix="/pemberitahuan")


@bp.get("")
@requires(Permission.INBOX_READ)
def page() -> str:
    """The actor's own notices, newest first."""
    actor = current_actor()
    found = inbox(actor, _cursor())
    older = f"{found.older.at.isoformat()}~{found.older.notice_id}" if found.older else None
    return render_template(
        "notifications/inbox.html", notices=found.notices, older=older, unread=unread_count(actor)
    )


@bp.post("/<notice_id>/buka")
@requires(Permission.INBOX_READ)
def open_notice(notice_id: str) -> Response:
    """Mark a notice as read and go where it points."""
    actor = current_actor()
    notice = own_notice(actor, notice_id)
    mark_read(actor, notice)
    return redirect(notice.url or url_for("notifications.page"))


@bp.post("/dibaca-semua")
@requires(Permission.INBOX_READ)
def read_all() -> Response:
    """Mark everything as read."""
    mark_all_read(current_actor())
    return redirect(url_for("notifications.page"))


def _cursor() -> Cursor | None:
    at, _, notice_id = request.args.get("setelah", "").partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Cursor(moment, notice_id) if moment.tzinfo and notice_id else None
