"""Errors as machines are told them: RFC 9457 problem details, in the language that they ask for."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, json
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Words:
    """What is wrong, and what to do about it."""

    title: LazyString
    detail: LazyString


PROBLEMS: dict[int, Words] = {
    400: Words(_l("Permintaan tidak dapat dibaca"), _l("Isi permintaan bukan JSON yang sah.")),
    401: Words(
        _l("Kunci API diperlukan"),
        _l(
            "Kunci tidak ada, keliru, sudah dicabut, atau sudah kedaluwarsa. "
            "Kirim kunci yang berlaku pada header Authorization: Bearer."
        ),
    ),
    403: Words(
        _l("Kunci ini tidak boleh melakukannya"),
        _l("Cakupan kunci tidak mencakup permintaan ini. Minta kunci lain kepada koordinator."),
    ),
    404: Words(_l("Tidak ditemukan"), _l("Alamat atau nomor ini tidak dikenal.")),
    405: Words(
        _l("Metode tidak dikenal di alamat ini"), _l("Lihat /api/v1/openapi.json untuk metode yang ada.")
    ),
    409: Words(_l("Bertabrakan dengan permintaan lain"), _l("Ulangi permintaan ini.")),
    413: Words(
        _l("Permintaan terlalu besar"), _l("Bagi kiriman menjadi beberapa permintaan yang lebih kecil.")
    ),
    415: Words(_l("Bukan JSON"), _l("Kirim dengan header Content-Type: application/json.")),
    422: Words(
        _l("Isian belum dapat diterima"), _l("Ada isian yang tidak memenuhi ketentuan; lihat errors.")
    ),
    429: Words(_l("Terlalu banyak permintaan"), _l("Tunggu sebentar (header Retry-After), lalu ulangi.")),
    500: Words(
        _l("Terjadi kesalahan pada sistem"), _l("Ini bukan kesalahan Anda. Ulangi beberapa saat lagi.")
    ),
    503: Words(_l("Sistem sedang tidak dapat melayani"), _l("Ulangi beberapa menit lagi.")),
}


def problem(error: HTTPException) -> Response:
    """The answer to an HTTP error. An exception may carry `errors` ({field, reason, …}), or what webargs found."""
    code = error.code or 500
    words = PROBLEMS.get(code) or PROBLEMS[500 if code >= 500 else 400]
    told: dict[str, Any] = {
        "type": "about:blank",
        "status": code,
        "title": str(words.title),
        "detail": str(getattr(error, "detail", None) or words.detail),
    }
    errors = getattr(error, "errors", None) or _found_by_webargs(error)
    if errors:
        told["errors"] = errors
    response = Response(json.dumps(told), code, mimetype=MEDIA_TYPE)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    if code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def sentence(reasons: Any) -> str:
    """Reasons as marshmallow hands them over: a list of them, or a single one that is looked up only now."""
    return " ".join(map(str, reasons)) if isinstance(reasons, list) else str(reasons)


def _found_by_webargs(error: HTTPException) -> list[dict[str, str]]:
    messages = (getattr(error, "data", None) or {}).get("messages", {})
    return [
        {"field": str(field), "reason": sentence(reasons)}
        for fields in messages.values()
        if isinstance(fields, dict)
        for field, reasons in fields.items()
    ]
