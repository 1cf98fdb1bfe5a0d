"""An OPD fills its assessment in a spreadsheet program: download, type, upload, look, save."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.assessment.models import Assessment
from app.db import db
from app.files import FileKind
from app.organisations.actors import actor_of
from app.organisations.models import User
from tests.e2e.live import Installation
from tests.e2e.pages.assessment_workbook import BringBack, download_from
from tests.e2e.pages.doors import SignIn
from tests.e2e.pages.sheet import Sheet
from tests.e2e.people import OpenWindow
from tests.factories import assessment as make
from tests.factories.filled_workbooks import typed_over
from tests.factories.organisations import PASSWORD

THEIRS, MINE = "Ditulis rekan di halaman.", "Ditulis di lembar kerja.\nBaris kedua."


@pytest.mark.parametrize(
    ("label", "kind"),
    [("Unduh untuk diisi di Excel", FileKind.XLSX), ("LibreOffice (ODS)", FileKind.ODS)],
    ids=["xlsx", "ods"],
)
def test_the_workbook_goes_out_and_comes_in(
    live: Installation,
    window: OpenWindow,
    tmp_path: Path,
    axe: Callable[[Page], None],
    label: str,
    kind: FileKind,
) -> None:
    with live.rows():
        place = make.place(units=1)
        make.answered(place.admin(), place.assessment(), "K-01", "2", reason="Semula.")
        username, identifier = place.admins[0].username, place.assessment().id
        admin_id = place.admins[0].id
    page = window()
    SignIn.visit(page, "/masuk").enter(username, PASSWORD)
    sheet = Sheet.visit(page, f"/asesmen/isian/{identifier}")
    file = download_from(sheet, label, tmp_path)
    typed = {("K-01", "reason"): MINE, ("K-02", "answer"): "Ya", ("S-01", "answer"): "banyak"}
    file.write_bytes(typed_over(file.read_bytes(), kind, typed))
    with live.rows():
        assessment = db.session.get_one(Assessment, identifier)
        colleague = actor_of(db.session.get_one(User, admin_id))
        make.answered(colleague, assessment, "K-01", "2", reason=THEIRS)
    sheet.link("Unggah kembali").click()
    preview = BringBack(page).upload(file)
    preview.shows("Semula.").shows(THEIRS).shows("Baris kedua.").shows("Tulis angka, misalnya")
    axe(page)
    box = page.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    box.check()
    preview.save().shows("2 jawaban disimpan.")
    with live.look():
        assessment = db.session.get_one(Assessment, identifier)
        assert make.line(assessment, "K-01").stored.self_reason == MINE
        assert make.line(assessment, "K-02").stored.value is True
        assert make.line(assessment, "S-01").answer is None
