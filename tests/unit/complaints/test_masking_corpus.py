"""How well a made corpus is masked. The figures are floors: whoever improves the patterns raises them.

Held-out texts were written before the patterns and are only measured. Names in free text cannot be found completely;
how many of those that stand in no list are found is measured apart.
"""

import pytest

from app.complaints.masking import Kind, find_personal_data, mask_personal_data
from bench.masking import corpora
from tests.samples.complaints.masking.scoring import score, total

# Part → kind → least recall, least precision; kinds that are not named: all of it, and nothing without need.
FLOORS: dict[str, dict[Kind, tuple[float, float]]] = {
    "development": {Kind.ADDRESS: (0.90, 1.0)},
    "held_out": {Kind.ADDRESS: (0.91, 1.0), Kind.NAME: (0.95, 1.0)},
    "unlisted": {Kind.ADDRESS: (0.91, 1.0), Kind.NAME: (0.61, 1.0)},
    "generated": {Kind.PHONE: (0.998, 1.0)},
}


@pytest.fixture(scope="module")
def parts():
    return corpora()


@pytest.mark.parametrize("part", FLOORS)
def test_recall_and_precision_do_not_fall(parts, part):
    for kind, own in score(parts[part], find_personal_data).items():
        recall, precision = FLOORS[part].get(kind, (1.0, 1.0))
        assert own.recall >= recall, (kind, own.missed)
        assert own.precision >= precision, (kind, own.wrong)


def test_the_corpus_is_large_enough_to_say_something(parts):
    assert len(parts["development"]) + len(parts["held_out"]) >= 290
    for part in ("development", "held_out"):
        scores = score(parts[part], find_personal_data)
        assert total(scores).marked >= 90
        assert scores[Kind.NAME].marked >= 50
        assert sum(not sample.marks for sample in parts[part]) >= 55  # what must stay


def test_marks_are_read_where_they_stand(parts):
    for samples in parts.values():
        for sample in samples:
            assert "{" not in sample.text
            for mark in sample.marks:
                assert sample.text[mark.start : mark.end].strip()


def test_nothing_masked_names_anybody(parts):
    for sample in parts["generated"]:
        masked = mask_personal_data(sample.text)
        for mark in sample.marks:
            if mark.kind in (Kind.NIK, Kind.FAMILY_CARD, Kind.MAIL):
                assert sample.text[mark.start : mark.end] not in masked
