"""One complaint from the counter to its end, by hand in real browsers: by everybody through whose hands it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from app.access import Role
from tests.e2e.live import Installation
from tests.e2e.pages.complaints import ComplaintPage, Entry, Register
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import organisations as make

ZONE = ZoneInfo("Asia/Makassar")
TITLE = "Jembatan kayu di dusun putus"


@dataclass
class Desk:
    """The people of one regency, each before a browser of their own."""

    social: Page
    works: Page
    coordinator: Page


def local(days_ago: int, hour: int = 9) -> str:
    """A moment as a form takes it, on the government's clock."""
    day = datetime.now(ZONE) - timedelta(days=days_ago)
    return day.strftime(f"%Y-%m-%dT{hour:02d}:00")


@pytest.fixture
def desk(nation: Installation, window: OpenWindow) -> Desk:
    with nation.rows():
        owner = make.government(name="Kabupaten Uji Pengaduan")
        social, works = make.unit(owner, name="Dinas Sosial"), make.unit(owner, name="Dinas Pekerjaan Umum")
        names = [
            make.user_with(Role.OPD_ADMIN, unit=social).username,
            make.user_with(Role.OPD_ADMIN, unit=works).username,
            make.user_with(Role.COORDINATOR, owner).username,
        ]
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    return Desk(
        *(signed_in(window(**options), name) for name, options in zip(names, (phone, {}, {}), strict=True))
    )


def signed_in(page: Page, username: str) -> Page:
    page.goto("/masuk")
    page.fill("[name=username]", username)
    page.fill("[name=password]", make.PASSWORD)
    page.click("button[type=submit]:not([formnovalidate])")
    page.wait_for_load_state()
    return page


@pytest.mark.timeout(300)
def test_a_complaint_goes_from_the_counter_to_its_end(
    desk: Desk, live: Installation, axe: Callable[[Page], None]
) -> None:
    number = it_is_written_down_on_a_phone(desk, axe)
    it_is_forwarded_declined_and_routed_on(desk, number, axe)
    it_waits_for_the_reporter_and_is_answered(desk, number)
    it_closes_by_itself(desk, live, number)
    a_reply_opens_it_and_it_is_closed(desk, number, axe)


def it_is_written_down_on_a_phone(desk: Desk, axe: Callable[[Page], None]) -> str:
    entry = Register.visit(desk.social, "/pengaduan").enter()
    axe(desk.social)
    assert desk.social.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    entry.send(title="", text="")
    entry = Entry(desk.social).shows("Tulis inti laporan.")
    receipt = entry.send(
        channel="Datang langsung",
        received=local(45),
        title=TITLE,
        text="Jembatan putus. Hubungi 081234567890.",
    ).receipt()
    axe(desk.social)
    receipt.shows("Laporan diperiksa dan disalurkan kepada OPD yang berwenang.")
    return receipt.number


def it_is_forwarded_declined_and_routed_on(desk: Desk, number: str, axe: Callable[[Page], None]) -> None:
    register = Register.visit(desk.coordinator, "/pengaduan").view("Perlu tindakan saya")
    complaint = register.open(number).shows("[nomor telepon disamarkan]")
    assert complaint.primary == "Periksa dan salurkan"
    axe(desk.coordinator)
    step = complaint.step("Periksa dan salurkan")
    axe(desk.coordinator)
    step.choose_unit("Dinas Sosial").take(local(44))
    declining = Register.visit(desk.social, "/pengaduan").open(number).step("Bukan wewenang OPD ini")
    declining.say("Jembatan adalah urusan Dinas Pekerjaan Umum.").press(local(43))
    Register(desk.social).shows("Laporan dikembalikan kepada koordinator.")
    complaint = Register.visit(desk.coordinator, "/pengaduan").view("Perlu tindakan saya").open(number)
    complaint.shows("Jembatan adalah urusan Dinas Pekerjaan Umum.")
    complaint.step("Tetapkan OPD").choose_unit("Dinas Pekerjaan Umum").take(local(42))


def it_waits_for_the_reporter_and_is_answered(desk: Desk, number: str) -> None:
    complaint = Register.visit(desk.works, "/pengaduan").view("Perlu tindakan saya").open(number)
    assert complaint.primary == "Tindak lanjuti"
    step = complaint.step("Tunda, laporan belum lengkap").say("Di dusun mana?")
    complaint = step.take(local(41)).shows("Menunggu pelapor melengkapi laporan")
    complaint = complaint.step("Lanjutkan").take(local(39)).shows("Tindak lanjuti dan jawab pelapor")
    step = complaint.step("Tindak lanjuti").say("Jembatan sudah dipasang kembali.")
    step.press(local(40)).shows("Lebih awal daripada langkah sebelumnya")
    step.take(local(38)).shows("Menunggu tanggapan pelapor")


def it_closes_by_itself(desk: Desk, live: Installation, number: str) -> None:
    assert live.command("complaints", "close-due").strip().endswith("complaints closed")
    complaint = Register.visit(desk.works, "/pengaduan?status=finished").open(number)
    complaint.shows("Selesai otomatis")
    desk.works.goto("/pemberitahuan")
    desk.works.get_by_text("pengaduan selesai otomatis").first.wait_for()


def a_reply_opens_it_and_it_is_closed(desk: Desk, number: str, axe: Callable[[Page], None]) -> None:
    complaint = Register.visit(desk.works, "/pengaduan?status=finished").open(number)
    complaint = complaint.step("Catat tanggapan pelapor").say("Jembatan goyang lagi.").take()
    complaint.shows("Dibuka kembali")
    assert complaint.primary == "Tindak lanjuti"
    Register.visit(desk.works, "/pengaduan").view("Dibuka kembali").open(number)
    complaint = ComplaintPage(desk.works)
    complaint = complaint.step("Tindak lanjuti").say("Baut dikencangkan.").take()
    closing = complaint.step("Nyatakan selesai")
    axe(desk.works)
    closing.rate("4 – puas").take().shows("Terdisposisi Selesai")
