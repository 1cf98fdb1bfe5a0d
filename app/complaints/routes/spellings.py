"""`/pengaduan/opd-belum-dikenal`: spellings of agencies that wait for somebody to say which OPD they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, check, current_actor, fetch, requires
from app.complaints.actions.units import save_alias
from app.complaints.forms import AliasForm
from app.complaints.models import ComplaintImport
from app.complaints.queries.register import spellings_without_unit, units_to_choose
from app.complaints.queries.units import unit_matcher
from app.complaints.routes.blueprint import bp
from app.organisations.context import current_government
from app.organisations.models import Government, Unit


@dataclass(frozen=True)
class UnknownSpelling:
    """A spelling, how many complaints carry it, and the OPD it may mean (id, name)."""

    spelling: str
    count: int
    suggestions: list[tuple[str, str]]


@bp.get("/opd-belum-dikenal")
@requires(Permission.COMPLAINT_IMPORT)
def unknown_spellings() -> ResponseReturnValue:
    """Every spelling in the register that no OPD is known by."""
    actor = current_actor()
    government = _government(actor)
    found = spellings_without_unit(government.id)
    return render_template(
        "complaints/unknown_spellings.html",
        government=government,
        unknown=unknown_spellings_of(found, actor, government),
        units=units_to_choose(actor, government),
    )


@bp.post("/opd-belum-dikenal")
@requires(Permission.COMPLAINT_IMPORT)
def name_unit() -> ResponseReturnValue:
    """Keep a spelling as another name of an OPD; its complaints are routed there at once."""
    actor = current_actor()
    government = _government(actor)
    form = AliasForm()
    if not form.validate_on_submit():
        abort(400)
    unit = fetch(actor, Permission.COMPLAINT_IMPORT, Unit, form.unit_id.data, unit_column=Unit.id)
    if unit.government_id != government.id:
        abort(404)
    routed = save_alias(actor, government, form.spelling.data, unit)
    flash(
        _(
            "“%(spelling)s” disimpan sebagai nama lain %(unit)s; %(n)s pengaduan kini terhitung di sana.",
            spelling=form.spelling.data,
            unit=unit.name,
            n=routed,
        ),
        "success",
    )
    if form.import_id.data:
        made = fetch(actor, Permission.COMPLAINT_IMPORT, ComplaintImport, form.import_id.data)
        return redirect(url_for("complaints.show_import", import_id=made.id, _anchor="opd"))
    return redirect(url_for("complaints.unknown_spellings", pemerintah=government.code))


def unknown_spellings_of(
    counts: Mapping[str, int], actor: Actor, government: Government
) -> list[UnknownSpelling]:
    """Those of some spellings that are still unknown, the most frequent first, each with the nearest OPD."""
    matcher = unit_matcher(government)
    names = {unit.id: unit.name for unit in units_to_choose(actor, government)}
    return [
        UnknownSpelling(
            spelling, count, [(each.unit_id, names[each.unit_id]) for each in matcher.suggestions(spelling)]
        )
        for spelling, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if matcher.match(spelling) is None
    ]


def _government(actor: Actor) -> Government:
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_IMPORT, government.id)
    return government
