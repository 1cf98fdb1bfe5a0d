"""One OPD at work together: a link for a colleague, who is here, two people on one answer, one answer for everybody."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.invitation import Invitation
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.together import Colleagues, HandOver, Questions
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD

NEW_PASSWORD = "Payung teduh di pelabuhan 9!"
FIRST = "Kalimat dari kolega."
SECOND = "Kalimat dari admin."


def test_a_colleague_by_link_two_on_one_answer_and_one_answer_for_all(
    live: Installation, window: OpenWindow, axe: Callable[[Page], None]
) -> None:
    with live.rows():
        place = make.place(units=2)
        own, theirs = place.assessment().id, place.assessment(1).id
        admin, other, lead = place.admins[0].username, place.admins[1].username, place.coordinator.username

    # The admin chooses one question and gets a link.
    desk = window()
    SignIn.visit(desk, "/masuk").enter(admin, PASSWORD)
    colleagues = Colleagues.visit(desk, f"/asesmen/isian/{own}/kolega")
    axe(desk)
    made = colleagues.hand_over().give(["K-01"], "Siti Kolega")
    link, handover = made.link_shown(), desk.url
    axe(desk)

    # The colleague opens it on a phone, makes an account, and finds this one question.
    phone = window(viewport=PHONE)
    invited = Invitation.visit(phone, link)
    for label, text in (
        ("Nama pengguna", "siti.bersama"),
        ("Alamat email", "siti.bersama@contoh.go.id"),
        ("Kata sandi", NEW_PASSWORD),
        ("Ulangi kata sandi", NEW_PASSWORD),
    ):
        invited.box(label).fill(text)
    invited.button("Buat akun dan masuk").click()
    sheet = Sheet(phone)
    assert sheet.codes() == ["K-01"]
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    hers = sheet.open("K-01")
    hers.give(2).because(FIRST).is_saved_by_itself()
    axe(phone)

    # Both have it open, and each sees the other.
    desks = Answer.visit(desk, f"/asesmen/isian/{own}/K-01")
    expect(desks.box("Alasan")).to_have_value(FIRST)
    expect(desk.locator("#hadir")).to_contain_text("Siti Kolega")
    desk.get_by_text("diisi oleh Siti Kolega").first.wait_for()
    phone.reload()
    expect(phone.locator("#hadir")).to_contain_text("juga sedang membuka jawaban ini")

    # Both write: the later one is told, sees both texts, and chooses.
    desks.because(SECOND).is_saved_by_itself()
    with phone.expect_response("**/otomatis") as refused:
        Answer(phone).because(FIRST + " Lagi.")
    assert refused.value.status == 409
    conflict = phone.locator("#simpan-otomatis")
    expect(conflict).to_contain_text(SECOND)
    expect(conflict).to_contain_text(FIRST + " Lagi.")
    axe(phone)
    with phone.expect_navigation():
        Answer(phone).button("Simpan isian saya").click()

    # A question; the coordinator answers once, and both OPD read it.
    asking = Answer.visit(phone, f"/asesmen/isian/{own}/K-01")
    phone.get_by_label("Pesan", exact=True).fill("Apakah SK Kepala Dinas cukup?")
    phone.get_by_label("Ini pertanyaan untuk koordinator").check()
    asking.button("Kirim pesan").click()
    asking.shows("Menunggu koordinator")
    room = window()
    SignIn.visit(room, "/masuk").enter(lead, PASSWORD)
    about = Questions.visit(room, "/asesmen/pertanyaan-opd").open("K-01")
    about.shows("Apakah SK Kepala Dinas cukup?")
    axe(room)
    about.answer_for_all("SK siapa yang diminta?", "Mulai level 3 diminta SK Bupati.")
    about.shows("Jawaban diterbitkan untuk semua OPD")
    neighbour = window(viewport=PHONE)
    SignIn.visit(neighbour, "/masuk").enter(other, PASSWORD)
    Answer.visit(neighbour, f"/asesmen/isian/{theirs}/K-01").shows("Mulai level 3 diminta SK Bupati.")
    Answer.visit(phone, f"/asesmen/isian/{own}/K-01").shows("Mulai level 3 diminta SK Bupati.")

    # Taken back, the question is gone for the colleague, and the words stay with the OPD.
    HandOver.visit(desk, handover).take_back()
    phone.goto(f"/asesmen/isian/{own}/K-01")
    expect(phone.locator("h1")).not_to_contain_text("K-01")
    expect(Answer.visit(desk, f"/asesmen/isian/{own}/K-01").box("Alasan")).to_have_value(FIRST + " Lagi.")
