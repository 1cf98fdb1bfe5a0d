from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.compile.similar import alike_pairs, likeness, significant_words

pytestmark = pytest.mark.unit

WORDS = st.frozensets(st.sampled_from([f"kata{number}" for number in range(12)]), max_size=8)


def test_filler_and_punctuation_do_not_count():
    assert significant_words("Melakukan Pelatihan, untuk para Admin!") == significant_words("pelatihan admin")


def test_numbers_and_negation_count():
    assert significant_words("Pelatihan 2 admin") != significant_words("Pelatihan 3 admin")
    assert "tidak" in significant_words("tidak berkadar pengawasan")


def test_two_empty_texts_are_not_alike():
    assert likeness(frozenset(), frozenset()) == 0.0


@given(st.lists(WORDS, max_size=14), st.sampled_from([0.3, 0.5, 0.6, 0.8, 1.0]))
def test_the_prefix_filter_finds_exactly_what_comparing_everything_finds(sets, threshold):
    texts = {str(number): words for number, words in enumerate(sets)}
    expected = {
        (first, second): likeness(texts[first], texts[second])
        for first, second in combinations(texts, 2)
        if likeness(texts[first], texts[second]) >= threshold
    }
    found = list(alike_pairs(texts, threshold))
    assert len(found) == len(expected)
    assert {(first, second): value for first, second, value in found} == expected
