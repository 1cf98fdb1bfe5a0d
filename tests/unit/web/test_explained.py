"""Words of the glossary in a text: found once, whole, the longest first, and never losing a sign of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.explained import Piece, pieces, terms_in
from app.web.glossary import ENGLISH, INDONESIAN
from app.web.glossary_terms import TERMS

pytestmark = pytest.mark.unit
WORDS = {"opd": ("OPD", "perangkat daerah"), "nilai": ("nilai",), "verified": ("nilai terverifikasi",)}


def test_a_term_is_found_where_it_stands_first():
    assert pieces("Setiap OPD dan OPD lain", WORDS) == [
        Piece("Setiap "),
        Piece("OPD", "opd"),
        Piece(" dan OPD lain"),
    ]


def test_another_spelling_of_the_same_term_is_not_told_again():
    assert [piece.term for piece in pieces("Perangkat daerah, yaitu OPD", WORDS) if piece.term] == ["opd"]


def test_the_longest_words_win():
    assert Piece("nilai terverifikasi", "verified") in pieces("Ini nilai terverifikasi.", WORDS)


@pytest.mark.parametrize("text", ["OPDX", "penilaian", "nilai-nilai", "x_OPD", ""])
def test_only_whole_words_are_words(text):
    assert not [piece for piece in pieces(text, WORDS) if piece.term]


def test_what_the_page_has_told_is_left_as_it_is():
    assert pieces("Setiap OPD", WORDS, {"opd"}) == [Piece("Setiap OPD")]


def test_terms_come_in_the_order_of_the_texts():
    assert terms_in(["nilai OPD", "nilai terverifikasi"], WORDS) == ["nilai", "opd", "verified"]


@given(st.text(alphabet="OPDopd nilai<>&\"'-terverifikasi", max_size=60))
def test_the_pieces_are_the_text(text):
    assert "".join(piece.words for piece in pieces(text, WORDS)) == text


def test_every_term_has_a_name_of_its_own_and_words_in_both_languages():
    assert len({term.name for term in TERMS}) == len(TERMS) > 25
    for spellings in (INDONESIAN, ENGLISH):
        spelled = [word.casefold() for words in spellings.values() for word in words]
        assert len(spelled) == len(set(spelled))
    assert all(INDONESIAN[term.name] and ENGLISH[term.name] for term in TERMS)


def test_every_term_is_in_the_glossary_of_the_project():
    from pathlib import Path

    known = (Path(__file__).parents[3] / "docs/glossary.md").read_text(encoding="utf-8").casefold()
    missing = [
        name for name, words in INDONESIAN.items() if not any(word.casefold() in known for word in words)
    ]
    assert not missing
