"""Words that are explained where they stand, and the page of all of them."""

import pytest
from flask import Flask, g
from flask_babel import force_locale
from markupsafe import Markup

from app.web.glossary import explained, terms_of
from app.web.glossary_terms import TERMS
from tests.style_guide import assert_page, words

HOSTILE = '<script>alert("OPD")</script> & "OPD" perangkat daerah\' onclick=x'


@pytest.fixture
def page(app: Flask):
    with app.test_request_context("/"), force_locale("id"):
        yield


@pytest.mark.usefixtures("page")
class TestMarking:
    def test_a_word_leads_to_its_meaning(self):
        shown = explained("Setiap OPD menjawab.")
        assert 'href="/bantuan/istilah#opd"' in shown
        assert ">OPD</a> menjawab." in shown
        assert "Organisasi perangkat daerah" in shown

    def test_a_page_explains_a_word_once(self):
        assert "<a" in explained("OPD")
        assert explained("Setiap OPD") == "Setiap OPD"
        g.pop("explained_terms")
        assert "<a" in explained("OPD")

    def test_hostile_text_stays_text(self):
        shown = explained(HOSTILE)
        assert isinstance(shown, Markup)
        assert "<script" not in shown
        assert shown.striptags() == HOSTILE.replace("  ", " ")
        assert shown.count("<a ") == shown.count("</a>") == 1

    def test_text_with_tags_is_refused(self):
        with pytest.raises(TypeError):
            explained(Markup('<a href="/">OPD</a>'))

    def test_what_the_catalogue_escaped_is_not_escaped_again(self):
        assert explained(Markup("A &amp; B")) == "A &amp; B"

    def test_nothing_is_nothing(self):
        assert explained(None) == ""

    def test_the_words_of_a_question_are_listed(self):
        found = terms_of("SOP untuk OPD", ("Notulen rapat", "SOP"))
        assert [term.name for term in found] == ["sop", "opd", "notulen"]


def test_an_english_page_explains_the_indonesian_words_of_the_instrument(app: Flask):
    with app.test_request_context("/"), force_locale("en"):
        shown = explained("Setiap perangkat daerah", "id")
        assert "Local government" in shown or "agency" in shown.lower()
        assert explained("Every kanal") == "Every kanal"


class TestPage:
    def test_it_has_every_term_at_its_address(self, client):
        tree = assert_page(client.get("/bantuan/istilah"))
        assert {each.get("id") for each in tree.iter("dt")} == {term.name for term in TERMS}

    def test_it_finds_a_word(self, client):
        tree = assert_page(client.get("/bantuan/istilah?kata=hari+kerja"))
        assert [words(each) for each in tree.iter("dt")] == ["Hari kerja"]

    def test_what_is_not_found_says_so(self, client):
        tree = assert_page(client.get("/bantuan/istilah?kata=%3Cb%3Ezzz"))
        assert not list(tree.iter("dt"))
        assert "belum ada" in words(tree)

    def test_it_speaks_english(self, client):
        client.set_cookie("language", "en")
        assert "working day" in words(assert_page(client.get("/bantuan/istilah?kata=hari+kerja"))).lower()
