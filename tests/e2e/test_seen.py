"""Seen: progress from the OPD to the nation, peers, the one-page report, objections in the minutes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.access import Role
from app.assessment.actions import accept_remaining, confirm, decide, decide_objection, object_to
from app.assessment.peers.jobs import count_peers
from app.organisations.models import UnitKind
from tests.e2e.live import Installation
from tests.e2e.pages.floors import Floors
from tests.e2e.pages.reports import Documents, NewDocument
from tests.e2e.pages.sheet import Sheet
from tests.e2e.people import PHONE, OpenWindow
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.pdf_text import text_of

OBJECTION = "SK ada pada halaman tiga lampiran."
DECISION = "Halaman tiga memang memuatnya."


def signed_in(page: Page, username: str) -> Page:
    page.goto("/masuk")
    page.fill("[name=username]", username)
    page.fill("[name=password]", make.PASSWORD)
    page.click("button[type=submit]:not([formnovalidate])")
    page.wait_for_load_state()
    return page


def verify(place: rounds.Place, number: int) -> None:
    """One OPD verified, K-01 lower than it says."""
    own = rounds.submitted(place.admin(number), place.assessment(number))
    answer = rounds.line(own, "K-01").stored
    decide(place.lead, answer, 2, "Bukti belum lengkap.", seen_version=answer.version)
    accept_remaining(place.lead, own)
    confirm(place.lead, own)


@pytest.mark.timeout(400)
def test_from_the_opd_to_the_nation(
    nation: Installation, window: OpenWindow, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    with nation.rows():
        province = make.province()
        place = rounds.place(units=8, government=make.government(parent=province))
        for number, unit in enumerate(place.units):
            unit.kind = UnitKind.DINAS if number < 7 else UnitKind.BADAN
        for number in range(6):
            verify(place, number)
        rounds.answered(place.admin(6), place.assessment(6), "K-01")
        answer = rounds.line(place.assessment(0), "K-01").stored
        raised = object_to(place.admin(0), answer, OBJECTION)
        decide_objection(place.lead, raised, 3, DECISION, seen_version=raised.version)
        count_peers()
        names = {
            "opd": place.admins[6].username,
            "verified": place.admins[1].username,
            "regency": place.coordinator.username,
            "province": make.user_with(Role.PROVINCE_SUPERVISOR, province).username,
            "ministry": make.user_with(Role.MINISTRY_REVIEWER).username,
        }
        government, above = place.government.name, province.name
        late, unit_id = place.units[7].name, place.units[1].id

    phone = signed_in(window(viewport=PHONE, has_touch=True, is_mobile=True), names["opd"])
    phone.goto("/asesmen/")
    Sheet(phone).shows("Terjawab 1 · dengan bukti 0 · dikembalikan 0 · belum lengkap 6.")
    axe(phone)

    regency = signed_in(window(), names["regency"])
    regency.goto("/asesmen/papan?belum-mulai=1")
    expect(regency.locator("table").first).to_contain_text(late)
    axe(regency)

    supervisor = signed_in(window(), names["province"])
    supervisor.goto("/asesmen/")
    assert "6 dari 8 (75%)" in Floors(supervisor).row(government)
    axe(supervisor)
    Floors(supervisor).government(government).shows("6 dari 8 OPD")

    ministry = signed_in(window(), names["ministry"])
    floors = Floors.visit(ministry, "/asesmen/kemajuan")
    axe(ministry)
    floors.province(above).government(government).shows(late)

    verified = signed_in(window(viewport=PHONE, has_touch=True, is_mobile=True), names["verified"])
    verified.goto(f"/asesmen/nilai/opd/{unit_id}")
    expect(
        verified.get_by_text("Dinas pada kabupaten dengan sampai 30 OPD: 6 yang terverifikasi.")
    ).to_be_visible()
    axe(verified)
    verified.goto("/asesmen/")
    Sheet(verified).link("Ringkasan satu halaman").click()
    page = text_of(NewDocument(verified).make().download(tmp_path).read_bytes())
    for said in (
        "Yang terkuat",
        "Yang didahulukan",
        "Langkah berikutnya",
        "Yang sejenis",
        "Halaman 1 dari 1",
    ):
        assert said in page

    documents = Documents.visit(regency, "/laporan/")
    minutes = text_of(documents.begin("Berita acara verifikasi").make().download(tmp_path).read_bytes())
    assert OBJECTION in minutes
    assert DECISION in minutes
