"""What the shared interface does in a real browser: with script, without, by keyboard, on a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.access import Role
from tests.factories.organisations import PASSWORD, user_with

COMPONENTS = "/komponen"


@pytest.fixture
def operator(live: Any, sign_in: Callable[[str, str], Page]) -> Page:
    with live.rows():
        username = user_with(Role.OPERATOR).username
    page = sign_in(username, PASSWORD)
    page.goto(COMPONENTS)
    return page


@pytest.fixture
def without_script(browser: Browser, operator: Page, base_url: str) -> Iterator[Page]:
    """The same person with JavaScript switched off."""
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, storage_state=operator.context.storage_state()
    )
    page = context.new_page()
    page.goto(COMPONENTS)
    yield page
    context.close()


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_every_component_is_accessible_and_fits(
    operator: Page, axe: Callable[[Page], None], width: int
) -> None:
    operator.set_viewport_size({"width": width, "height": 900})
    operator.reload()
    expect(operator.locator("trix-editor")).to_be_visible()
    axe(operator)
    assert operator.evaluate("document.documentElement.scrollWidth") <= width


def test_pictures_of_every_component(operator: Page, screenshots: Callable[[Page, str], list[Any]]) -> None:
    assert len(screenshots(operator, "komponen")) == 2


@pytest.mark.parametrize("path", ["/", "/bantuan", "/bantuan/nilai", "/tidak-ada"])
def test_public_pages_are_accessible_and_fit_a_phone(
    page: Page, axe: Callable[[Page], None], path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


TOUCHED = (
    "a.btn, .r-nav a, .r-tool, .r-pages a, .r-tabs a, main button, main summary, main select, main input"
)
TOO_SMALL = """selector => [...document.querySelectorAll(selector)]
    .filter(each => !each.closest('trix-toolbar, .btn-sm, .form-check, [type=hidden]'))
    .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect().height])
    .filter(([, height]) => height > 0 && height < 43.5)"""


def test_whatever_is_touched_is_large_enough(operator: Page) -> None:
    operator.set_viewport_size({"width": 390, "height": 844})
    assert operator.evaluate(TOO_SMALL, TOUCHED) == []


class TestConfirming:
    def test_a_dangerous_step_asks_in_a_dialog_and_gives_the_focus_back(self, operator: Page) -> None:
        opener = operator.locator("summary", has_text="Kembalikan")
        opener.click()
        dialog = operator.locator("dialog[open]")
        expect(dialog.get_by_text("Kembalikan jawaban ini?")).to_be_visible()
        operator.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()
        opener.click()
        operator.locator("dialog [data-close]").click()
        expect(dialog).to_have_count(0)

    def test_it_asks_in_place_without_script(self, without_script: Page) -> None:
        without_script.locator("summary", has_text="Kembalikan").click()
        expect(without_script.get_by_role("button", name="Ya, kembalikan")).to_be_visible()
        expect(without_script.locator("[data-close]")).to_be_hidden()


class TestHeader:
    def test_the_keyboard_skips_to_the_content(self, operator: Page) -> None:
        operator.goto("/")
        operator.keyboard.press("Tab")
        expect(operator.get_by_text("Langsung ke isi halaman")).to_be_focused()
        operator.keyboard.press("Enter")
        expect(operator.locator("main")).to_be_focused()

    def test_one_menu_is_open_at_a_time_and_escape_closes_it(self, operator: Page) -> None:
        menus = operator.locator("details[data-menu] > summary")
        menus.last.click()
        menus.first.click()
        expect(operator.locator("details[data-menu][open]")).to_have_count(1)
        operator.keyboard.press("Escape")
        expect(operator.locator("details[data-menu][open]")).to_have_count(0)
        expect(menus.first).to_be_focused()

    def test_the_main_menu_folds_on_a_phone_and_is_open_on_a_desk(self, without_script: Page) -> None:
        link = without_script.locator(".r-nav a").first
        without_script.set_viewport_size({"width": 1280, "height": 800})
        expect(link).to_be_visible()
        without_script.set_viewport_size({"width": 390, "height": 800})
        expect(link).to_be_hidden()
        without_script.locator(".r-nav summary").click()
        expect(link).to_be_visible()

    def test_the_language_changes_on_the_spot(self, operator: Page) -> None:
        operator.locator("details[data-menu] > summary").first.click()
        operator.get_by_role("button", name="English").click()
        expect(operator.locator("html")).to_have_attribute("lang", "en")
        assert operator.url.endswith(COMPONENTS)


class TestForms:
    def test_a_double_click_sends_once(self, operator: Page) -> None:
        sent: list[str] = []
        operator.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        operator.route("**/bahasa", lambda route: None)  # never answered, as on a poor line
        operator.evaluate(
            """() => { const form = document.querySelector('main form[method=post]'); form.noValidate = true;
                form.requestSubmit(); form.requestSubmit(); form.requestSubmit(); }"""
        )
        operator.wait_for_timeout(300)
        assert len(sent) == 1

    def test_long_lists_find_by_name_or_code(self, operator: Page) -> None:
        operator.locator(".autocomplete__input").fill("99.07")
        operator.get_by_role("option", name="99.07 Kabupaten Contoh 7").click()
        assert operator.evaluate("document.querySelector('select[data-picker]').value") == "99.07"

    def test_a_long_list_is_a_plain_list_without_script(self, without_script: Page) -> None:
        without_script.locator("select[data-picker]").select_option("99.07")

    def test_narrative_text_is_written_under_the_security_policy(self, operator: Page) -> None:
        operator.locator("trix-editor").click()
        operator.keyboard.type("Kalimat baru. ")
        expect(operator.locator("input[type=hidden][name$=narrative]")).to_have_value(
            "<h1>Keadaan sekarang</h1><div>Teks contoh.Kalimat baru.&nbsp;</div>"
        )

    def test_narrative_text_is_a_plain_field_without_script(self, without_script: Page) -> None:
        expect(without_script.locator("textarea[name$=narrative]")).to_be_visible()

    def test_errors_take_the_focus_and_lead_to_their_field(self, operator: Page) -> None:
        expect(operator.locator(".r-errors")).to_be_focused()
        operator.locator(".r-errors a").first.click()
        expect(operator.locator("#b-name")).to_be_focused()

    def test_unsent_text_is_not_lost_without_a_question(self, operator: Page) -> None:
        asked: list[str] = []

        def answer(dialog: Any) -> None:
            asked.append(dialog.type)
            dialog.accept()

        operator.on("dialog", answer)
        operator.locator("#a-reason").fill("Belum dikirim")
        operator.goto("/")
        assert asked == ["beforeunload"]
