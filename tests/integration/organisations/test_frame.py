"""The frame around a page stands in every state of the request."""

import io

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.access import Role
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


def test_a_body_beyond_the_limit_is_explained_to_who_is_signed_in(
    app: Flask, client: SeparateClient, db_session: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    make.login(client, make.user_with(Role.COORDINATOR, make.government()))
    response = client.post("/pengaduan/impor", data={"file": (io.BytesIO(b"x" * 2_000), "besar.csv")})
    assert_page(response, app, status=413)


@pytest.fixture
def narrow(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests may have a kilobyte."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)


def _send(client: SeparateClient, path: str, came_from: str) -> TestResponse:
    file = (io.BytesIO(b"x" * 2_000), "besar.pdf")
    return client.post(path, data={"files": file}, headers={"Referer": came_from})


@pytest.mark.usefixtures("narrow")
class TestTooLarge:
    ANSWER = "/asesmen/isian/abc/K-01"

    @pytest.fixture
    def person(self, client: SeparateClient, db_session: object) -> SeparateClient:
        make.login(client, make.user_with(Role.OPD_ADMIN, unit=make.unit(make.government())))
        return client

    def test_an_answer_says_what_was_kept_and_leads_back_to_its_question(
        self, app: Flask, person: SeparateClient
    ) -> None:
        response = _send(person, self.ANSWER, f"http://localhost{self.ANSWER}?dari=papan")
        tree = assert_page(response, app, status=413)
        assert "aman sampai penyimpanan otomatis terakhir" in words(tree)
        (back,) = [each for each in tree.iter("a") if words(each) == "Kembali ke isian"]
        assert back.get("href") == f"{self.ANSWER}?dari=papan"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "",
            "https://lain.invalid/asesmen",
            "http://localhost.lain.invalid/x",
            "http://localhost//lain.invalid",
        ],
    )
    def test_nobody_is_led_elsewhere(self, app: Flask, person: SeparateClient, elsewhere: str) -> None:
        tree = assert_page(_send(person, self.ANSWER, elsewhere), app, status=413)
        assert "Kembali ke isian" not in words(tree)
        assert "lain.invalid" not in "".join(each.get("href", "") for each in tree.iter("a"))

    def test_a_form_that_is_not_saved_by_itself_promises_nothing(
        self, app: Flask, client: SeparateClient, db_session: object
    ) -> None:
        make.login(client, make.user_with(Role.COORDINATOR, make.government()))
        tree = assert_page(
            _send(client, "/pengaduan/impor", "http://localhost/pengaduan/impor"), app, status=413
        )
        assert "otomatis" not in words(tree)
        assert "Kembali ke isian" in words(tree)
