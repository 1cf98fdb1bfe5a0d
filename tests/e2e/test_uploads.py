"""Evidence over a poor line: pieces, a bar, a clear word; a photo leaves smaller; a document proves two answers."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Dialog, Page, Route, expect

from app.assessment.models import Assessment, Evidence
from app.db import db
from tests.e2e.live import Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.doors import SignIn
from tests.e2e.people import PHONE, OpenWindow
from tests.e2e.test_offline import Office
from tests.factories import assessment as make
from tests.factories.organisations import PASSWORD

MIB = 1024 * 1024


@pytest.fixture
def office(live: Installation) -> Office:
    """A fresh one."""
    with live.rows():
        place = make.place(units=2)
        return Office(live, place.assessment().id, place.admins[0].username, place.admins[1].username)


def photo(path: Path) -> Path:
    """About ten megabytes, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825)[1] = "S"  # latitude: south
    noise = Image.merge("RGB", [Image.effect_noise((3200, 2000), 120) for _band in range(3)])
    noise.save(path, "JPEG", quality=93, exif=exif)
    assert path.stat().st_size > 6 * MIB
    return path


def evidence(office: Office, code: str = "K-01") -> list[tuple[str, int, str]]:
    """Title, size and document of what the database has."""
    with office.live.look():
        assessment = db.session.get(Assessment, office.assessment)
        assert assessment is not None
        answer = make.line(assessment, code).answer
        found: list[Evidence] = answer.evidence if answer else []
        return [(each.title, each.file.size if each.file else 0, each.document_id) for each in found]


def test_a_photo_leaves_smaller_upright_and_without_its_place(
    office: Office, window: OpenWindow, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    page = window(viewport=PHONE)
    office.sit_down(page)
    answer = Answer.visit(page, f"{office.address}/K-01")
    original = photo(tmp_path / "kegiatan.jpg")
    answer.with_file(original)
    row = page.locator("[data-upload-row=done]")
    expect(row).to_contain_text("Foto diperkecil dari", timeout=60_000)
    expect(row).to_contain_text("Data lokasi dan kamera di dalam foto dihapus.")
    axe(page)
    ((title, size, _document),) = evidence(office)
    assert title == "kegiatan.jpg"
    assert size < original.stat().st_size / 2
    with page.expect_download() as download:
        page.locator("[data-evidence-list]").get_by_role("link", name="kegiatan.jpg", exact=True).click()
    with Image.open(io.BytesIO(Path(download.value.path()).read_bytes())) as kept:
        assert kept.size == (1250, 2000)
        assert not kept.getexif()
    answer.give(2).because("Foto kegiatan terlampir.").is_saved_by_itself()  # the upload began the answer
    page.locator("summary", has_text="Pratinjau").click()
    picture = page.locator(".r-glance")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('.r-glance').naturalWidth > 300")
    axe(page)


def test_a_dropped_line_costs_one_piece(office: Office, window: OpenWindow, tmp_path: Path) -> None:
    page = window()
    office.sit_down(page)
    answer = Answer.visit(page, f"{office.address}/K-01")
    path = tmp_path / "bukti.png"
    Image.effect_noise((1100, 1100), 100).save(path, "PNG")
    assert 0.7 * MIB < path.stat().st_size < 1.5 * MIB
    offsets: list[str] = []

    def break_once(route: Route) -> None:
        offsets.append(route.request.url.rpartition("=")[2])
        if len(offsets) == 3:
            page.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    page.route("**/unggahan/*?mulai=*", break_once)
    answer.with_file(path)
    row = page.locator("[data-upload-row]")
    expect(row).to_contain_text("Sambungan terputus pada")
    page.context.set_offline(False)
    expect(page.locator("[data-upload-row=done]")).to_be_visible(timeout=60_000)
    assert offsets[2] == offsets[3]  # it went on where it stood
    assert len(offsets) == len(set(offsets)) + 1
    ((_title, size, _document),) = evidence(office)
    assert size == path.stat().st_size


WAITING = """() => new Promise((done) => {
  const asked = indexedDB.open("renaksi-berkas", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("berkas", { keyPath: "id" });
  asked.onsuccess = () => {
    const all = asked.result.transaction("berkas").objectStore("berkas").getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.map((each) => each.name)); };
  };
})"""


def noise(path: Path, side: int = 1100) -> Path:
    """A picture that cannot be pressed together: below the size from which photos are made smaller."""
    Image.effect_noise((side, side), 100).save(path, "PNG")
    assert path.stat().st_size < 1.5 * MIB
    return path


def test_a_file_chosen_without_a_line_arrives_after_the_page_was_closed(
    office: Office, window: OpenWindow, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    page = window(viewport=PHONE)
    office.sit_down(page)
    answer = Answer.visit(page, f"{office.address}/K-01")
    page.locator("summary", has_text="masa berlaku").click()
    answer.box("Penerbit dokumen").fill("Bupati Uji")
    page.context.set_offline(True)
    answer.with_file(noise(tmp_path / "sk.png", 700))
    expect(page.locator("[data-upload-row]")).to_contain_text("juga setelah halaman ini ditutup")
    axe(page)
    context = page.context
    page.close()
    assert evidence(office) == []
    context.set_offline(False)
    page = context.new_page()
    Answer.visit(page, f"{office.address}/K-01")
    expect(page.locator("[data-upload-row=done]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-evidence-list]")).to_contain_text("Bupati Uji")
    assert [title for title, _size, _document in evidence(office)] == ["sk.png"]
    assert page.evaluate(WAITING) == []


def test_a_file_of_another_question_is_told_and_sent_from_anywhere(
    office: Office, window: OpenWindow, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    page = window()
    office.sit_down(page)
    Answer.visit(page, f"{office.address}/K-01")
    page.context.set_offline(True)
    Answer(page).with_file(noise(tmp_path / "sk.png", 700))
    expect(page.locator("[data-upload-row]")).to_contain_text("juga setelah halaman ini ditutup")
    page.goto(office.address)  # the copy of this device
    box = page.locator("section", has_text="Berkas di perangkat ini yang belum terkirim")
    expect(box).to_contain_text("sk.png – K-01")
    axe(page)
    page.context.set_offline(False)
    expect(page.get_by_text("Berkas yang menunggu di perangkat ini sudah terkirim (1).")).to_be_visible(
        timeout=60_000
    )
    assert [title for title, _size, _document in evidence(office)] == ["sk.png"]
    assert page.evaluate(WAITING) == []


def test_waiting_files_are_of_one_person_and_gone_when_that_person_leaves(
    office: Office, window: OpenWindow, tmp_path: Path
) -> None:
    page = window()
    office.sit_down(page)
    Answer.visit(page, f"{office.address}/K-01")
    page.route("**/unggahan", lambda route: route.abort())
    Answer(page).with_file(noise(tmp_path / "sk.png", 700))
    expect(page.locator("[data-upload-row]")).to_contain_text("juga setelah halaman ini ditutup")
    page.context.clear_cookies()
    SignIn.visit(page, "/masuk").enter(office.other_username, PASSWORD)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_timeout(1500)  # the background would have told by now
    expect(page.locator("[data-files-list]")).to_have_count(0)
    assert page.evaluate(WAITING) == ["sk.png"]
    page.context.clear_cookies()
    SignIn.visit(page, "/masuk").enter(office.username, PASSWORD)
    expect(page.locator("[data-files-list]")).to_contain_text("sk.png")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    page.locator(".r-header details.r-menu").last.locator("summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()
    assert len(asked) == 1
    assert page.evaluate(WAITING) == []
    assert evidence(office) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_a_page_that_was_closed_goes_on_where_it_stood(
    office: Office, window: OpenWindow, tmp_path: Path, keeps: bool
) -> None:
    """By itself where the browser keeps files; else when the same file is chosen again."""
    page = window()
    if not keeps:
        page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    office.sit_down(page)
    answer = Answer.visit(page, f"{office.address}/K-01")
    path = noise(tmp_path / "bukti.png")
    seen: list[str] = []

    def only_two(route: Route) -> None:
        seen.append(route.request.url)
        route.continue_() if len(seen) < 3 else route.abort()

    page.route("**/unggahan/*?mulai=*", only_two)
    answer.with_file(path)
    expect(page.locator("[data-upload-row]")).to_contain_text("Sambungan terputus pada")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/unggahan/*?mulai=*")
    later: list[str] = []
    page.on("request", lambda request: later.append(request.url) if "mulai=" in request.url else None)
    answer = Answer.visit(page, f"{office.address}/K-01")
    if not keeps:
        answer.shows("Unggahan yang belum selesai: bukti.png")
        answer.with_file(path)
    expect(page.locator("[data-upload-row=done]")).to_be_visible(timeout=60_000)
    assert later
    assert not [address for address in later if address.endswith("mulai=0")]
    assert [title for title, _size, _document in evidence(office)] == ["bukti.png"]


def test_the_button_waits_for_files_and_a_document_proves_two_answers(
    office: Office, window: OpenWindow, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    page = window()
    office.sit_down(page)
    answer = Answer.visit(page, f"{office.address}/K-01")
    path = tmp_path / "sk.png"
    Image.effect_noise((700, 700), 60).save(path, "PNG")
    page.locator("summary", has_text="masa berlaku").click()
    answer.box("Berlaku sampai").fill("2001-12-31")
    answer.give(2).because("Ada SK.").with_file(path).save()
    assert [title for title, _size, _document in evidence(office)] == ["sk.png"]
    page = answer.page
    expect(page).to_have_url(f"{office.live.url}{office.address}/K-02")
    page.locator("summary", has_text="Pakai dokumen yang sudah diunggah (1)").click()
    page.get_by_label("sk.png").check()
    axe(page)
    second = Answer(page)
    second.give(3).because("SK yang sama.").save()
    expect(page.locator("[data-evidence-list]")).to_contain_text("Masa berlaku sudah berakhir")
    assert evidence(office)[0][2] == evidence(office, "K-02")[0][2]
    page.locator("[data-evidence-list]").get_by_role("link", name="Ubah, ganti, atau hapus").click()
    expect(page.locator("main")).to_contain_text("Dokumen ini dipakai pada K-01, K-02.")
    axe(page)
    newer = tmp_path / "sk-baru.png"
    Image.effect_noise((500, 500), 60).save(newer, "PNG")
    page.locator("input[type=file]").set_input_files(newer)
    page.get_by_label("Mengapa diganti").fill("Sudah ditandatangani")
    with page.expect_navigation():
        page.get_by_role("button", name="Ganti berkas").click()
    page.locator("[data-evidence-list]").get_by_role("link", name="Riwayat").click()
    expect(page.locator("main")).to_contain_text("Sudah ditandatangani")
    axe(page)
