"""`/pengaduan/data-pribadi` and its neighbours: what is kept of citizens, for how long, and who opened it."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import ROLE_LABELS, Permission, Role, check, current_actor, requires
from app.audit.people import people
from app.complaints.access_log import PATIENCE, bring_in
from app.complaints.exporting import Sheet, Value, attachment
from app.complaints.labels import KLASS_LABELS
from app.complaints.labels.privacy import ACCESS_LABELS
from app.complaints.models import AccessKind, ReporterSetting, TextAccess
from app.complaints.queries.accesses import AccessFilters, access_counts, accesses_of, opened_since
from app.complaints.queries.reporters import kept_reporters
from app.complaints.queries.retention import KLASSES, count_removed, count_to_remove, periods_of
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import day
from app.db import db, utc_now
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.filters import use_zone
from app.web.pagination import paginate

SPAN = 30  # days of the overview
MOST_EXPORTED = 50_000


@bp.get("/data-pribadi")
@requires(Permission.COMPLAINT_ACCESS_LOG)
def privacy() -> ResponseReturnValue:
    """What is kept of citizens in this government, with the ways to look closer."""
    government = _government()
    periods, now = periods_of(government.id), utc_now()
    entries, readers = opened_since(government.id, now - timedelta(days=SPAN))
    return render_template(
        "complaints/privacy/overview.html",
        government=government,
        months={klass: periods.months(klass, government.today(now)) for klass in KLASSES},
        klass_labels=KLASS_LABELS,
        to_remove=sum(count_to_remove(government, periods, now).values()),
        removed=count_removed(government.id),
        entries=entries,
        readers=readers,
        span=SPAN,
        setting=db.session.get(ReporterSetting, government.id),
        reporters=kept_reporters(government.id),
    )


@bp.get("/pembaca")
@requires(Permission.COMPLAINT_ACCESS_LOG)
def accesses() -> ResponseReturnValue:
    """Who opened the words of complaints, the latest first."""
    government = _government()
    use_zone(government.time_zone.value)
    bring_in(PATIENCE)
    page = paginate(accesses_of(current_actor(), government, _filters()))
    return render_template(
        "complaints/privacy/accesses.html",
        government=government,
        page=page,
        names=_names(page.rows),
        kinds=ACCESS_LABELS,
        role_text=_role_text,
        given=request.args,
        query=_query(government),
    )


@bp.get("/pembaca/ekspor.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_ACCESS_LOG)
def export_accesses(kind: str) -> ResponseReturnValue:
    """The filtered log as a file."""
    government = _government()
    use_zone(government.time_zone.value)
    bring_in(PATIENCE)
    statement = accesses_of(current_actor(), government, _filters()).limit(MOST_EXPORTED)
    found = db.session.scalars(statement).all()
    names, zone = _names(found), ZoneInfo(government.time_zone.value)
    rows: list[list[Value]] = [
        [
            entry.at.astimezone(zone).replace(tzinfo=None),
            names.get(entry.user_id or "") or entry.via,
            _role_text(entry.role),
            str(ACCESS_LABELS[entry.kind]),
            entry.tracking_id,
            entry.count,
            "; ".join(f"{name}: {value}" for name, value in entry.filters.items()),
        ]
        for entry in found
    ]
    headings = [
        _("Waktu"),
        _("Siapa"),
        _("Peran"),
        _("Jenis"),
        _("Nomor laporan"),
        _("Jumlah pengaduan"),
        _("Saringan"),
    ]
    sheet = Sheet(_("Pembaca"), [government.name], headings, rows)
    return attachment([sheet], f"pembaca-pengaduan-{government.code}", kind)


@bp.get("/pembaca/jumlah")
@requires(Permission.TEXT_ACCESS_COUNT)
def count_accesses() -> ResponseReturnValue:
    """For the operator: how often, not who and not what."""
    return render_template("complaints/privacy/access_counts.html", counts=access_counts(SPAN), span=SPAN)


def _government() -> Government:
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_ACCESS_LOG, government.id)
    return government


def _filters() -> AccessFilters:
    name, kind = request.args.get("pengguna", "").strip(), request.args.get("jenis", "")
    return AccessFilters(
        user_ids=people().search(name) if name else None,
        kind=AccessKind(kind) if kind in set(AccessKind) else None,
        tracking_id=request.args.get("laporan", "").strip(),
        first_day=day("dari"),
        last_day=day("sampai"),
    )


def _query(government: Government) -> dict[str, str]:
    names = ("pengguna", "jenis", "laporan", "dari", "sampai")
    given = {name: request.args.get(name, "").strip() for name in names}
    return {"pemerintah": government.code, **{name: value for name, value in given.items() if value}}


def _names(entries: Iterable[TextAccess]) -> dict[str, str]:
    return people().names({entry.user_id for entry in entries if entry.user_id})


def _role_text(role: str) -> str:
    return str(ROLE_LABELS[Role(role)]) if role in set(Role) else role
