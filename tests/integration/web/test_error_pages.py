"""Whatever goes wrong, people get a page in their language, htmx a fragment, machines JSON."""

from typing import NoReturn

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFError
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException, TooManyRequests, default_exceptions

from app.access import Role
from app.web import error_pages
from app.web.conflict import Conflict, Difference
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import assert_page, faults_of, words

CODES = (400, 401, 403, 404, 409, 413, 422, 429, 500, 503)


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_a_page_that_says_what_to_do(app: Flask, code: int) -> None:
    with app.test_request_context("/x"):
        response = app.make_response(error_pages.answer(default_exceptions[code]()))
        explanation = error_pages.explain(default_exceptions[code]())
        text = response.get_data(as_text=True)
        assert response.status_code == code
        for part in (explanation.title, explanation.text, explanation.advice):
            assert str(part) in text


def test_a_missing_page_keeps_to_the_style_guide(app: Flask, client: SeparateClient) -> None:
    tree = assert_page(client.get("/tidak-ada"), app, status=404)
    assert words(next(tree.iter("h1"))) == "Halaman tidak ditemukan"


def test_htmx_gets_a_fragment_to_show(client: SeparateClient) -> None:
    response = client.get("/tidak-ada", headers={"HX-Request": "true"})
    text = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "<html" not in text
    assert 'role="alert"' in text


def test_machines_get_json(client: SeparateClient) -> None:
    response = client.get("/api/tidak-ada")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert response.get_json()["status"] == 404


def test_a_broken_database_gets_a_page_that_does_not_ask_it_again(
    app: Flask, client: SeparateClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_kwargs: object) -> NoReturn:
        raise RuntimeError("the database is away")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(Engine, "connect", away)
    monkeypatch.setattr("app.web.routes.tasks_for", away)
    monkeypatch.setattr("app.web.routes.current_actor", away)
    assert_page(client.get("/"), app, status=500)


def test_waiting_times_are_passed_on(app: Flask) -> None:
    with app.test_request_context("/x"):
        response = app.make_response(error_pages.answer(TooManyRequests(retry_after=120)))
    assert response.headers["Retry-After"] == "120"


def test_an_expired_form_is_explained_as_such(app: Flask) -> None:
    with app.test_request_context("/x"):
        assert error_pages.explain(CSRFError()) is error_pages.EXPIRED_FORM


@pytest.mark.usefixtures("csrf")
def test_a_post_without_token_is_refused(app: Flask, client: SeparateClient) -> None:
    response = client.post("/bahasa", data={"language": "en"})
    tree = assert_page(response, app, status=400)
    assert words(next(tree.iter("h1"))) == str(error_pages.EXPIRED_FORM.title)


ASKED_FROM = "http://localhost/asesmen/isian/A1/K-01?bagian=2"


@pytest.mark.usefixtures("csrf")
def test_what_was_typed_is_shown_again_after_signing_out_elsewhere(
    app: Flask, client: SeparateClient
) -> None:
    typed = {
        "reason": "Sudah ada SK <b>Bupati</b>.",
        "answer": "3",
        "password": "kuda benar baterai staples",
        "totp_code": "12 34 56",
        "new_password_confirm": "kuda benar baterai staples",
    }
    response = client.post("/asesmen/isian/A1/K-01", data=typed, headers={"Referer": ASKED_FROM})
    tree = assert_page(response, app, status=400)
    assert [words(each) for each in tree.iter("textarea")] == ["Sudah ada SK <b>Bupati</b>."]
    assert "kuda benar" not in response.text
    assert "12 34 56" not in response.text
    links = {words(each): each.get("href") for each in tree.iter("a")}
    assert links["Masuk lagi"] == "/masuk?next=/asesmen/isian/A1/K-01?bagian%3D2"


@pytest.mark.usefixtures("csrf")
def test_another_site_cannot_put_words_onto_our_page(app: Flask, client: SeparateClient) -> None:
    for referer in ("https://jahat.example/x", ""):
        data = {"reason": "Telepon nomor ini segera"}
        response = client.post("/bahasa", data=data, headers={"Referer": referer})
        assert "Telepon nomor ini" not in words(assert_page(response, app, status=400))


@pytest.mark.usefixtures("csrf", "db_session")
def test_whoever_is_signed_in_again_goes_back_to_the_form(app: Flask, client: SeparateClient) -> None:
    make.login(client, make.user_with(Role.COORDINATOR, make.government()))
    response = client.post("/bahasa", data={"a": "dua kata"}, headers={"Referer": ASKED_FROM})
    links = {words(each): each.get("href") for each in assert_page(response, app, status=400).iter("a")}
    assert links["Kembali ke isian"] == "/asesmen/isian/A1/K-01?bagian=2"


def test_an_unlisted_error_is_explained_by_its_class(app: Flask) -> None:
    gone, gateway = HTTPException(), HTTPException()
    gone.code, gateway.code = 410, 504
    assert error_pages.explain(gone) is error_pages.EXPLANATIONS[400]
    assert error_pages.explain(gateway) is error_pages.EXPLANATIONS[500]


def test_a_lost_race_shows_both_versions_and_says_what_differs(app: Flask) -> None:
    conflict = Conflict(
        [Difference("Nilai", "3", "2"), Difference("Alasan", "Ada SOP.", "Ada SOP.")],
        "/bantuan",
        "Koordinator Uji",
    )
    with app.test_request_context("/x"):
        response = app.make_response(app.handle_user_exception(conflict))
    faults, tree = faults_of(response.get_data(as_text=True), app)
    text = words(tree)
    assert response.status_code == 409
    assert faults == []
    assert "Koordinator Uji menyimpan data ini" in text
    assert text.count("berbeda") == 2  # the one field that differs, marked on both sides
    assert any(each.get("href") == "/bantuan" for each in tree.iter("a"))
