"""The OPD of a government."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, requires
from app.db import db
from app.organisations.context import current_government
from app.organisations.labels import UNIT_KINDS
from app.organisations.models import Government, Unit, UnitAlias, UnitKind
from app.organisations.units import actions
from app.organisations.units.forms import AliasForm, NewUnitForm, StandardUnitsForm, UnitForm
from app.organisations.units.queries import (
    UnitFilter,
    all_units,
    find_unit,
    missing_standard_units,
    units,
)
from app.organisations.units.workbook import MEDIA_TYPE, unit_workbook
from app.web.conflict import Difference, require_version
from app.web.forms import options
from app.web.idempotency import idempotent
from app.web.pagination import paginate

bp = Blueprint("units", __name__, url_prefix="/opd")
PER_PAGE = 50


@bp.get("")
@requires(Permission.UNIT_READ)
def list_units() -> ResponseReturnValue:
    """The OPD in their order, with search and filters."""
    actor = current_actor()
    government = current_government(actor)
    wanted = UnitFilter(
        words=request.args.get("cari", "").strip(),
        kind=_kind(request.args.get("jenis", "")),
        state=request.args.get("status", "") if request.args.get("status") in ("active", "inactive") else "",
    )
    may_edit = actor.may(Permission.UNIT_EDIT, government.id)
    return render_template(
        "organisations/units/list.html",
        government=government,
        page=paginate(units(actor, government, wanted), per_page=PER_PAGE),
        wanted=wanted,
        kinds=UNIT_KINDS,
        may_edit=may_edit,
        standard_missing=len(missing_standard_units(government)) if may_edit else 0,
    )


@bp.route("/tambah", methods=["GET", "POST"])
@requires(Permission.UNIT_EDIT)
@idempotent
def add_unit() -> ResponseReturnValue:
    """Add one OPD."""
    government = editable_government()
    form = NewUnitForm()
    if form.validate_on_submit():
        try:
            unit = actions.add_unit(
                current_actor(),
                government,
                name=form.name.data,
                kind=form.chosen_kind,
                short_name=form.short_name.data or "",
            )
        except actions.SpellingTaken as taken:
            form.name.errors = [_taken(taken)]
        else:
            flash(_("%(name)s ditambahkan.", name=unit.name), "success")
            return redirect(url_for("units.show_unit", unit_id=unit.id))
    return render_template("organisations/units/add.html", form=form, government=government)


@bp.route("/<unit_id>", methods=["GET", "POST"])
@requires(Permission.UNIT_READ)
def show_unit(unit_id: str) -> ResponseReturnValue:
    """One OPD: name, kind, spellings; editable for those who may."""
    actor = current_actor()
    unit = find_unit(actor, Permission.UNIT_READ, unit_id)
    form = UnitForm(obj=unit)
    if request.method == "POST":
        check(actor, Permission.UNIT_EDIT, unit.government_id)
        if form.validate():
            require_version(
                unit,
                form.version.data,
                differences=_differences(form, unit),
                back_url=url_for("units.show_unit", unit_id=unit.id),
            )
            try:
                actions.edit_unit(
                    actor,
                    unit,
                    name=form.name.data,
                    kind=form.chosen_kind,
                    short_name=form.short_name.data or "",
                )
            except actions.SpellingTaken as taken:
                form.name.errors = [_taken(taken)]
            else:
                flash(_("Perubahan disimpan."), "success")
                return redirect(url_for("units.show_unit", unit_id=unit.id))
    return _unit_page(unit, form, AliasForm(formdata=None))


@bp.post("/<unit_id>/aktif")
@requires(Permission.UNIT_EDIT)
def set_active(unit_id: str) -> ResponseReturnValue:
    """Take an OPD out of use, or back into it."""
    unit = find_unit(current_actor(), Permission.UNIT_EDIT, unit_id)
    back = url_for("units.show_unit", unit_id=unit.id)
    require_version(unit, request.form.get("version", type=int), back_url=back)
    is_active = request.form.get("aktif") == "1"
    actions.set_active(current_actor(), unit, is_active)
    flash(_("OPD diaktifkan kembali.") if is_active else _("OPD dinonaktifkan."), "success")
    return redirect(back)


@bp.post("/<unit_id>/pindah")
@requires(Permission.UNIT_EDIT)
def move(unit_id: str) -> ResponseReturnValue:
    """One place up or down."""
    unit = find_unit(current_actor(), Permission.UNIT_EDIT, unit_id)
    actions.move(current_actor(), unit, -1 if request.form.get("arah") == "naik" else 1)
    return redirect(_list_url(unit.government) + f"#opd-{unit.id}")


@bp.post("/<unit_id>/nama-lain")
@requires(Permission.UNIT_EDIT)
@idempotent
def add_alias(unit_id: str) -> ResponseReturnValue:
    """Another spelling."""
    unit = find_unit(current_actor(), Permission.UNIT_EDIT, unit_id)
    form = AliasForm()
    if form.validate_on_submit():
        try:
            added = actions.add_alias(current_actor(), unit, form.alias.data)
        except actions.SpellingTaken as taken:
            form.alias.errors = [_taken(taken)]
        else:
            flash(
                _("Nama lain ditambahkan.") if added else _("OPD ini sudah dikenal dengan nama itu."),
                "success",
            )
            return redirect(url_for("units.show_unit", unit_id=unit.id))
    return _unit_page(unit, UnitForm(formdata=None, obj=unit), form), 422


@bp.post("/<unit_id>/nama-lain/<alias_id>/hapus")
@requires(Permission.UNIT_EDIT)
def remove_alias(unit_id: str, alias_id: str) -> ResponseReturnValue:
    """Forget a spelling; doing it twice changes nothing."""
    unit = find_unit(current_actor(), Permission.UNIT_EDIT, unit_id)
    alias: UnitAlias | None = next((each for each in unit.aliases if each.id == alias_id), None)
    if alias is not None:
        actions.remove_alias(current_actor(), unit, alias)
        flash(_("Nama lain dihapus."), "success")
    return redirect(url_for("units.show_unit", unit_id=unit.id))


@bp.route("/daftar-baku", methods=["GET", "POST"])
@requires(Permission.UNIT_EDIT)
@idempotent
def standard_list() -> ResponseReturnValue:
    """Add several of the usual OPD at once."""
    government = editable_government()
    missing = missing_standard_units(government)
    form = StandardUnitsForm()
    form.units.choices = options([(each.key, each.name) for each in missing])
    if form.validate_on_submit():
        added = actions.add_standard_units(current_actor(), government, form.units.data)
        flash(_("%(n)s OPD ditambahkan.", n=len(added)), "success")
        return redirect(_list_url(government))
    return render_template(
        "organisations/units/standard.html",
        form=form,
        government=government,
        missing=missing,
        kinds=UNIT_KINDS,
    )


@bp.get("/unduh")
@requires(Permission.UNIT_READ)
def download() -> ResponseReturnValue:
    """All OPD as a workbook that can be uploaded again."""
    government = current_government(current_actor())
    check(current_actor(), Permission.UNIT_READ, government.id)
    return _workbook(all_units(government), f"daftar-opd-{government.code}.xlsx")


@bp.get("/templat")
@requires(Permission.UNIT_EDIT)
def template() -> ResponseReturnValue:
    """An empty workbook to fill in."""
    return _workbook([], "templat-daftar-opd.xlsx")


def editable_government() -> Government:
    """The government that the page is about, if the actor may change its OPD."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.UNIT_EDIT, government.id)
    return government


def _unit_page(unit: Unit, form: UnitForm, alias_form: AliasForm) -> str:
    return render_template(
        "organisations/units/unit.html",
        unit=unit,
        government=db.session.get_one(Government, unit.government_id),
        form=form,
        alias_form=alias_form,
        kinds=UNIT_KINDS,
        may_edit=current_actor().may(Permission.UNIT_EDIT, unit.government_id),
    )


def _list_url(government: Government) -> str:
    own = current_actor().government_id == government.id
    return url_for("units.list_units", pemerintah=None if own else government.code)


def _workbook(rows: Sequence[Unit], name: str) -> Response:
    response = Response(unit_workbook(rows), mimetype=MEDIA_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _taken(taken: actions.SpellingTaken) -> str:
    return str(_("Nama ini sudah dipakai oleh %(holder)s.", holder=taken.holder))


def _differences(form: UnitForm, unit: Unit) -> list[Difference]:
    return [
        Difference(str(form.name.label.text), form.name.data, unit.name),
        Difference(str(form.kind.label.text), str(UNIT_KINDS[form.chosen_kind]), str(UNIT_KINDS[unit.kind])),
        Difference(str(form.short_name.label.text), form.short_name.data or "", unit.short_name),
    ]


def _kind(text: str) -> UnitKind | None:
    return UnitKind(text) if text in tuple(UnitKind) else None
