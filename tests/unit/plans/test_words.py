from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.words import MOST_COMPARED, compare_words, text_of

pytestmark = pytest.mark.unit

TEXT = st.lists(st.sampled_from(["a", "b.", "c", "d;"]), max_size=30).map(" ".join)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_runs(before, after):
    runs = compare_words(before, after)
    assert " ".join(run.text for run in runs if run.kind != "added") == before
    assert " ".join(run.text for run in runs if run.kind != "removed") == after


@given(TEXT, TEXT)
def test_neighbouring_runs_are_of_different_kinds(before, after):
    kinds = [run.kind for run in compare_words(before, after)]
    assert all(one != other for one, other in pairwise(kinds))


def test_a_word_in_the_middle():
    runs = compare_words("Satu dua. Tiga empat.", "Satu dua. Tiga lima.")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "Satu dua. Tiga"),
        ("removed", "empat."),
        ("added", "lima."),
    ]


def test_a_passage_too_long_to_compare_is_replaced_as_a_whole():
    words = round(MOST_COMPARED**0.5) + 1
    before, after = " ".join(["a"] * words), " ".join(["a"] * words + ["b"])
    assert [run.kind for run in compare_words(before, after)] == ["removed", "added"]


def test_markup_is_not_compared():
    assert text_of("<p>Satu</p><p>dua &amp; tiga</p>") == "Satu dua & tiga"
