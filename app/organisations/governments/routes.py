"""Finding a government, its page, its settings."""

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import ROLE_LABELS, Permission, current_actor, requires
from app.db import db
from app.files import StoredFile, send
from app.organisations.context import current_government
from app.organisations.governments import SETTINGS_PAGES, actions
from app.organisations.governments.forms import OperatorSettingsForm, SettingsForm
from app.organisations.governments.queries import (
    GovernmentFilter,
    find_by_code,
    governments,
    names_by_id,
    people_by_role,
    provinces,
    unit_count,
)
from app.organisations.labels import GOVERNMENT_KINDS, TIME_ZONES
from app.organisations.models import Government, GovernmentKind, TimeZone
from app.organisations.stationery.queries import settings_of, signatory_of
from app.web.conflict import Difference, require_version
from app.web.pagination import paginate

bp = Blueprint("governments", __name__, url_prefix="/pemerintah")
SUGGESTIONS = 12


@bp.get("")
@requires(Permission.GOVERNMENT_READ)
def list_governments() -> ResponseReturnValue:
    """Search by name or code; also the place where somebody above governments chooses one (`tujuan`)."""
    actor = current_actor()
    if actor.government_ids is not None and len(actor.government_ids) == 1 and not request.args:
        return redirect(url_for("governments.show_government", code=current_government(actor).code))
    wanted = GovernmentFilter(
        words=request.args.get("cari", "").strip(),
        province_id=request.args.get("provinsi") or None,
        kind=_kind(request.args.get("jenis", "")),
        state="active" if request.args.get("status") == "active" else "",
    )
    page = paginate(governments(actor, wanted))
    return render_template(
        "organisations/governments/list.html",
        page=page,
        wanted=wanted,
        province_choices=[(each.id, each.name) for each in provinces(actor)],
        parents=names_by_id({row.parent_id for row in page.rows if row.parent_id}),
        kinds=GOVERNMENT_KINDS,
        target=target_path(request.args.get("tujuan", "")),
    )


@bp.get("/cari")
@requires(Permission.GOVERNMENT_READ)
def suggest() -> ResponseReturnValue:
    """Names and codes for the box that completes what one types."""
    words = request.args.get("q", "").strip()[:80]
    found = (
        db.session.scalars(
            governments(current_actor(), GovernmentFilter(words=words)).limit(SUGGESTIONS)
        ).all()
        if len(words) >= 2
        else []
    )
    return jsonify([{"code": each.code, "name": each.name} for each in found])


@bp.get("/<code>")
@requires(Permission.GOVERNMENT_READ)
def show_government(code: str) -> ResponseReturnValue:
    """One government."""
    actor = current_actor()
    government = find_by_code(actor, Permission.GOVERNMENT_READ, code)
    return render_template(
        "organisations/governments/government.html",
        government=government,
        parent=government.parent,
        kinds=GOVERNMENT_KINDS,
        zones=TIME_ZONES,
        units=unit_count(government),
        people=people_by_role(government),
        role_labels=ROLE_LABELS,
        may_edit=actor.may(Permission.GOVERNMENT_EDIT, government.id),
        documents=settings_of(government.id),
        signatory=signatory_of(settings_of(government.id)),
        settings_pages=_settings_pages(government),
        may_read_people=actor.may(Permission.USER_READ, government.id),
        may_invite=actor.may(Permission.USER_INVITE, government.id),
    )


@bp.route("/<code>/pengaturan", methods=["GET", "POST"])
@requires(Permission.GOVERNMENT_EDIT)
def settings(code: str) -> ResponseReturnValue:
    """Coordinator's unit, place, zone; for the operator also whether it takes part."""
    actor = current_actor()
    government = find_by_code(actor, Permission.GOVERNMENT_EDIT, code)
    form_class = OperatorSettingsForm if actor.may(Permission.GOVERNMENT_MANAGE) else SettingsForm
    form = form_class(obj=government)
    if form.validate_on_submit():
        require_version(
            government,
            form.version.data,
            differences=_differences(form, government),
            back_url=url_for("governments.settings", code=code),
        )
        actions.change_settings(actor, government, _values(form))
        flash(_("Pengaturan disimpan."), "success")
        return redirect(url_for("governments.settings", code=code))
    return _settings_page(government, form)


@bp.get("/<code>/lambang")
@requires(Permission.GOVERNMENT_READ)
def logo(code: str) -> Response:
    """The coat of arms; 404 while there is none."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_READ, code)
    stored = db.session.get(StoredFile, government.logo_file_id) if government.logo_file_id else None
    return send(stored) if stored is not None else abort(404)


def target_path(wanted: str) -> str:
    """The page to go on to after choosing a government: a path of this site without parameters, or nothing."""
    is_ours = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if is_ours and wanted.isprintable() and "?" not in wanted and "#" not in wanted else ""


def _settings_page(government: Government, form: SettingsForm) -> str:
    return render_template(
        "organisations/governments/settings.html",
        government=government,
        form=form,
        is_own=current_actor().government_id == government.id,
        settings_pages=_settings_pages(government),
    )


def _settings_pages(government: Government) -> list[tuple[str, str]]:
    """Label and address of the further pages that the person may change something on."""
    actor = current_actor()
    return [
        (str(page.label), url_for(page.endpoint, code=government.code))
        for page in SETTINGS_PAGES
        if actor.may(page.permission, government.id)
    ]


def _values(form: SettingsForm) -> dict[str, object]:
    return {
        field.short_name: TimeZone(field.data)
        if field.short_name == "time_zone"
        else field.data.strip()
        if isinstance(field.data, str)
        else field.data
        for field in form
        if field.short_name not in ("version", "csrf_token")
    }


def _differences(form: SettingsForm, government: Government) -> list[Difference]:
    return [
        Difference(str(field.label.text), str(field.data or ""), str(getattr(government, field.short_name)))
        for field in form
        if field.short_name not in ("version", "csrf_token", "is_active")
    ]


def _kind(text: str) -> GovernmentKind | None:
    return GovernmentKind(text) if text in tuple(GovernmentKind) else None
