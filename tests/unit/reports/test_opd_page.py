"""The one page about an OPD: one page whatever people typed, with everything that it promises."""

from dataclasses import replace

import pytest

from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.catalogue.opd_page import page_html
from app.reports.catalogue.opd_page.fitting import FITS, shortened
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import Look, PaperSize
from app.reports.paper.stationery import StationerySettings
from tests.factories.catalogue import ENDLESS, NAME, opd_page
from tests.paper_samples import Size, content, sample
from tests.pdf_text import assert_sound, opened, page_texts, text_of, words_outside

ZONE = "Asia/Makassar"
LONG = (
    "Perangkat daerah menetapkan pejabat penghubung dan petugas pengelola pengaduan dengan keputusan tertulis; "
    * 3
)


def settings(paper=PaperSize.A4, *, long=False):
    name = NAME * 2 if long else "Pemerintah Kabupaten Contoh"
    return StationerySettings(
        head_name=name[:160],
        head_office=name[:160] if long else "Bagian Organisasi",
        address=("Jalan Persatuan Raya Nomor 1 Kelurahan Contoh Kecamatan Contoh " * 2,) * (6 if long else 1),
        phone="(0482) 000000",
        email="surat@contoh.invalid",
        look=Look(paper),
    )


@pytest.fixture
def made(paper_app):
    def make(data, paper=PaperSize.A4, language="id", *, long=False):
        with paper_app.app_context(), speaking(language, ZONE):
            content = Content(data, ZONE, settings=settings(paper, long=long))
            return DOCUMENTS["opd_page"].make(content, Format.PDF)

    return make


CASES = {
    "usual": opd_page(),
    "long texts": opd_page((NAME * 2)[:200], LONG),
    "words without a blank": opd_page(ENDLESS[:200], ENDLESS, category=ENDLESS[:120]),
    "nothing answered": opd_page(state="draft", level=None, complaints=None),
    "no complaints": opd_page(complaints=0),
    "everything at its target": opd_page(level=5),
}


@pytest.mark.parametrize("paper", list(PaperSize))
@pytest.mark.parametrize("long", [False, True], ids=["short head", "long head"])
@pytest.mark.parametrize("case", CASES)
def test_it_is_one_page(made, case, paper, long):
    pdf = made(CASES[case], paper, long=long)
    with opened(pdf) as document:
        (page,) = document.pages
        width, height = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
    assert (round(width), round(height)) == (paper.width, paper.height)
    assert not words_outside(pdf)
    assert "Verifikasi" in text_of(pdf)  # the last block is still there


def test_it_says_everything(made, tmp_path):
    pdf = made(opd_page())
    assert_sound(pdf, tmp_path)
    text = text_of(pdf)
    for part in (
        "Dinas Contoh",
        "2,40",
        "indeks pemerintah",
        "Cukup",
        "Yang terkuat",
        "Yang didahulukan",
        "Langkah berikutnya",
        "Menetapkan Petugas",
        "50,0%",
        "30 dari 30",
        "Halaman 1 dari 1",
    ):
        assert part in text, part
    assert "KONSEP" not in text
    assert "dipersingkat" not in text


def test_it_is_tagged_with_header_cells_and_an_alternative_text(made):
    with opened(made(opd_page())) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("id")
        kinds = [str(each.S) for each in document.objects if "/S" in _keys(each) and "/P" in _keys(each)]
        alts = [str(each.Alt) for each in document.objects if "/Alt" in _keys(each)]
    assert kinds.count("/TH") >= 20
    assert "/Figure" in kinds
    assert "Indeks per kategori" in alts


def test_an_assessment_that_is_not_verified_is_a_concept(made):
    assert "KONSEP" in text_of(made(opd_page(state="submitted")))


def test_it_says_when_something_was_cut(made):
    text = text_of(made(CASES["long texts"], long=True))
    assert "dipersingkat agar muat" in text


def test_in_english(made):
    text = text_of(made(opd_page(), language="en"))
    assert "Langkah berikutnya" not in text
    assert "Page 1 of 1" in text


def test_nothing_answered_says_so(made):
    (page,) = page_texts(made(CASES["nothing answered"]))
    assert "Langkah tampil setelah ada indikator yang bernilai." in page
    assert "Belum ada data pengaduan." in page


def test_the_strongest_and_the_weakest_are_told_apart():
    data = opd_page()
    assert {row.effective for row in data.strongest} == {4}
    assert {row.effective for row in data.weakest} == {2}
    assert not {row.code for row in data.strongest} & {row.code for row in data.weakest}


def test_what_nobody_answered_is_neither():
    data = opd_page(level=None)
    assert data.strongest == ()
    assert data.weakest == ()


def test_names_that_people_typed_are_text(paper_app):
    with paper_app.app_context(), speaking("id", ZONE):
        content = Content(replace(opd_page("<b>Dinas</b>")), ZONE, settings=settings())
        assert "<b>Dinas</b>" not in page_html(content, FITS[0])


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("satu dua tiga", 0, "satu dua tiga"),
        ("satu dua tiga", 13, "satu dua tiga"),
        ("satu dua tiga", 12, "satu dua …"),
        ("a" * 30, 10, "a" * 9 + "…"),
    ],
)
def test_cutting(text, most, short):
    assert shortened(text, most) == short


def _keys(thing):
    try:
        return set(thing.keys())
    except (AttributeError, TypeError, ValueError):
        return set()


def test_it_is_one_page_where_every_row_is_as_long_as_codes_and_names_may_be(paper_app):
    """Codes are those of the instrument, which may be wordy: they are never cut."""
    long = "Penyelesaian pengaduan masyarakat oleh perangkat daerah paling lambat dalam waktu yang ditetapkan"
    document = DOCUMENTS["opd_page"]
    data = sample(document, Size("wordy", rows=5, inner=3, text=lambda most: long[:most].strip()))
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        pdf = document.make(content(document, data), Format.PDF)
    assert len(page_texts(pdf)) == 1
