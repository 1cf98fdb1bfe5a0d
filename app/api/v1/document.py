"""The OpenAPI document: made from the views themselves, in the language of whoever asks."""

from typing import Any

import flask
from flask import Flask, Response
from flask_babel import lazy_gettext as _l
from flask_smorest import Api

from app.access import AccessRule, declare
from app.api.v1 import examples
from app.api.v1.schemas import ProblemSchema
from app.extensions import GUIDE
from app.web.problems import MEDIA_TYPE

DOCUMENT_ENDPOINT = "api-docs.openapi_json"

DESCRIPTION = _l(
    "Aplikasi kanal pengaduan daerah mengirim pengaduannya ke register pemerintah daerah, menanyakan kemajuannya, "
    "dan mengambil angkanya. Kunci dibuat koordinator pemerintah daerah pada menu Kanal pengaduan. "
    "Setiap kunci berlaku untuk satu pemerintah daerah dan satu kanal."
)

WEBHOOK: dict[str, Any] = {
    "summary": _l("Pengaduan kanal ini ditangani di register"),
    "description": _l(
        "Dikirim ke alamat yang didaftarkan koordinator. Renaksi-Signature: t=<detik>,v1=<HMAC-SHA256 heksadesimal "
        "dari t, titik, dan isi mentah, dengan rahasia webhook>. Bila dijawab selain 2xx, dicoba lagi dengan jeda yang "
        "makin panjang; pesan yang sama dapat datang lebih dari sekali (Renaksi-Delivery)."
    ),
    "parameters": [
        {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
        for name in ("Renaksi-Event", "Renaksi-Delivery", "Renaksi-Signature")
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Told"},
                "example": examples.TOLD,
            }
        },
    },
    "responses": {"2XX": {"description": _l("Diterima.")}},
    "security": [],
}


class Document(Api):  # type: ignore[misc]  # flask-smorest publishes no types
    """flask-smorest without its own error pages: errors are answered in one place (`app.web.problems`)."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """The application has handlers for every error; these would replace them, for its pages too."""

    def _register_responses(self) -> None:
        usual: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        try:
            super()._register_responses()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _openapi_json(self) -> Response:
        return Response(as_json(self), mimetype="application/json")


def as_json(document: Document) -> str:
    """The document as text; its sentences are looked up now."""
    return flask.json.dumps(plain(document), indent=2, sort_keys=False)


def plain(document: Document) -> dict[str, Any]:
    """The document as plain data in the present language."""
    found: dict[str, Any] = _settled(document.spec.to_dict())
    return found


def _settled(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _settled(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_settled(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def register(app: Flask) -> Document:
    """Serve the document below the interface's address."""
    app.config.setdefault("API_TITLE", "Renaksi")
    app.config.setdefault("API_VERSION", "v1")
    app.config.setdefault("OPENAPI_VERSION", "3.1.0")
    app.config.setdefault("OPENAPI_URL_PREFIX", GUIDE.rstrip("/"))
    made = Document(
        app,
        spec_kwargs={
            "info": {"description": DESCRIPTION},
            "servers": [{"url": str(app.config["PUBLIC_URL"]).rstrip("/")}],
            "security": [{"key": []}],
            "webhooks": {"complaintChanged": {"post": WEBHOOK}},
        },
    )
    made.spec.components.security_scheme(
        "key",
        {
            "type": "http",
            "scheme": "bearer",
            "description": _l("Kunci kanal: renaksi_ diikuti 43 huruf dan angka."),
        },
    )
    declare(DOCUMENT_ENDPOINT, AccessRule(public_because="whoever writes a channel's application reads it"))
    app.extensions["renaksi_api_document"] = made
    return made
