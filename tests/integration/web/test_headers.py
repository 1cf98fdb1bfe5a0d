"""What every answer carries, errors included."""

from typing import NoReturn

import pytest
from flask import Flask, Response, abort, session
from sqlalchemy import Engine

from app.access import Role, public_page
from app.web import error_pages, security_headers
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import assert_page

POLICY = "Content-Security-Policy"
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


def directives(header: str) -> dict[str, str]:
    return {part.split()[0]: " ".join(part.split()[1:]) for part in header.split(";") if part.strip()}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/", 200),
        ("get", "/bantuan", 200),
        ("get", "/masuk", 200),
        ("get", "/tidak-ada", 404),
        ("get", "/komponen", 302),
        ("post", "/komponen", 405),
        ("post", "/bahasa", 400),
    ],
)
def test_every_answer_tells_the_browser_to_trust_nothing_else(
    client: SeparateClient, method: str, path: str, status: int
) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == status
    policy = directives(response.headers[POLICY])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"].split()[0] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert not [word for word in FORBIDDEN if word in response.headers[POLICY]]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"


def test_https_alone_gets_strict_transport_security(client: SeparateClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    header = client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert "max-age=31536000" in header


@pytest.mark.usefixtures("db_session")
def test_pages_of_signed_in_people_are_never_stored(app: Flask, client: SeparateClient) -> None:
    make.login(client, make.user_with(Role.OPERATOR))
    for path in ("/", "/komponen", "/tidak-ada"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


@pytest.mark.usefixtures("db_session")
def test_a_broken_database_changes_none_of_it(
    app: Flask, client: SeparateClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_kwargs: object) -> NoReturn:
        raise RuntimeError("the database is away")

    make.login(client, make.user_with(Role.OPERATOR))
    client.get("/")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(Engine, "connect", away)
    response = client.get("/komponen")
    assert response.status_code == 500
    assert directives(response.headers[POLICY])["default-src"] == "'none'"
    assert response.headers["Cache-Control"] == "no-store"
    assert_page(response, app, status=500)


def test_a_public_answer_may_be_stored_only_without_a_session(app: Flask) -> None:
    bare = Flask("public")
    bare.secret_key = "x"
    bare.config["HTTPS"] = False
    security_headers.register(bare)

    @bare.get("/")
    @public_page("only for this test")
    def _page() -> Response:
        return Response("x", headers={"Cache-Control": "public, max-age=60"})

    @bare.get("/mulai")
    @public_page("only for this test")
    def _start() -> str:
        session["csrf_token"] = "1"
        return ""

    browser = bare.test_client()
    assert browser.get("/").headers["Cache-Control"] == "public, max-age=60"
    browser.get("/mulai")
    assert browser.get("/").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: SeparateClient) -> None:
    cookie = client.post("/bahasa", data={"language": "en"}).headers.getlist("Set-Cookie")
    assert cookie
    for each in cookie:
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each


def test_errors_raised_anywhere_still_carry_the_headers() -> None:
    bare = Flask("bare")
    bare.config["HTTPS"] = True
    security_headers.register(bare)
    bare.register_error_handler(418, lambda error: ("x", 418))

    @bare.get("/")
    @public_page("only for this test")
    def _teapot() -> str:
        abort(418)

    response = bare.test_client().get("/")
    assert response.status_code == 418
    assert directives(response.headers[POLICY])["default-src"] == "'none'"
    assert error_pages.EXPLANATIONS.keys() >= {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}
