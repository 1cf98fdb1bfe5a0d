"""The browser is told which words were taken; only then does it forget its copy of them."""

import pytest
from flask import Flask

from app.web.kept_words import COOKIE, MOST
from tests.factories import assessment as rounds

MARK = "0123456789abcdef" * 2


@pytest.fixture
def address(place):
    """Where K-01 of a submitted assessment is judged."""
    assessment = rounds.submitted(place.admin(), place.assessment())
    return f"/asesmen/verifikasi/{assessment.id}/K-01"


def verdict(assessment, **fields):
    version = rounds.line(assessment, "K-01").stored.version
    return {
        "verdict": "2",
        "reason": "SK belum memuat uraian tugas.",
        "needed": "",
        "version": version,
        "kept_words": MARK,
    } | fields


def told(response):
    """The marks of the cookie, none without one."""
    found = [each for each in response.headers.getlist("Set-Cookie") if each.startswith(f"{COOKIE}=")]
    return found[0].split(";")[0].partition("=")[2].split(".") if found else []


def test_what_was_saved_is_told_in_a_cookie_that_the_script_can_read(place, address, sign_in):
    client = sign_in(place.coordinator)
    response = client.post(address, data=verdict(place.assessment()))
    assert response.status_code == 302
    assert told(response) == [MARK]
    cookie = next(each for each in response.headers.getlist("Set-Cookie") if each.startswith(COOKIE))
    assert "HttpOnly" not in cookie
    assert "SameSite=Lax" in cookie


def test_what_was_not_saved_is_kept(place, address, sign_in):
    client = sign_in(place.coordinator)
    missing = client.post(address, data=verdict(place.assessment(), reason=""))
    assert (missing.status_code, told(missing)) == (422, [])
    late = client.post(address, data=verdict(place.assessment(), version=99))
    assert (late.status_code, told(late)) == (409, [])


def test_a_redirect_with_a_warning_has_saved_nothing(place, address, sign_in):
    client = sign_in(place.coordinator)
    response = client.post(
        address.removesuffix("K-01") + "kembalikan", data={"version": "x", "until": "abc", "kept_words": MARK}
    )
    assert (response.status_code, told(response)) == (302, [])


def test_whoever_is_not_signed_in_any_more_keeps_the_words(place, address, client):
    response = client.post(address, data=verdict(place.assessment()))
    assert response.status_code == 401
    assert told(response) == []


def test_marks_add_up_to_a_few_and_nothing_else_gets_into_the_cookie(place, address, sign_in):
    client = sign_in(place.coordinator)
    earlier = [f"{number:032x}" for number in range(MOST)]
    client.set_cookie(COOKIE, ".".join([*earlier, "<script>"]))
    response = client.post(address, data=verdict(place.assessment()))
    assert told(response) == [*earlier[1:], MARK]
    strange = client.post(
        address, data=verdict(place.assessment(), kept_words=MARK + "; Domain=x", verdict="3", reason="Lagi.")
    )
    assert (strange.status_code, told(strange)) == (302, [])


def test_a_form_without_a_mark_gets_no_cookie(place, address, sign_in):
    client = sign_in(place.coordinator)
    assert told(client.post(address, data=verdict(place.assessment(), kept_words=""))) == []


def test_the_words_of_the_script_are_on_pages_of_the_assessment_alone(app: Flask, place, address, sign_in):
    client = sign_in(place.coordinator)
    assert "data-words" in client.get(address).text
    assert "data-words" not in client.get("/pemberitahuan").text
