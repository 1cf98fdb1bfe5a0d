"""The inbox."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import Permission, current_actor, public_page, requires
from app.notifications.actions import choose_mail, mark_all_read, mark_read
from app.notifications.digest import wishes_of
from app.notifications.forms import MailForm
from app.notifications.queries import Cursor, inbox, own_notice, unread_count
from app.notifications.recipients import recipients_of
from app.notifications.rules import MailMode, MailWish
from app.notifications.unsubscribing import user_of

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


@bp.route("/surel", methods=["GET", "POST"])
@requires(Permission.INBOX_READ)
def mail_settings() -> ResponseReturnValue:
    """When mails come, chosen by each person."""
    user_id = str(current_actor().user_id)
    wish = wishes_of([user_id]).get(user_id, MailWish())
    form = MailForm(mode=wish.mode.value, quiet_from=wish.quiet_from, quiet_until=wish.quiet_until)
    if form.validate_on_submit():
        choose_mail(user_id, MailWish(MailMode(form.mode.data), form.quiet_from.data, form.quiet_until.data))
        flash(_("Pilihan surel disimpan."), "success")
        return redirect(url_for("notifications.page"))
    return render_template("notifications/mail.html", form=form), 422 if form.errors else 200


@bp.get("/berhenti/<token>")
@public_page("whoever holds the link in a mail may stop those mails")
def stop(token: str) -> ResponseReturnValue:
    """Ask before stopping: programs that look at links in advance must not stop anything."""
    user_of(token) or abort(404)
    return render_template("notifications/stop.html", token=token, stopped=False)


@bp.post("/berhenti/<token>")
@public_page("whoever holds the link in a mail may stop those mails")
def stop_now(token: str) -> ResponseReturnValue:
    """No more mails about notices; the inbox goes on. Mail programs post this by themselves (RFC 8058)."""
    user_id = user_of(token) or abort(404)
    if not recipients_of([user_id]):
        abort(404)
    wish = wishes_of([user_id]).get(user_id, MailWish())
    choose_mail(user_id, replace(wish, mode=MailMode.NEVER))
    return render_template("notifications/stop.html", token=token, stopped=True)


def _cursor() -> Cursor | None:
    at, _tilde, notice_id = request.args.get("setelah", "").partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Cursor(moment, notice_id) if moment.tzinfo and notice_id else None
