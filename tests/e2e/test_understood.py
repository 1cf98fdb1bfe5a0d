"""A question is understood where it is asked: why, what proves it, what its words mean, and the way to help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.assessment.actions import accept_remaining, confirm, submit
from app.assessment.actions.examples import choose_example
from app.assessment.queries import load_sheet
from tests.e2e.fitting import faults_when_magnified, too_small_to_tap
from tests.e2e.keyboard import walk_by_keyboard
from tests.e2e.live import Installation
from tests.e2e.pages.doors import SignIn
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories.organisations import PASSWORD

TEXT = "Perangkat daerah memiliki SOP penanganan pengaduan pelapor."
TOLD = "Prosedur yang disahkan kepala dinas, edisi kedua"


@pytest.fixture(scope="module")
def question(live: Installation) -> tuple[str, str]:
    """Who answers, and where: a question for which another OPD's evidence is an example."""
    with live.rows():
        asked = questions.indicator("K-01", text=TEXT, why="Tanpa SOP, pelapor menunggu.")
        version = questions.published(
            questions.questionnaire("paham", [questions.category("kebijakan", [asked])])
        )
        place = rounds.place(units=2, version=version)
        first = place.assessment(0)
        for line in load_sheet(first).lines:
            rounds.answered(place.admin(0), first, line.spec.code, "3")
            rounds.proven(place.admin(0), first, line.spec.code)
        submit(place.admin(0), first)
        accept_remaining(place.lead, first)
        confirm(place.lead, first)
        answer = rounds.line(first, "K-01").stored
        choose_example(place.lead, answer, answer.evidence[0], TOLD)
        return place.admins[1].username, f"/asesmen/isian/{place.assessment(1).id}/K-01"


@pytest.fixture
def opened(window: OpenWindow, question: tuple[str, str]) -> Callable[..., Page]:
    def as_admin(**options: object) -> Page:
        page = window(**{"viewport": PHONE, **options})
        SignIn.visit(page, "/masuk").enter(question[0], PASSWORD)
        page.goto(question[1])
        return page

    return as_admin


def test_a_word_opens_its_meaning_above_the_thumb(
    opened: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = opened(has_touch=True)
    word = page.locator("h1 a.r-term", has_text="SOP")
    word.tap()
    told = page.locator(".r-meaning")
    expect(told).to_contain_text("Prosedur operasional standar")
    expect(word).to_have_attribute("aria-expanded", "true")
    box = told.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)
    assert too_small_to_tap(page) == []
    axe(page)
    page.locator("h1 a.r-term").first.tap()
    expect(told).to_contain_text("OPD")  # one at a time
    told.get_by_role("button").tap()
    expect(told).to_have_count(0)


def test_the_keyboard_alone_is_enough(opened: Callable[..., Page]) -> None:
    page = opened(viewport=None)
    word = page.locator("h1 a.r-term", has_text="SOP")
    word.focus()
    page.keyboard.press("Enter")
    told = page.locator(".r-meaning")
    expect(told).to_be_visible()
    page.keyboard.press("Tab")
    expect(told.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    assert page.url.endswith("K-01")
    assert not walk_by_keyboard(page)


def test_why_it_is_asked_and_what_proved_it_elsewhere(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("[data-why] > summary").click()
    expect(page.locator("[data-why]")).to_contain_text("Tanpa SOP, pelapor menunggu.")
    expect(page.locator("[data-why]")).to_contain_text("bukan bunyi peraturan")
    page.locator("[data-examples] > summary").click()
    expect(page.locator("[data-examples]")).to_contain_text(TOLD)
    expect(page.locator("[data-examples]")).to_contain_text("3 – Terdefinisi")
    page.locator("a[data-help]").click()
    expect(page.get_by_role("img", name="Tangga lima anak tangga")).to_be_visible()


def test_it_is_all_there_without_javascript(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.locator("[data-examples] > summary").click()
    expect(page.locator("[data-examples]")).to_contain_text(TOLD)
    page.locator("h1 a.r-term", has_text="SOP").click()
    expect(page.locator("dt#sop")).to_be_visible()
    assert page.url.endswith("/bantuan/istilah#sop")


def test_it_fits_when_it_is_magnified_and_everything_is_open(opened: Callable[..., Page]) -> None:
    page = opened()
    for summary in page.locator("main details:not([data-menu]) > summary").all():
        if summary.is_visible():
            summary.click()
    page.locator("h1 a.r-term").first.click()
    assert faults_when_magnified(page) == []
    assert too_small_to_tap(page) == []
