"""Nothing that was typed is lost: two tabs, a refused file, a double click, the back button."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.assessment.models import Assessment
from app.assessment.models import Receipt as StoredReceipt
from app.db import db
from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.sheet import Check, Receipt, Sheet
from tests.e2e.people import OpenWindow
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD

MINE = "Kalimat dari tab pertama."
THEIRS = "Kalimat dari tab kedua."


@dataclass
class Desk:
    """An OPD admin before the own assessment."""

    live: Installation
    page: Page
    assessment: str

    @property
    def address(self) -> str:
        return f"/asesmen/isian/{self.assessment}"

    def stored(self, code: str) -> str:
        """The reason that the database has."""
        with self.live.look():
            assessment = db.session.get(Assessment, self.assessment)
            assert assessment is not None
            answer = make.line(assessment, code).answer
            return answer.self_reason if answer else ""

    def receipts(self) -> int:
        """How many receipts there are."""
        with self.live.look():
            condition = StoredReceipt.assessment_id == self.assessment
            return db.session.scalar(select(func.count()).select_from(StoredReceipt).where(condition)) or 0


@pytest.fixture
def sit_down(live: Installation, window: OpenWindow) -> Callable[..., Desk]:
    """`sit_down(filled=True, **window_options)`: an OPD with a round of its own, and its admin signed in."""

    def begin(*, filled: bool = False, **options: object) -> Desk:
        with live.rows():
            place = make.place(units=1)
            assessment = place.assessment()
            if filled:
                make.filled(place.admin(), assessment)
            username, identifier = place.admins[0].username, assessment.id
        page = window(**options)
        SignIn.visit(page, "/masuk").enter(username, PASSWORD)
        return Desk(live, page, identifier)

    return begin


class TestTwoTabs:
    def open_both(self, desk: Desk) -> tuple[Answer, Answer]:
        first = Answer.visit(desk.page, f"{desk.address}/K-01")
        second = Answer.visit(desk.page.context.new_page(), f"{desk.address}/K-01")
        return first, second

    def test_the_later_one_is_told_and_sees_both_texts(
        self, sit_down: Callable[..., Desk], axe: Callable[[Page], None]
    ) -> None:
        desk = sit_down()
        first, second = self.open_both(desk)
        first.give(2).because(MINE).is_saved_by_itself()
        with second.page.expect_response("**/otomatis") as answer:
            second.because(THEIRS)
        assert answer.value.status == 409
        conflict = second.page.locator("#simpan-otomatis")
        expect(conflict).to_contain_text(MINE)
        expect(conflict).to_contain_text(THEIRS)
        axe(second.page)
        assert desk.stored("K-01") == MINE
        with second.page.expect_navigation():
            second.button("Simpan isian saya").click()
        assert desk.stored("K-01") == THEIRS

    def test_the_other_text_can_be_taken_instead(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down()
        first, second = self.open_both(desk)
        first.give(2).because(MINE).is_saved_by_itself()
        second.because(THEIRS)
        second.page.on("dialog", lambda dialog: dialog.accept())
        second.link("Pakai yang tersimpan").click()
        expect(Answer(second.page).box("Alasan")).to_have_value(MINE)
        assert desk.stored("K-01") == MINE

    def test_the_button_is_refused_as_well(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down(java_script_enabled=False)
        first, second = self.open_both(desk)
        first.give(2).because(MINE).save()
        with second.page.expect_response(lambda response: response.request.method == "POST") as answer:
            second.give(3).because(THEIRS).save()
        assert answer.value.status == 409
        second.shows(MINE)
        expect(second.box("Alasan")).to_have_value(THEIRS)
        assert desk.stored("K-01") == MINE


class TestRefusedFile:
    def test_what_was_typed_stays(
        self, sit_down: Callable[..., Desk], axe: Callable[[Page], None], tmp_path: Path
    ) -> None:
        desk = sit_down()
        harmful = tmp_path / "surat-keputusan.pdf"
        harmful.write_bytes(b"MZ" + bytes(2000))
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        answer.give(3).because(MINE).with_file(harmful)
        row = desk.page.locator("[data-upload-row]")
        expect(row).to_contain_text("Isi berkas ini bukan PDF")
        expect(answer.box("Alasan")).to_have_value(MINE)
        expect(desk.page.locator("main input[name=answer][value='3']")).to_be_checked()
        axe(desk.page)
        answer.is_saved_by_itself()
        assert desk.stored("K-01") == MINE
        answer.give(4)
        answer.is_saved_by_itself()  # the page that told of the refusal goes on saving

    def test_without_script_as_well(self, sit_down: Callable[..., Desk], tmp_path: Path) -> None:
        desk = sit_down(java_script_enabled=False)
        harmful = tmp_path / "surat-keputusan.pdf"
        harmful.write_bytes(b"MZ" + bytes(2000))
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        answer.give(3).because(MINE).with_file(harmful).save()
        answer.shows("surat-keputusan.pdf:")
        expect(answer.box("Alasan")).to_have_value(MINE)
        assert desk.stored("K-01") == MINE


def file_of(folder: Path, name: str, megabytes: int) -> Path:
    """A file of this size; nobody gets to look into it."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    return path


class TestTooLargeFile:
    def test_it_is_named_beside_the_field_and_not_sent(
        self, sit_down: Callable[..., Desk], axe: Callable[[Page], None], tmp_path: Path
    ) -> None:
        desk = sit_down()
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        sent: list[str] = []
        answer.give(3).because(MINE).is_saved_by_itself()
        # What is saved by itself goes elsewhere and may still be on its way; it never takes files along.
        desk.page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
        answer.with_file(file_of(tmp_path, "pindaian.pdf", 11))
        field = desk.page.locator("main input[type=file]")
        note = desk.page.locator(".r-drop .r-field__error")
        expect(note).to_contain_text("pindaian.pdf berukuran 11 MB, paling besar 10 MB")
        assert str(note.get_attribute("id")) in str(field.get_attribute("aria-describedby"))
        axe(desk.page)
        answer.save_button.click()
        expect(field).to_be_focused()
        assert not [one for one in sent if one.startswith("POST") and not one.endswith("/otomatis")]
        expect(answer.save_button).not_to_have_attribute("aria-busy", "true")
        answer.with_file()
        expect(note).to_have_count(0)
        answer.save()
        assert desk.stored("K-01") == MINE

    def test_without_script_the_page_leads_back_to_the_question(
        self, sit_down: Callable[..., Desk], tmp_path: Path
    ) -> None:
        desk = sit_down(java_script_enabled=False)
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        answer.give(3).because(MINE).save()
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        answer.because(THEIRS).with_file(file_of(tmp_path, "pindaian.pdf", 26)).save()
        expect(desk.page.locator("h1")).to_have_text("Kiriman terlalu besar")
        expect(desk.page.locator("main")).to_contain_text("aman sampai penyimpanan otomatis terakhir")
        desk.page.get_by_role("link", name="Kembali ke isian").click()
        expect(Answer(desk.page).box("Alasan")).to_have_value(MINE)


class TestSubmittingOnce:
    def test_a_double_click_makes_one_receipt(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down(filled=True)
        check = Check.visit(desk.page, f"{desk.address}/periksa")
        desk.page.locator(".r-confirm > summary", has_text="Kirim asesmen").first.click()
        check.button("Ya, kirim").dblclick()
        Receipt(desk.page)
        assert desk.receipts() == 1

    def test_without_script_as_well(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down(filled=True, java_script_enabled=False)
        check = Check.visit(desk.page, f"{desk.address}/periksa")
        desk.page.locator(".r-confirm > summary", has_text="Kirim asesmen").first.click()
        check.button("Ya, kirim").dblclick()
        Receipt(desk.page)
        assert desk.receipts() == 1

    def test_a_second_tab_gets_the_same_receipt_back(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down(filled=True)
        check = Check.visit(desk.page, f"{desk.address}/periksa")
        other = desk.page.context.new_page()
        Check.visit(other, f"{desk.address}/periksa")
        check.submit()
        other.locator(".r-confirm > summary", has_text="Kirim asesmen").first.click()
        other.get_by_role("button", name="Ya, kirim").locator("visible=true").click()
        other.wait_for_load_state()
        assert desk.receipts() == 1


class TestBackButton:
    def test_it_brings_the_text_back_and_saving_goes_on(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down()
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        answer.give(2).because(MINE).is_saved_by_itself()
        answer.link("Daftar pertanyaan").click()
        Sheet(desk.page)
        desk.page.go_back()
        answer = Answer(desk.page)
        expect(answer.box("Alasan")).to_have_value(MINE)
        answer.because(f"{MINE} {THEIRS}").is_saved_by_itself()
        assert desk.stored("K-01") == f"{MINE} {THEIRS}"

    def test_leaving_while_the_line_is_down_loses_nothing(self, sit_down: Callable[..., Desk]) -> None:
        desk = sit_down()
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        asked: list[str] = []
        desk.page.on("dialog", lambda dialog: asked.append(dialog.type))
        desk.page.route("**/otomatis", lambda route: route.abort())  # the line is down
        answer.because(MINE)
        expect(desk.page.locator("#status-simpan")).to_have_text("Tersimpan di perangkat ini, belum terkirim")
        answer.link("Daftar pertanyaan").click()
        Sheet(desk.page)
        assert asked == []
        assert desk.stored("K-01") == ""
        answer = Answer.visit(desk.page, f"{desk.address}/K-01")
        expect(answer.box("Alasan")).to_have_value(MINE)
