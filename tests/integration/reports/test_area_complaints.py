"""The complaint figures of a province and of the nation: the sum of what each government has, and nobody else's."""

import io
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from app.complaints.queries import figures
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject
from app.reports.making import make_document
from app.reports.queries import offer_of
from tests.factories import complaints
from tests.factories import organisations as make
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words

PROVINCE, NATION = DOCUMENTS["province_complaints"], DOCUMENTS["national_complaints"]


@pytest.fixture
def filled(desk, tmp_path):
    """Two regencies of the province with complaints, one with an import of another year, one with nothing."""
    desk.second = make.government(parent=desk.province)
    desk.idle = make.government(parent=desk.province)
    desk.asleep = make.government(parent=desk.province, is_active=False)
    complaints.imported(
        desk.government, tmp_path, *[complaints.line(n, unit=desk.place.units[0].name) for n in range(1, 8)]
    )
    complaints.imported(
        desk.second,
        tmp_path,
        *[complaints.line(n) for n in range(20, 25)],
        cut_off=datetime(2020, 6, 1, tzinfo=UTC),
    )
    return desk


def data_of(document, owner, record=""):
    return document.load(Subject(owner.id, None, record)).data


def test_the_whole_is_the_sum_of_its_governments(filled):
    data = data_of(PROVINCE, filled.province)
    alone = [
        figures(each.id, data.figures.start, data.figures.end) for each in (filled.government, filled.second)
    ]
    assert data.figures.incoming == sum(each.incoming for each in alone) == 12
    assert data.all.by_status == {
        status: sum(each.by_status[status] for each in alone) for status in alone[0].by_status
    }
    for name, stage in data.all.stages.items():
        for field in ("measured", "in_time", "late", "open_late"):
            assert getattr(stage, field) == sum(getattr(each.stages[name], field) for each in alone)
    assert sum(group.incoming for group in data.figures.by_month) == 12
    assert data.figures.cut_off == min(each.cut_off for each in alone if each.cut_off)
    (province,) = data.provinces
    assert province.incoming == 12


def test_what_is_unknown_is_not_zero(filled):
    rows = {
        row.name: row for province in data_of(PROVINCE, filled.province).provinces for row in province.rows
    }
    assert rows[filled.government.name].incoming == 7
    assert rows[filled.second.name].incoming == 5
    idle = rows[filled.idle.name]
    assert (idle.incoming, idle.followed_up_share, idle.late, idle.cut_off) == (None,) * 4
    assert data_of(PROVINCE, filled.province).known == 2


def test_by_year_quarter_and_month(filled):
    options = PROVINCE.records(actor_of(filled.supervisor), filled.province)
    groups = {option.group for option in options}
    assert groups == {"Tahun", "Triwulan", "Bulan"}
    counted = {}
    for option in options:
        counted[option.group, option.value] = data_of(
            PROVINCE, filled.province, option.value
        ).figures.incoming
    for group in groups:
        assert sum(n for (name, value), n in counted.items() if name == group and value) == 12
    with pytest.raises(NothingToPrintError):
        data_of(PROVINCE, filled.province, "1999")


def test_on_paper_and_as_a_workbook(filled):
    subject = Subject(filled.province.id, None, "")
    text = text_of(make_document(PROVINCE, subject, Format.PDF, "id").content)
    assert "Laporan Data Pengaduan Provinsi" in text
    assert "Gabungan register pengaduan 2 dari" in " ".join(text.split())
    for government in (filled.government, filled.second, filled.idle):
        assert government.name in text
    assert filled.asleep.name not in text
    assert "Tidak tercantum: 1 pemerintah daerah" in " ".join(text.split())
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(make_document(PROVINCE, subject, Format.XLSX, "id").content)
    )
    rows = book.get_sheet_by_name("Menurut pemerintah daerah").to_python()
    assert [row[:2] for row in rows[-3:]] == [
        [filled.government.name, 7.0],
        [filled.second.name, 5.0],
        ["Jumlah", 12.0],
    ]
    everyone = book.get_sheet_by_name("Semua pemerintah daerah").to_python()
    assert everyone[-1][4] == 12.0
    assert next(row for row in everyone if row[2] == filled.idle.name)[4] == ""


def test_a_neighbour_of_another_province_stays_out(filled, tmp_path):
    elsewhere = make.province()
    stranger = make.government(parent=elsewhere)
    complaints.imported(stranger, tmp_path, complaints.line(90))
    assert data_of(PROVINCE, filled.province).figures.incoming == 12
    assert stranger.name not in str(data_of(PROVINCE, filled.province))
    ministry = make.government(kind=GovernmentKind.MINISTRY)
    nation = data_of(NATION, ministry)
    assert nation.figures.incoming == 13
    assert {each.label: sum(each.months.values()) for each in nation.figures.unit_months} == {
        filled.province.name: 12,
        elsewhere.name: 1,
    }
    text = text_of(make_document(NATION, Subject(ministry.id, None, ""), Format.PDF, "id").content)
    assert "Laporan Data Pengaduan Nasional" in text


def test_nothing_came_in_anywhere(desk):
    assert PROVINCE.records(actor_of(desk.supervisor), desk.province) == ()
    with pytest.raises(NothingToPrintError):
        data_of(PROVINCE, desk.province)
    with pytest.raises(NothingToPrintError):
        data_of(PROVINCE, desk.government)  # a regency has its own document


def test_the_page_offers_it_to_the_province(filled, sign_in):
    assert offer_of(actor_of(filled.supervisor), PROVINCE, filled.government) is None
    browser = sign_in(filled.supervisor)
    page = words(assert_page(browser.get(f"/laporan/?pemerintah={filled.province.code}")))
    assert "Data pengaduan provinsi" in page
