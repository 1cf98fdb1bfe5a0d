"""The door: what everybody sees first."""

from tests.factories.organisations import PASSWORD, user


def test_it_is_accessible_and_fits_a_phone(page, axe, screenshots):
    page.goto("/masuk")
    axe(page)
    screenshots(page, "masuk")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_person_comes_in_and_goes_out(live, sign_in):
    with live.rows():
        username = user().username
    page = sign_in(username, PASSWORD)
    assert not page.url.endswith("/masuk")
    assert page.locator("form[action='/keluar']").count() > 0


def test_a_wrong_password_stays_outside(live, sign_in):
    with live.rows():
        username = user().username
    page = sign_in(username, "bukan kata sandinya")
    assert "/masuk" in page.url
