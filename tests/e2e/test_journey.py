"""One regency from the first invitation to the accepted plan, through every role, by hand in real browsers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.cli.demo.evidence_files import pdf_page
from tests.e2e.live import ROOT, Installation
from tests.e2e.pages.answer import Answer
from tests.e2e.pages.complaints import Register
from tests.e2e.pages.governments import DocumentSettings, Settings
from tests.e2e.pages.invitation import Invitation
from tests.e2e.pages.people import Invite, People
from tests.e2e.pages.plan import Overview
from tests.e2e.pages.public import PublicPlans
from tests.e2e.pages.reports import Documents
from tests.e2e.pages.review import Queue, Review
from tests.e2e.pages.rounds import Board, NewRound
from tests.e2e.pages.sheet import Sheet
from tests.e2e.pages.start import Start
from tests.e2e.pages.units import Units
from tests.e2e.pages.verification import Verification
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import organisations as make
from tests.pdf_text import text_of

COMPLAINTS = ROOT / "tests" / "samples" / "complaints"
CODE = "73.06"
GOVERNMENT = "Kabupaten Gowa"
PROVINCE_CODE = "73"
PASSWORD = "perahu kertas biru 47"
UNIT = "Dinas Sosial"
ROAD_UNIT = "Dinas Pekerjaan Umum dan Penataan Ruang"
RETURNED = "K-01"
RETURN_REASON = "Lampirkan dokumennya, bukan hanya tautan ke beranda."
RETURN_NEEDED = "SK yang sudah ditandatangani."
PLAN_TITLE = "Rencana Aksi SP4N-LAPOR! Kabupaten Gowa 2021–2024"
MENDED = "Menetapkan dan menyosialisasikan tata laksana pengaduan di setiap OPD"
SENTENCE = "Kalimat ini ditulis koordinator."
COMMENT = "Sebutkan dokumen yang dihasilkan setiap tahun."
ANSWER = "Sudah ditambahkan pada kegiatan yang bersangkutan."
YEARS = (2021, 2022, 2023, 2024)


@dataclass
class Journey:
    """Who takes part, each before a browser of their own, and what they learn on the way."""

    live: Installation
    window: OpenWindow
    folder: Path
    pages: dict[str, Page] = field(default_factory=dict)
    activities: list[str] = field(default_factory=list)
    plan_id: str = ""
    first_activity: str = ""

    def join(self, name: str, link: str, *, email: str = "", **options: object) -> Start:
        """Follow an invitation link in a new browser."""
        page = self.pages[name] = self.window(**options)
        return Invitation.visit(page, link).accept(f"{name}.gowa", PASSWORD, email)


@pytest.fixture
def journey(nation: Installation, window: OpenWindow, tmp_path: Path) -> Journey:
    return Journey(nation, window, tmp_path)


@pytest.mark.timeout(600)
def test_a_regency_goes_from_invitation_to_an_accepted_plan(
    journey: Journey, axe: Callable[[Page], None]
) -> None:
    everybody_is_invited(journey)
    the_coordinator_opens_a_round(journey)
    the_opd_answers_on_a_phone(journey, axe)
    complaints_are_imported(journey)
    the_assessment_is_returned_mended_and_verified(journey)
    the_plan_is_compiled_and_written(journey, axe)
    the_plan_is_approved_and_sent(journey)
    the_ministry_returns_it(journey)
    the_regency_mends_and_sends_again(journey)
    the_ministry_accepts(journey, axe)
    the_others_look_in(journey)
    the_documents_are_read(journey)


def everybody_is_invited(journey: Journey) -> None:
    printed = journey.live.command(
        "users", "invite-operator", "--email", "operator.gowa@example.org", "--base-url", journey.live.url
    )
    link = next(line for line in printed.splitlines() if "/undangan/" in line).strip()
    journey.join("operator", link)
    operator = journey.pages["operator"]
    for name, role, code in (
        ("koordinator", "coordinator", CODE),
        ("pembina", "province_supervisor", PROVINCE_CODE),
        ("penelaah", "ministry_reviewer", ""),
        ("ombudsman", "ombudsman", PROVINCE_CODE),
    ):
        address = f"/pengguna/undang?pemerintah={code}" if code else "/pengguna/undang"
        made = Invite.visit(operator, address).send(f"{name.title()} Uji", f"{name}.gowa@example.org", role)
        journey.join(name, made.link_to_give)


def the_coordinator_opens_a_round(journey: Journey) -> None:
    page = journey.pages["koordinator"]
    Settings.visit(page, f"/pemerintah/{CODE}/pengaturan").signs_at("Sungguminasa")
    DocumentSettings.visit(page, f"/pemerintah/{CODE}/pengaturan-dokumen").sign_as(
        "Bupati Gowa", "Nama Pejabat Uji"
    )
    units = Units.visit(page, "/opd").use_standard_list().take_only(UNIT, ROAD_UNIT)
    units.add().save("Kecamatan Uji", "Kec. Uji", "kecamatan")
    people = People.visit(page, "/pengguna")
    admin = people.invite().send("Admin Uji", "admin.gowa@example.org", "opd_admin", UNIT).link_to_give
    leader = Invite.visit(page, "/pengguna/undang").send("Bupati Uji", "bupati.gowa@example.org", "leader")
    journey.join("pimpinan", leader.link_to_give)
    journey.join("admin", admin, viewport=PHONE, has_touch=True, is_mobile=True)
    today = make.today()
    board = NewRound.visit(page, "/asesmen/putaran/baru").open(
        "Asesmen Mandiri 2021", 2021, date(2021, 1, 4), today + timedelta(days=30)
    )
    board.shows("Kecamatan Uji")


def the_opd_answers_on_a_phone(journey: Journey, axe: Callable[[Page], None]) -> None:
    page = journey.pages["admin"]
    Start.visit(page, "/").next_task(Sheet)
    sheet = Sheet(page)
    codes = sheet.codes()
    answer = sheet.open(codes[0])
    axe(page)
    answer.give(2).because("Tim pengelola sudah ada sejak Maret.").is_saved_by_itself()
    evidence = journey.folder / "sk-tim.pdf"
    evidence.write_bytes(pdf_page(["SK Tim Pengelola"]))
    answer.with_file(evidence).save()  # waits for the file
    Answer.visit(page, f"{sheet.address}/{codes[0]}").shows("sk-tim")
    for place, code in enumerate(codes[1:]):
        answer = Answer.visit(page, f"{sheet.address}/{code}")
        answer.give(1 + place % 2).because(f"Keadaan pada indikator {code}.")
        answer.with_link("https://contoh.go.id/dokumen", "Dokumen di laman").save()
    check = Sheet.visit(page, sheet.address).check()
    axe(page)
    receipt = check.submit()
    assert receipt.number.startswith(f"BA-{CODE}-2021-")


def complaints_are_imported(journey: Journey) -> None:
    page = journey.pages["koordinator"]
    imports = Register.visit(page, "/pengaduan").import_file()
    findings = imports.upload(COMPLAINTS / "lapor_oddities.xlsx").go_on()
    assert findings.count("Ditolak") == "0"
    incoming = int(findings.count("Baru"))
    assert incoming > 0
    assert findings.confirm_import().count("Baru") == str(incoming)
    again = (
        Register.visit(page, "/pengaduan").import_file().upload(COMPLAINTS / "lapor_oddities.xlsx").go_on()
    )
    assert (again.count("Baru"), again.count("Tetap")) == ("0", str(incoming))


def the_assessment_is_returned_mended_and_verified(journey: Journey) -> None:
    coordinator, admin = journey.pages["koordinator"], journey.pages["admin"]
    verification = Board.visit(coordinator, "/asesmen/papan").verify(UNIT)
    verification.open(RETURNED).decide("return", RETURN_REASON, RETURN_NEEDED)
    address = f"/asesmen/verifikasi/{coordinator.url.split('/')[5]}"
    Verification.visit(coordinator, address).accept_the_rest().give_back()

    sheet = Start.visit(admin, "/").next_task(Sheet)
    answer = sheet.open(RETURNED).shows(RETURN_REASON).shows(RETURN_NEEDED)
    answer.because("Dokumen lengkap sudah dilampirkan.").is_saved_by_itself()
    answer.save()
    Sheet.visit(admin, sheet.address).check().submit()

    verification = Verification.visit(coordinator, address).shows("sudah diperbaiki OPD")
    verification.accept_the_rest().finish().shows("Verifikasi selesai")


def the_plan_is_compiled_and_written(journey: Journey, axe: Callable[[Page], None]) -> None:
    page = journey.pages["koordinator"]
    compiled = Overview.visit(page, "/rencana-aksi").begin().create(PLAN_TITLE, YEARS[0], YEARS[-1])
    assert len(compiled.proposals()) > 2
    axe(page)
    matrix = compiled.take_first(2)
    first, second = journey.activities = matrix.activities()
    line = matrix.edit(first).fill(
        unit=UNIT,
        targets=dict.fromkeys(YEARS, "1"),
        budgets={2021: "0", 2022: "25.000.000", 2023: "25.000.000", 2024: "30.000.000"},
    )
    axe(page)
    matrix = line.save()
    line = matrix.edit(second).fill(
        unit=ROAD_UNIT, targets=dict.fromkeys(YEARS, "2"), budgets=dict.fromkeys(YEARS, "10.000.000")
    )
    narrative = line.save().shows("Rp120.000.000").overview().narrative()
    narrative = narrative.edit("bab1").append(SENTENCE).save().shows(SENTENCE)
    overview = narrative.overview()
    journey.plan_id = overview.plan_id
    overview.ask_for_approval().is_in("Menunggu persetujuan pimpinan")


def the_plan_is_approved_and_sent(journey: Journey) -> None:
    Overview.visit(journey.pages["pimpinan"], "/rencana-aksi").approve().is_in("Disetujui pimpinan")
    submission = Overview.visit(journey.pages["koordinator"], "/rencana-aksi").submit()
    assert submission.receipt == f"RA-{CODE}-2021-01"


def the_ministry_returns_it(journey: Journey) -> None:
    page = journey.pages["penelaah"]
    review = Queue.visit(page, "/telaah").open(GOVERNMENT).start()
    review = review.comment_on(journey.activities[0]).save(COMMENT, "must")
    review.give_back().give_back("Lengkapi keluaran setiap kegiatan.")


def the_regency_mends_and_sends_again(journey: Journey) -> None:
    page = journey.pages["koordinator"]
    overview = Overview.visit(page, "/rencana-aksi").is_in("Dikembalikan")
    comments = overview.start_mending()
    comments = comments.answer(COMMENT, ANSWER)
    line = comments.overview().matrix().edit(journey.activities[0])
    journey.first_activity, journey.activities[0] = journey.activities[0], MENDED
    line.fill(activity=MENDED, targets={2024: "3"}, budgets={2024: "45.000.000"}).save()
    Overview.visit(page, "/rencana-aksi").ask_for_approval()
    Overview.visit(journey.pages["pimpinan"], "/rencana-aksi").approve()
    submission = Overview.visit(page, "/rencana-aksi").submit()
    assert submission.receipt == f"RA-{CODE}-2021-02"


def the_ministry_accepts(journey: Journey, axe: Callable[[Page], None]) -> None:
    page = journey.pages["penelaah"]
    review = Queue.visit(page, "/telaah").open(GOVERNMENT).start().part("Perubahan")
    expect(page.locator("del", has_text="Rp30.000.000").last).to_be_visible()
    expect(page.locator("ins", has_text="Rp45.000.000").last).to_be_visible()
    axe(page)
    review = review.part("Catatan").shows(ANSWER).close_comment(COMMENT)
    review.accept().accept("Dapat dilaksanakan.").shows("Diterima")
    Overview.visit(journey.pages["koordinator"], "/rencana-aksi").is_in("Diterima")


def the_others_look_in(journey: Journey) -> None:
    for name in ("pembina", "ombudsman"):
        Review.visit(journey.pages[name], f"/telaah/{journey.plan_id}").shows(MENDED)
    public = PublicPlans.visit(journey.window(), "/publik/").open(GOVERNMENT)
    public.shows(PLAN_TITLE).shows(MENDED)


def the_documents_are_read(journey: Journey) -> None:
    page = journey.pages["koordinator"]
    # The accepted version is preset, and acceptance itself has asked for it already.
    new = Documents.visit(page, "/laporan/").begin("Rencana aksi")
    file = new.make_or_wait("Rencana aksi", journey.folder)
    accepted = text_of(file.read_bytes())
    for expected in (
        GOVERNMENT,
        PLAN_TITLE,
        index_of(journey),
        MENDED,
        SENTENCE,
        "45.000.000",
        "Sungguminasa,",
        "Bupati Gowa",
        "Nama Pejabat Uji",
        "Instrumen",
    ):
        assert expected in accepted, f"{expected!r} is not in the accepted document"
    assert "KONSEP" not in accepted

    overview = Overview.visit(page, "/rencana-aksi")
    sent = text_of(overview.submission(2).document(journey.folder).read_bytes())
    assert "KONSEP" in sent
    assert MENDED in sent
    first = text_of(Overview.visit(page, "/rencana-aksi").submission(1).document(journey.folder).read_bytes())
    assert MENDED not in first, "what was sent first must stay as it was sent"
    assert journey.first_activity in first


def index_of(journey: Journey) -> str:
    """The government's index as the pages show it."""
    page = journey.pages["penelaah"]
    Review.visit(page, f"/telaah/{journey.plan_id}").part("Nilai dan pengaduan")
    tile = page.locator(".r-stat", has_text="Indeks pemerintah daerah").locator(".r-stat__value")
    return tile.inner_text().split()[0]
