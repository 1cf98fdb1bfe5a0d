"""The plan's PDF, read back: completeness, numbers, page structure, language, tags."""

import re
import subprocess
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from app.plans.document_data import SubmissionData
from app.reports.catalogue import Format
from tests.factories.documents import plan_document
from tests.pdf_text import assert_sound, opened, page_texts, text_of

MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def document():
    return plan_document(units=4, lines=24)


@pytest.fixture(scope="module")
def pdf(make_plan, document):
    return make_plan(document)


@pytest.fixture(scope="module")
def pages(pdf):
    return page_texts(pdf)


def squeezed(text: str) -> str:
    """Without blanks and hyphens at line ends: how a cell wraps does not matter."""
    return re.sub(r"[\s\u00ad-]+", "", text)


class TestContent:
    def test_every_line_stands_in_the_matrix(self, document, pdf):
        text = squeezed(text_of(pdf, cells=True))
        for line in document.lines:
            for words in (line.activity, line.output_indicator, line.problem):
                assert squeezed(words)[:30] in text, words

    def test_the_sums_are_those_of_the_lines(self, document, pdf):
        text = squeezed(text_of(pdf))
        total = sum(line.budget_total for line in document.lines)
        assert f"{total:,}".replace(",", ".") in text
        for year in document.years:
            by_year = sum(line.budgets[year] or 0 for line in document.lines)
            assert f"{by_year:,}".replace(",", ".") in text

    def test_every_opd_has_its_profile(self, document, pages):
        annex = [page for page in pages if "indeks OPD" in page]
        for unit in document.units:
            assert any(unit.unit.name in page for page in annex)

    def test_chapters_stand_in_order(self, pages):
        whole = " ".join(pages)
        places = [whole.rindex(f"BAB {number} ") for number in ("I", "II", "III", "IV", "V")]
        assert places == sorted(places)

    def test_figures_say_their_source_and_moment(self, document, pdf):
        text = text_of(pdf)
        assert document.complaints.source in text
        assert "30 Sep 2021 17.30 WITA" in text

    def test_the_instrument_is_marked_as_an_example(self, document, pdf):
        assert squeezed(document.instrument.notice)[:60] in squeezed(text_of(pdf))

    def test_signature_with_place_date_position_and_name(self, pdf):
        text = text_of(pdf)
        assert text.count("Kota Contoh, 5 Oktober 2021") == 2
        assert text.count("Pejabat Contoh, S.Sos., M.Si.") == 2

    def test_missing_units_are_named(self, make_plan):
        document = plan_document(units=9, lines=10)
        assert document.missing_units
        text = text_of(make_plan(document))
        assert f"{len(document.missing_units)} OPD belum mengirim asesmen" in text


class TestPages:
    def test_the_contents_lead_to_the_right_pages(self, pages):
        contents = next(page for page in pages if page.count(".....") > 4 and "DAFTAR ISI" in page)
        for title, number in re.findall(r"(\d\.\d [A-Z][^.]*?) \.{3,} (\d+)", contents):
            assert title in pages[int(number) - 1], title
        assert len(re.findall(r"\.{3,} \d+", contents)) > 10

    def test_every_page_says_which_of_how_many(self, pages):
        for number, page in enumerate(pages, start=1):
            if number > 1:
                assert f"Halaman {number} dari {len(pages)}" in page

    def test_a_concept_says_so_on_every_page(self, pages):
        assert all("KONSEP" in page for page in pages)

    def test_an_accepted_plan_nowhere(self, make_plan):
        pdf = make_plan(plan_document(units=1, accepted=True))
        assert "KONSEP" not in text_of(pdf)

    def test_the_matrix_lies_on_its_side_with_its_heading_on_each_page(self, pdf, pages):
        wide = [
            number
            for number, page in enumerate(opened(pdf).pages)
            if float(page.mediabox[2]) > float(page.mediabox[3])
        ]
        assert len(wide) >= 2
        for number in wide:
            assert "Permasalahan" in pages[number]
            assert "Penanggung jawab" in pages[number]

    @pytest.mark.parametrize(
        "values",
        [
            {"units": 1},
            {"units": 5, "nasty": True},
            {"units": 2, "empty": True},
            {"units": 2, "years": (2021,)},
            {"units": 2, "years": (2021, 2022, 2023, 2024, 2025, 2026)},
        ],
        ids=str,
    )
    def test_nothing_runs_off_the_page(self, make_plan, tmp_path, values):
        pdf = make_plan(plan_document(**values))
        assert_sound(pdf, tmp_path)
        for number, (width, words) in enumerate(boxes(pdf, tmp_path), start=1):
            margin = 11 * MILLIMETRE
            for left, right, word in words:
                assert left > margin, f"page {number}: {word}"
                assert right < width - margin, f"page {number}: {word}"

    def test_empty_chapters_say_so_and_no_page_is_blank(self, make_plan):
        pages = page_texts(make_plan(plan_document(units=2, empty=True)))
        assert all(len(page) > 80 or number == 1 for number, page in enumerate(pages, start=1))
        assert "Bab ini belum ditulis." in " ".join(pages)


def boxes(pdf, folder):
    """For each page its width and the left and right edge of every word."""
    source = folder / "boxes.pdf"
    source.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(source), "-"], capture_output=True, check=True, text=True
    )
    for page in ET.fromstring(done.stdout).iter("{http://www.w3.org/1999/xhtml}page"):  # noqa: S314
        words = [
            (float(word.get("xMin", 0)), float(word.get("xMax", 0)), word.text or "")
            for word in page.iter("{http://www.w3.org/1999/xhtml}word")
        ]
        yield (
            float(page.get("width", 0)),
            [word for word in words if word[2] not in set("KONSEP") | {"KONSEP"}],
        )


class TestStructure:
    def test_sound_and_tagged_with_title_author_language(self, pdf, document, tmp_path):
        assert_sound(pdf, tmp_path)
        with opened(pdf) as made:
            assert str(made.Root.Lang) == "id"
            assert bool(made.Root.MarkInfo.Marked)
            assert "/StructTreeRoot" in made.Root
            assert str(made.docinfo["/Title"]) == document.title
            assert "Kabupaten Contoh" in str(made.docinfo["/Author"])
            assert bool(made.Root.ViewerPreferences.DisplayDocTitle)

    def test_bookmarks_name_the_chapters(self, pdf):
        with opened(pdf) as made, made.open_outline() as outline:
            titles = [" ".join(str(item.title).split()) for item in outline.root]
        assert any(title.startswith("BAB IV") for title in titles)
        assert any(title.startswith("Lampiran") for title in titles)

    def test_fonts_are_those_of_the_package(self, pdf):
        with opened(pdf) as made:
            names = {
                str(font.BaseFont)
                for page in made.pages
                for font in dict(page.Resources.get("/Font", {})).values()
            }
        assert names
        assert all("Renaksi" in name or "Noto" in name for name in names), names


class TestVersions:
    def test_a_submission_says_version_receipt_and_hash(self, make_plan, document):
        sent = SubmissionData(
            "s1", 3, "RA-73.99-2021-03", "ab" * 32, document.generated_at, "Koordinator Contoh"
        )
        text = text_of(make_plan(replace(document, submission=sent)))
        assert "Versi 3" in text
        assert "RA-73.99-2021-03" in text
        assert "ab" * 32 in text.replace(" ", "")

    def test_english_has_english_numbers_and_dates(self, make_plan, document):
        pdf = make_plan(document, language="en")
        text = text_of(pdf)
        total = sum(line.budget_total for line in document.lines)
        assert f"{total:,}" in text
        assert "5 October 2021" in text
        with opened(pdf) as made:
            assert str(made.Root.Lang) == "en"

    def test_it_can_be_made_as_every_format_it_declares(self, make_plan, document):
        from app.reports.catalogue import DOCUMENTS

        begins = {Format.PDF: b"%PDF", Format.DOCX: b"PK", Format.XLSX: b"PK", Format.ODS: b"PK"}
        for kind in DOCUMENTS["action_plan"].formats:
            assert make_plan(document, kind).startswith(begins[kind])
