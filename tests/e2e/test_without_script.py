"""The work can be done without JavaScript: old phones, strict offices, a script that did not arrive."""

from playwright.sync_api import Page, expect

from app.access import Role
from app.assessment.actions import submit
from tests.e2e.live import Installation
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.plan import Overview
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.start import Start
from tests.e2e.people import OpenWindow
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD, user_with

SENTENCE = "Bab ini ditulis tanpa skrip."


def sign_in(window: OpenWindow, username: str) -> Page:
    page = window(java_script_enabled=False)
    SignIn.visit(page, "/masuk").enter(username, PASSWORD)
    expect(page.locator("html.r-scripted")).to_have_count(0)
    return page


def test_an_assessment_is_filled_and_submitted(live: Installation, window: OpenWindow) -> None:
    with live.rows():
        username = make.place(units=1).admins[0].username
    page = sign_in(window, username)
    sheet = Start.visit(page, "/").next_task(Sheet)
    codes = sheet.codes()
    answer = sheet.open(codes[0])
    for code in codes:
        assert answer.code == code
        answer.give(2).because(f"Alasan {code}.").with_link("https://contoh.go.id/bukti", "Bukti").save()
        if code != codes[-1]:
            answer = type(answer)(page)
    check = Sheet.visit(page, sheet.address).check().shows("Semua jawaban lengkap")
    assert check.submit().number.startswith("BA-")


def test_a_plan_is_compiled_and_written(live: Installation, window: OpenWindow) -> None:
    with live.rows():
        place = make.place(units=1)
        assessment = make.filled(place.admin(), place.assessment())
        make.answered(place.admin(), assessment, "K-01", "1")  # below its target: something to plan
        submit(place.admin(), assessment)
        coordinator, unit = place.coordinator.username, place.units[0].name
        leader = user_with(Role.LEADER, place.government).username
    page = sign_in(window, coordinator)
    compiled = Overview.visit(page, "/rencana-aksi").begin().create("Rencana tanpa skrip", 2021, 2022)
    matrix = compiled.take_first(1)
    activity = matrix.activities()[0]
    line = matrix.edit(activity).fill(unit=unit, targets={2021: "12,5"}, budgets={2021: "1.500.000"})
    narrative = line.save().shows("Rp1.500.000").overview().narrative()
    chapter = narrative.edit("bab1")
    text = chapter.page.locator("textarea[name=body]")
    text.fill(f"{text.input_value()}<p>{SENTENCE}</p>")
    chapter.save().shows(SENTENCE).overview().ask_for_approval()
    Overview.visit(sign_in(window, leader), "/rencana-aksi").approve().is_in("Disetujui pimpinan")
