"""Compendia laid out from plain data: a province, and the nation with all its governments."""

import io
import time

import docx
import pytest
from python_calamine import CalamineWorkbook

from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.catalogue.compendium.data import sums_of
from app.reports.paper.html import speaking
from tests.factories.catalogue import ENDLESS, NAME, compendium
from tests.pdf_text import assert_sound, opened, page_texts, text_of, words_outside

ZONE = "Asia/Jakarta"
PROVINCE, NATION = "province_compendium", "national_compendium"


@pytest.fixture
def made(paper_app):
    def make(name, data, kind=Format.PDF, language="id"):
        with paper_app.app_context(), speaking(language, ZONE):
            return DOCUMENTS[name].make(Content(data, ZONE), kind)

    return make


class TestAProvince:
    def test_each_government_has_its_rows_and_its_paragraph(self, made, tmp_path):
        data = compendium(1, 4)
        pdf = made(PROVINCE, data)
        assert_sound(pdf, tmp_path)
        assert not words_outside(pdf)
        text = text_of(pdf)
        for row in data.rows:
            assert text.count(row.name) >= 3, row.name
        assert text.count("32 dari 40 OPD sudah mengirim asesmen 2021, 20 di antaranya terverifikasi.") == 4
        assert "Kategori tertinggi: Pemangku Kepentingan (2,40); yang didahulukan: Kebijakan (2,10)." in text
        assert "Pengaduan 2021: 100 masuk, 70,0% ditindaklanjuti, 50,0% selesai." in text
        assert "Capaian TW II 2021: 8 dari 10 kegiatan melapor, 60,0% sesuai jalur." in text

    def test_nothing_was_done_anywhere(self, made):
        text = text_of(made(PROVINCE, compendium(1, 2, empty=True)))
        assert (
            "Belum memakai Renaksi Provinsi Contoh 1, Kabupaten Contoh 01.01, Kabupaten Contoh 01.02." in text
        )
        assert "Belum ada triwulan tahun 2021" in text

    @pytest.mark.parametrize("name", [NAME, ENDLESS[:120]], ids=["long", "endless"])
    def test_long_names_stay_on_the_page(self, made, name):
        assert not words_outside(made(PROVINCE, compendium(1, 2, name=name)))

    def test_it_is_tagged_and_has_bookmarks(self, made):
        with opened(made(PROVINCE, compendium())) as document, document.open_outline() as outline:
            assert "/StructTreeRoot" in document.Root
            titles = [each.title for each in outline.root[0].children]
        assert titles[0] == "Asesmen dan rencana aksi"
        assert titles[-1] == "Setiap pemerintah daerah"

    def test_word_and_english(self, made):
        document = docx.Document(io.BytesIO(made(PROVINCE, compendium(), Format.DOCX)))
        headings = [
            each.text
            for each in document.paragraphs
            if each.style is not None and str(each.style.name).startswith("Heading")
        ]
        assert "01.02 Kabupaten Contoh 01.02" in headings
        assert "Setiap pemerintah daerah" not in text_of(made(PROVINCE, compendium(), language="en"))


class TestTheNation:
    @pytest.fixture
    def everything(self):
        """38 provinces with 14 regencies each: a few more than the 552 governments there are."""
        return compendium(38, 14, kind="ministry")

    def test_all_rows_within_the_limits(self, made, everything):
        begun = time.monotonic()
        pdf = made(NATION, everything)
        taken = time.monotonic() - begun
        pages = page_texts(pdf)
        text = " ".join(pages)
        for row in everything.rows:
            assert f"{row.code} {row.name}" in text, row.code
        assert len(everything.rows) >= 552
        assert taken < 100
        assert len(pdf) < 5_000_000

    def test_so_do_the_tables(self, made, everything):
        book = CalamineWorkbook.from_filelike(io.BytesIO(made(NATION, everything, Format.XLSX)))
        rows = book.get_sheet_by_name("Pemerintah daerah").to_python()
        named = {row[2] for row in rows}
        assert {row.name for row in everything.rows} <= named
        sums = book.get_sheet_by_name("Provinsi").to_python()[-1]
        assert sums[1] == "Jumlah"
        assert sums[2] == len(everything.rows)

    def test_one_province_and_nothing_done(self, made):
        text = text_of(made(NATION, compendium(1, 0, kind="ministry", empty=True)))
        assert "Provinsi Contoh 1" in text
        assert "Nasional" in text


class TestSums:
    def test_counts_add_up_and_shares_are_weighted(self):
        data = compendium(2, 2)
        sums = sums_of(data.rows, 5)
        assert (sums.governments, sums.with_round, sums.units, sums.submitted) == (6, 4, 160, 128)
        assert (sums.sent, sums.accepted, sums.with_plan) == (2, 2, 4)
        assert (sums.incoming, sums.followed_up_share, sums.closed_share) == (400, 0.7, 0.5)
        assert sums.on_path_share == pytest.approx(0.6)
        assert sums.mean_index == pytest.approx(2.5)
        assert sums.categories[4] is None

    def test_nothing_gives_no_share(self):
        sums = sums_of([], 2)
        assert sums.followed_up_share is None
        assert sums.mean_index is None
        assert sums.categories == (None, None)

    def test_states_count_every_government_once(self):
        data = compendium(1, 3)
        assert sum(data.states.values()) == 4
        assert (data.states["accepted"], data.states["drafting"], data.states[""]) == (2, 1, 1)
