"""The page of the log."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask_babel import get_timezone

from app.access import ROLE_LABELS, Permission, Role, current_actor, requires
from app.audit.labels import action_text, known_actions, record_text, value_text
from app.audit.models import AuditEntry
from app.audit.people import people
from app.audit.queries import Cursor, Filter, LogPage, log_page

bp = Blueprint("audit", __name__, template_folder="templates")


@bp.get("/jejak-audit")
@requires(Permission.AUDIT_READ)
def log() -> str:
    """Entries from newest to oldest, filtered by what stands in the address."""
    actor = current_actor()
    page = log_page(actor, _filter(), _cursor())
    names = people().names({entry.actor_user_id for entry in page.entries if entry.actor_user_id})
    return render_template(
        "audit/log.html",
        rows=[_row(entry, names) for entry in page.entries],
        older=_address(page.older) if page.older else None,
        actions=_choices(page),
        given=request.args,
    )


def _choices(page: LogPage) -> list[tuple[str, str]]:
    """Actions to filter by. Asking the table for all that occur would read all of it, on every visit."""
    known = (
        known_actions() | {entry.action for entry in page.entries} | {request.args.get("aksi", "").strip()}
    )
    return sorted(
        ((action, action_text(action)) for action in known if action), key=lambda each: each[1].lower()
    )


def _filter() -> Filter:
    since, until = _day("dari"), _day("sampai")
    name = request.args.get("pengguna", "").strip()
    return Filter(
        action=request.args.get("aksi", "").strip(),
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
        user_ids=people().search(name) if name else None,
    )


def _day(parameter: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(parameter, ""))
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(_zone())).astimezone(UTC)


def _zone() -> str:
    return people().zone(current_actor()) or str(get_timezone())


def _cursor() -> Cursor | None:
    """The place in the address ("2026-01-31T08:00:00+00:00~chain~12"); nonsense begins at the top."""
    parts = request.args.get("setelah", "").split("~")
    try:
        at, chain, sequence = datetime.fromisoformat(parts[0]), parts[1], int(parts[2])
    except (ValueError, IndexError):
        return None
    return Cursor(at, chain, sequence) if at.tzinfo else None


def _address(place: Cursor) -> str:
    return f"{place.at.isoformat()}~{place.chain}~{place.sequence}"


def _row(entry: AuditEntry, names: dict[str, str]) -> dict[str, Any]:
    before, after = entry.before or {}, entry.after or {}
    fields = [*before, *(name for name in after if name not in before)]
    return {
        "at": entry.at,
        "who": names.get(entry.actor_user_id or ""),
        "role": ROLE_LABELS[Role(entry.actor_role)] if entry.actor_role in set(Role) else None,
        "action": action_text(entry.action),
        "record": record_text(entry.record_type),
        "record_id": entry.record_id,
        "changes": [
            (name, value_text(before.get(name)), value_text(after.get(name)))
            for name in fields
            if before.get(name) != after.get(name)
        ],
        "number": entry.sequence,
    }
