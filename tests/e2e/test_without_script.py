"""The work can be done without JavaScript: old phones, strict offices, a script that did not arrive."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from app.access import Role
from app.assessment.actions import submit
from app.cli.demo.evidence_files import pdf_page
from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.plan import Overview
from tests.e2e.pages.screen import ID, Screen
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.start import Start
from tests.e2e.pages.verification import Verification, VerifyAnswer
from tests.e2e.people import OpenWindow
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD, user_with

SENTENCE = "Bab ini ditulis tanpa skrip."


class Evidence(Screen):
    """What is said about one document."""

    path = rf"/asesmen/isian/{ID}/[A-Z]+-\d+/bukti/{ID}.*"


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


def test_evidence_goes_up_and_down(live: Installation, window: OpenWindow, tmp_path: Path) -> None:
    with live.rows():
        place = make.place(units=1)
        username, address = place.admins[0].username, f"/asesmen/isian/{place.assessment().id}/K-01"
    page = sign_in(window, username)
    files = [tmp_path / "sk-tim.pdf", tmp_path / "undangan.pdf"]
    for file in files:
        file.write_bytes(pdf_page([file.stem]))
    Answer.visit(page, address).give(3).because("Timnya sudah ada.").with_file(*files).save()
    Answer.visit(page, address).shows("sk-tim").shows("undangan")
    with page.expect_download() as coming:
        page.locator("main a", has_text="sk-tim").first.click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
    changing = page.get_by_role("link", name=re.compile("^Ubah, ganti, atau hapus ")).last
    changing.click()
    page.get_by_label("Berkas baru").set_input_files(files[0])
    with page.expect_navigation():
        page.get_by_role("button", name="Ganti berkas").click()
    Answer.visit(page, address)
    changing.click()
    Evidence(page).confirm("Hapus bukti dukung", "Ya, hapus", Answer)
    expect(page.locator("[data-evidence-list] li")).to_have_count(1)


def test_an_answer_is_returned_mended_verified_and_objected_to(
    live: Installation, window: OpenWindow
) -> None:
    with live.rows():
        place = make.place(units=1)
        assessment = make.submitted(place.admin(), place.assessment())
        sheet, verification = f"/asesmen/isian/{assessment.id}", f"/asesmen/verifikasi/{assessment.id}"
        admin, coordinator = place.admins[0].username, place.coordinator.username
    office = sign_in(window, coordinator)
    Verification.visit(office, verification).open("K-01").decide("return", "Belum ditandatangani.", "SK-nya.")
    Verification.visit(office, verification).accept_the_rest().give_back().shows("Menunggu perbaikan OPD")

    opd = sign_in(window, admin)
    Answer.visit(opd, f"{sheet}/K-01").shows("Belum ditandatangani.").because("Sudah ditandatangani.").save()
    Sheet.visit(opd, sheet).check().submit()

    VerifyAnswer.visit(office, f"{verification}/K-01").decide("2", "Baru dua unit yang memakainya.")
    Verification.visit(office, verification).finish().shows("Verifikasi selesai")

    answer = Answer.visit(opd, f"{sheet}/K-01")
    opd.locator(".r-confirm > summary", has_text="Ajukan keberatan").click()
    answer.box("Alasan keberatan").fill("Semua unit memakainya sejak Mei.")
    answer.button("Ya, ajukan").click()
    Answer(opd).shows("Menunggu keputusan koordinator.")

    decision = VerifyAnswer.visit(office, f"{verification}/K-01").shows("Semua unit memakainya sejak Mei.")
    decision.box("Nilai setelah keberatan").select_option("3")
    decision.box("Alasan keputusan").fill("Daftar unitnya terlampir.")
    decision.button("Simpan keputusan").click()
    VerifyAnswer(office).shows("Daftar unitnya terlampir.")
    Answer.visit(opd, f"{sheet}/K-01").shows("Nilai menjadi")


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
