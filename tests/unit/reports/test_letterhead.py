"""The look of documents: a closed set of stylesheets, and head and signatory as plain data."""

import pytest

from app.organisations.models import DocumentSettings, Paper
from app.plans.document_data import GovernmentData, SignatoryData
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import Look, PaperSize, UnknownLookError, is_look, look_css, nip_text
from app.reports.paper.stationery import plain_settings, stationery
from app.reports.renderers.pdf import render_pdf, stylesheet_text
from tests.pdf_text import opened

SINJAI = GovernmentData(
    "g",
    "73.07",
    "Kabupaten Sinjai",
    "regency",
    "Sulawesi Selatan",
    "Asia/Makassar",
    "Bagian Organisasi",
    ("Jalan Lama 1",),
    signatory=SignatoryData("Bupati Sinjai", "Nama", "", "", "Sinjai"),
)
MILLIMETRE = 72 / 25.4


def page_sizes(pdf):
    with opened(pdf) as made:
        return [tuple(round(float(side) / MILLIMETRE) for side in page.mediabox[2:]) for page in made.pages]


class TestLook:
    @pytest.mark.parametrize("paper", list(PaperSize))
    def test_its_name_is_all_that_a_renderer_needs(self, paper):
        look = Look(paper, "#8a1c2b")
        assert look.stylesheet == f"look-{paper.value}-8a1c2b"
        assert "--accent: #8a1c2b;" in look_css(look.stylesheet)
        assert stylesheet_text(look.stylesheet) == look_css(look.stylesheet)

    @pytest.mark.parametrize(
        "accent", ["#FFFFFF", "#8A1C2B", "red", "#8a1c2b } * { color: red", "var(--x)", "#ffd700"]
    )
    def test_no_other_text_can_become_one(self, accent):
        with pytest.raises(UnknownLookError):
            Look(PaperSize.A4, accent)

    @pytest.mark.parametrize(
        "name",
        [
            "look-a4-8a1c2b} body{display:none",
            "look-a5-8a1c2b",
            "look-a4-8A1C2B",
            "look-a4-",
            "look-",
            "look-a4-8a1c2b-8a1c2b",
            "look-a4-ffffff",
            "look-../paper.css",
        ],
    )
    def test_no_other_name_gives_rules(self, name):
        assert is_look(name)
        with pytest.raises(UnknownLookError):
            look_css(name)

    def test_pages_have_the_size_of_the_paper_also_across(self):
        html = '<html lang="id"><body><p>a</p><div class="matrix">b</div></body></html>'
        styles = ("paper.css", "action_plan.css")
        assert page_sizes(render_pdf(html, styles)) == [(210, 297), (297, 210)]
        f4 = Look(PaperSize.F4).stylesheet
        assert page_sizes(render_pdf(html, (*styles, f4))) == [(215, 330), (330, 215)]
        a4 = Look().stylesheet
        assert page_sizes(render_pdf(html, (*styles, a4))) == [(210, 297), (297, 210)]


class TestHead:
    @pytest.fixture(autouse=True)
    def _language(self, context):
        with speaking("id", "Asia/Makassar"):
            yield

    def test_without_settings_it_is_what_the_government_says(self):
        made = stationery(SINJAI)
        assert made.letterhead.name == "Pemerintah Kabupaten Sinjai"
        assert made.letterhead.office == "Bagian Organisasi"
        assert made.letterhead.address == ("Jalan Lama 1",)
        assert (made.signatory.position, made.signatory.place) == ("Bupati Sinjai", "Sinjai")
        assert made.look == Look()

    def test_settings_say_otherwise(self):
        settings = DocumentSettings(
            head_name="Pemerintah Daerah",
            head_office="Sekretariat Daerah",
            address=" Jalan Satu \n\n Jalan Dua ",
            phone="0482 1",
            email="",
            website="sinjai.invalid",
            paper=Paper.F4,
            accent="#8a1c2b",
            signatories={
                "": {"position": "Bupati", "name": "A", "rank": "", "nip": ""},
                "progress_report": {"position": "Kepala Bagian", "name": "B", "rank": "IV/a", "nip": "1"},
            },
        )
        made = stationery(SINJAI, plain_settings(settings, "progress_report"), logo=True)
        assert made.letterhead.name == "Pemerintah Daerah"
        assert made.letterhead.address == ("Jalan Satu", "Jalan Dua")
        assert made.letterhead.contact == ("Telepon 0482 1", "Laman sinjai.invalid")
        assert made.letterhead.logo
        assert (made.signatory.position, made.signatory.name) == ("Kepala Bagian", "B")
        assert made.look == Look(PaperSize.F4, "#8a1c2b")
        assert stationery(SINJAI, plain_settings(settings, "receipt")).signatory.position == "Bupati"

    def test_the_ministry_has_no_office_line_of_its_own_accord(self):
        ministry = GovernmentData("m", "00", "Kementerian PANRB", "ministry", "", "Asia/Jakarta", "Bagian")
        made = stationery(ministry)
        assert (made.letterhead.name, made.letterhead.office) == ("Kementerian PANRB", "")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("197001011995031001", "19700101 199503 1 001"),
        ("19700101 199503 1 001", "19700101 199503 1 001"),
        ("1970", "1970"),
        ("", ""),
    ],
)
def test_the_number_of_an_official_stands_in_its_groups(typed, printed):
    assert nip_text(typed) == printed
