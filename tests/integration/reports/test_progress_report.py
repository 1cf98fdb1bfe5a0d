"""The report of a quarter as PDF and workbook."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from app.db import db
from app.plans.actions.progress import (
    ReportContent,
    decide_addendum,
    propose_addendum,
    save_report,
    send_report,
    verify_report,
)
from app.reports.catalogue import find
from app.reports.document import Format, NothingToPrintError, Subject
from tests.factories import plans, progress
from tests.pdf_text import text_of


def document():
    found = find("progress_report")
    assert found is not None
    return found


@pytest.fixture
def quarter(db_session):
    desk, lines = progress.accepted(3)
    period = progress.opened(desk)
    progress.verified(desk, period, lines[0])
    progress.sent(
        desk, period, lines[1], 1, output=Decimal(2), spent=1, obstacle="Dana bergeser", next_step="April"
    )
    return desk, lines, period


def made(desk, kind, record=""):
    content = document().load(Subject(desk.government.id, record=record))
    return document().make(content, kind)


def test_the_pdf_says_what_was_reached_and_what_is_missing(quarter):
    desk, lines, period = quarter
    addendum = propose_addendum(desk.place.lead, desk.plan, lines[0], {2021: Decimal(44)}, "Sasaran naik")
    decide_addendum(desk.act(desk.leader), desk.plan, addendum, approve=True)
    text = text_of(made(desk, Format.PDF, "2021-Q1"))
    for expected in (
        "Laporan Capaian TW I 2021",
        "2 dari 3",
        "● Sesuai jalur",
        "■ Tertinggal",
        "? Belum dilaporkan",
        "Dana bergeser",
        "semula 40",
        "Sasaran naik",
        "bukan peraturan",
        "Sementara",
        desk.government.capital,
    ):
        assert expected in text, expected
    progress.closed(desk, period)
    assert "Sementara" not in text_of(made(desk, Format.PDF))


def test_the_workbook_has_every_figure_in_a_cell_of_its_own(quarter):
    desk, _lines, _period = quarter
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(desk, Format.XLSX)))
    assert book.sheet_names == ["Kegiatan", "Kategori", "OPD", "Adendum"]
    rows = book.get_sheet_by_name("Kegiatan").to_python()
    heads = next(row for row in rows if row[0] == "No.")
    found = {row[2]: dict(zip(heads, row, strict=True)) for row in rows if isinstance(row[0], float)}
    assert (found["Kegiatan 1"]["Realisasi"], found["Kegiatan 1"]["Terpakai (Rp)"]) == (10, 5_000_000)
    assert found["Kegiatan 2"]["Lampu"] == "Tertinggal"
    assert (found["Kegiatan 3"]["Lampu"], found["Kegiatan 3"]["Realisasi"]) == ("Belum dilaporkan", "")
    total = book.get_sheet_by_name("Kategori").to_python()[-1]
    assert total[:4] == ["Jumlah", 3, 2, 1]


def test_there_is_nothing_to_print_before_a_quarter_was_opened(db_session):
    desk = plans.desk()
    for record in ("", "2021-Q1"):
        with pytest.raises(NothingToPrintError):
            document().load(Subject(desk.government.id, record=record))
    desk, _lines = progress.accepted()
    progress.opened(desk)
    for record in ("2021-Q2", "2021", "x"):
        with pytest.raises(NothingToPrintError):
            document().load(Subject(desk.government.id, record=record))


def test_the_quarters_are_offered_to_readers_only(quarter):
    desk, _lines, _period = quarter
    offered = document().records(desk.act(desk.coordinator), desk.government)
    assert [(option.value, option.label) for option in offered] == [("2021-Q1", "TW I 2021")]
    other, _other_lines = progress.accepted()
    assert document().records(other.act(other.coordinator), desk.government) == []
    db.session.rollback()


def test_both_say_who_verified_a_report_of_their_own(quarter):
    desk, lines, period = quarter
    lead = desk.place.lead
    report = save_report(
        lead, period, lines[2], ReportContent(output=Decimal(10), spent=5_000_000), seen_version=0
    )
    send_report(lead, period, lines[2], report)
    verify_report(lead, period, report)  # there is no second coordinator
    assert text_of(made(desk, Format.PDF)).count("oleh pelapornya sendiri") == 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(desk, Format.XLSX)))
    cells = [cell for row in book.get_sheet_by_name("Kegiatan").to_python() for cell in row]
    assert cells.count("Terverifikasi, oleh pelapornya sendiri") == 1
    assert cells.count("Terverifikasi") == 1
