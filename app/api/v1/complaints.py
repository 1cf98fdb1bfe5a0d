"""`/api/v1/complaints`: a channel pushes its complaints and asks where they stand."""

from collections import Counter
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from app.access import Permission, current_actor, requires
from app.api.actions.pushing import Answer, once, take
from app.api.keys import present_channel
from app.api.models import Channel
from app.api.queries import pushed_complaint
from app.api.v1 import examples
from app.api.v1.blueprint import bp, refusals
from app.api.v1.reading import NAMES, Item, Unfit, items_of_request
from app.api.v1.schemas import (
    BatchSchema,
    ComplaintSchema,
    CompleteStandingSchema,
    PushAnswerSchema,
    ToldSchema,
)
from app.api.v1.standing import clocks, standing
from app.complaints.actions.pushing import Outcome, Pushed
from app.complaints.import_formats.cells import tracking_id as readable_id
from app.complaints.import_formats.fields import CellRefused, Problem
from app.complaints.labels import trouble_text
from app.complaints.queries.judging import judge_for
from app.complaints.queries.reporters import may_keep_reporters
from app.db import db
from app.organisations.models import Government

_LONGEST_NUMBER = 80

PUSH = _l(
    "Satu pengaduan, atau sampai 500 dalam `complaints`. Pengaduan dikenali dari kanal (kunci) dan `id`: mengirim "
    "yang sama lagi tidak mengubah apa pun, mengirim isi baru memperbarui.\n\n"
    "Kirim setiap kali pengaduan selengkapnya menurut kanal; isian yang tidak ada dianggap kosong. Yang sudah "
    "ditetapkan pejabat di register tidak pernah ditarik kembali: waktu verifikasi, tindak lanjut, penundaan, dan "
    "penutupan yang dicatat di sana tetap, begitu juga OPD yang dipilih di sana, dan sejak langkah pertama itu "
    "juga waktu masuk. Isian seperti itu disebut dalam `kept`.\n\n"
    "Dalam kiriman banyak, pengaduan yang sah disimpan walau yang lain ditolak; jawabannya 200 dengan hasil setiap "
    "pengaduan. Satu pengaduan yang ditolak dijawab 422.\n\n"
    "Identitas pelapor (`reporter`) hanya diterima bila pemerintah daerah memutuskan menyimpannya. Nama, NIK, nomor "
    "KK, nomor identitas lain, nomor telepon, surel, alamat rumah, nomor rekening, dan nomor polisi dalam judul dan "
    "isi disamarkan sebelum disimpan."
)
STANDING = _l(
    "Status, warna, waktu, OPD, dan tenggat satu pengaduan kanal ini. Judul dan isi tidak dikembalikan. "
    "Simpan ETag dan kirim kembali pada If-None-Match: bila tidak ada yang berubah, jawabannya 304 tanpa isi."
)
_NUMBER = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST_NUMBER},
    "description": _l(
        "Nomor permintaan buatan aplikasi. Permintaan dengan nomor dan isi yang sama dalam sehari dijawab seperti "
        "yang pertama tanpa dikerjakan lagi (header Idempotent-Replayed); nomor yang sama dengan isi lain ditolak."
    ),
}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": _l("ETag dari jawaban sebelumnya."),
}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [
                    {"$ref": "#/components/schemas/Complaint"},
                    {"$ref": "#/components/schemas/Batch"},
                ]
            },
            "examples": {
                "one": {"summary": _l("Satu pengaduan"), "value": examples.COMPLAINT},
                "several": {"summary": _l("Beberapa pengaduan"), "value": examples.BATCH},
            },
        }
    },
}


@bp.route("/complaints", methods=["POST"])
@requires(Permission.CHANNEL_PUSH)
@bp.response(200, PushAnswerSchema, example=examples.BATCH_ANSWER, description=_l("Hasil setiap pengaduan."))
@bp.alt_response(
    201,
    schema=PushAnswerSchema,
    example=examples.CREATED,
    success=True,
    description=_l("Satu pengaduan baru."),
)
@refusals(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
@bp.doc(
    operationId="pushComplaints",
    summary=_l("Kirim pengaduan"),
    description=PUSH,
    requestBody=_BODY,
    parameters=[_NUMBER],
)
def push_complaints() -> Response:
    """Take one complaint or several into the register."""
    channel = present_channel()
    number = _number()
    if number is None:
        (status, answer), replayed = _pushed(channel), False
    else:
        (status, answer), replayed = once(channel, number, request.get_data(), lambda: _pushed(channel))
    response = jsonify(answer)
    response.status_code = status
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response


@bp.route("/complaints/<path:tracking_id>", methods=["GET"])
@requires(Permission.CHANNEL_PUSH)
@bp.response(200, CompleteStandingSchema, example=examples.STANDING, description=_l("Keadaan pengaduan."))
@bp.alt_response(304, success=True, description=_l("Tidak ada yang berubah."))
@refusals(HTTPStatus.NOT_FOUND)
@bp.doc(
    operationId="getComplaint",
    summary=_l("Tanyakan keadaan pengaduan"),
    description=STANDING,
    parameters=[IF_NONE_MATCH],
)
def complaint(tracking_id: str) -> Response:
    """Where a complaint of this channel stands."""
    channel = present_channel()
    found = pushed_complaint(current_actor(), channel, _known_id(tracking_id))
    if found is None:
        raise NotFound
    government = db.session.get_one(Government, channel.government_id)
    return tagged(standing(found) | {"clocks": clocks(found, judge_for(government))})


def tagged(answer: dict[str, Any]) -> Response:
    """An answer with its ETag; 304 when the application has it already."""
    response = jsonify(answer)
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]  # it answers itself


def _number() -> str | None:
    number = request.headers.get("Idempotency-Key", "").strip()
    if len(number) > _LONGEST_NUMBER or not number.isprintable():
        raise Unfit([{"field": "Idempotency-Key", "reason": str(_l("Paling panjang 80 karakter."))}])
    return number or None


def _known_id(given: str) -> str:
    try:
        return readable_id(given, numeric=False)
    except CellRefused:
        raise NotFound from None


def _pushed(channel: Channel) -> Answer:
    items, alone = items_of_request(keeps_reporters=may_keep_reporters(channel.government_id))
    sound = [item for item in items if not item.errors]
    reporters = [item.reporter for item in sound]
    taken = iter(take(current_actor(), channel, [item.cells for item in sound], NAMES, reporters))
    told = [_rejected(item) if item.errors else _told(next(taken)) for item in items]
    counts = Counter(each["result"] for each in told)
    answer = {**{outcome.value: counts[outcome.value] for outcome in Outcome}, "items": told}
    if not alone:
        return 200, answer
    if told[0]["result"] == Outcome.REJECTED:
        raise Unfit(told[0]["errors"])
    return 201 if told[0]["result"] == Outcome.CREATED else 200, answer


def _rejected(item: Item) -> dict[str, Any]:
    return {"id": item.id, "result": Outcome.REJECTED.value, "errors": item.errors}


def _told(pushed: Pushed) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": pushed.tracking_id, "result": pushed.outcome.value}
    if pushed.kept:
        answer["kept"] = [_COLUMNS.get(name, name) for name in pushed.kept]
    if pushed.problems:
        answer["errors"] = [_error(problem) for problem in pushed.problems]
    return answer


# Columns of the register under the names that the interface gives them.
_COLUMNS = {"raw_unit": "unit", "reported_status": "status", "klass": "class"}


def _error(problem: Problem) -> dict[str, str]:
    return {
        "field": problem.column,
        "value": problem.value,
        "reason": trouble_text(problem.trouble, problem.params),
    }


def register_schemas(spec: Any) -> None:
    """Name the schemas that no view names by itself."""
    spec.components.schema("Complaint", schema=ComplaintSchema)
    spec.components.schema("Batch", schema=BatchSchema)
    spec.components.schema("Told", schema=ToldSchema)
