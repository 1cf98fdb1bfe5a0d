"""The frame around a page stands in every state of the request."""

import io

import pytest
from flask import Flask

from app.access import Role
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import assert_page


def test_a_body_beyond_the_limit_is_explained_to_who_is_signed_in(
    app: Flask, client: SeparateClient, db_session: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    make.login(client, make.user_with(Role.COORDINATOR, make.government()))
    response = client.post("/pengaduan/impor", data={"file": (io.BytesIO(b"x" * 2_000), "besar.csv")})
    assert_page(response, app, status=413)
