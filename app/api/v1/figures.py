"""`/api/v1/figures`: the government's complaint figures, as the pages show them."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission, requires
from app.api.keys import present_channel
from app.api.v1 import examples
from app.api.v1.blueprint import bp, refusals
from app.api.v1.complaints import IF_NONE_MATCH, tagged
from app.api.v1.reading import Unfit
from app.api.v1.schemas import FiguresQuerySchema, FiguresSchema
from app.complaints.queries import figures as count
from app.complaints.queries.units import unit_matcher
from app.db import db
from app.organisations.models import Government

DESCRIPTION = _l(
    "Angka seluruh register pemerintah daerah (semua kanal) untuk pengaduan yang diterima dalam kurun ini, dengan asal "
    "dan batas datanya. Susunan dan definisinya sama dengan perintah flask complaints stats --json: bagian adalah "
    "pecahan 0 sampai 1, hari adalah hari kerja, null berarti tidak diketahui. Yang masih terbuka setelah tenggat "
    "dihitung tidak tepat waktu."
)


@bp.route("/figures", methods=["GET"])
@requires(Permission.CHANNEL_FIGURES)
@bp.arguments(FiguresQuerySchema, location="query")
@bp.response(200, FiguresSchema, example=examples.FIGURES, description=_l("Angka pengaduan."))
@bp.alt_response(304, success=True, description=_l("Tidak ada yang berubah."))
@refusals(HTTPStatus.UNPROCESSABLE_ENTITY)
@bp.doc(
    operationId="getFigures",
    summary=_l("Ambil angka pengaduan"),
    description=DESCRIPTION,
    parameters=[IF_NONE_MATCH],
)
def figures(asked: dict[str, Any]) -> Response:
    """The figures of a period, of one unit or of all."""
    government = db.session.get_one(Government, present_channel().government_id)
    first, last = asked.get("first_day"), asked.get("last_day")
    if first and last and last < first:
        raise Unfit([{"field": "to", "reason": _("Lebih awal daripada from.")}])
    return tagged(count(government.id, first, last, _unit(government, asked.get("unit"))).as_json())


def _unit(government: Government, name: str | None) -> str | None:
    if not name:
        return None
    found = unit_matcher(government).match(name)
    if found is None:
        raise Unfit([{"field": "unit", "reason": _("OPD ini tidak dikenal.")}])
    return found
