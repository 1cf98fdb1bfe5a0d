"""The pairs of claim and figure that ship: sound for every version, and every mistake in them is told."""

import pytest

from app.instrument import cross_checks
from app.instrument.cross_checks import CrossCheck, cross_check_problems
from app.instrument.loader import read_version
from app.instrument.loader.files import available_versions
from app.instrument.problems import InvalidInstrument, ProblemKind


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes the pairs of version 2021 anew."""

    def write(text):
        (tmp_path / "2021.yaml").write_text(text)
        monkeypatch.setattr(cross_checks, "FOLDER", tmp_path)
        cross_checks.cross_checks.cache_clear()

    yield write
    cross_checks.cross_checks.cache_clear()


@pytest.mark.parametrize("version", available_versions())
def test_every_shipped_pair_ties_a_typed_indicator_to_a_measured_one(version):
    assert cross_check_problems(read_version(version)) == []


def test_the_shipped_version_has_pairs_for_opd_and_for_the_government():
    questionnaire = read_version("2021")
    scopes = {questionnaire.indicator(check.claim).scope.value for check in cross_checks.cross_checks("2021")}
    assert scopes == {"opd", "government"}


def test_a_version_without_a_file_has_none():
    assert cross_checks.cross_checks("1999") == ()


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        ("{claim: X-99, figure: S-05, why: x}", ProblemKind.NOT_ALLOWED),
        ("{claim: S-05, figure: S-05, why: x}", ProblemKind.NOT_ALLOWED),  # a figure claims nothing
        ("{claim: K-01, figure: K-02, why: x}", ProblemKind.NOT_ALLOWED),  # nor does a claim measure
    ],
)
def test_codes_that_do_not_fit_are_named(written, pair, kind):
    written(f"checks:\n  - {pair}\n")
    assert [problem.kind for problem in cross_check_problems(read_version("2021"))] == [kind]


def test_one_question_about_a_claim_is_enough(written):
    pair = "  - {claim: K-01, figure: S-05, why: x}\n"
    written(f"checks:\n{pair}{pair}")
    assert [problem.kind for problem in cross_check_problems(read_version("2021"))] == [
        ProblemKind.DUPLICATE_CODE
    ]


def test_a_gap_that_can_never_or_always_be_reached_is_refused(written):
    written("gap: 5\nchecks:\n  - {claim: K-01, figure: S-05, why: x}\n")
    kinds = [problem.kind for problem in cross_check_problems(read_version("2021"))]
    assert kinds == [ProblemKind.LEVEL_OUT_OF_RANGE]


@pytest.mark.parametrize(
    "text",
    [
        "checks:\n  - {claim: K-01}\n",
        "gap: dua\nchecks:\n  - {claim: K-01, figure: S-05, why: x}\n",
        "checks: [",
    ],
)
def test_what_cannot_be_read_says_so(written, text):
    written(text)
    with pytest.raises(InvalidInstrument):
        cross_checks.cross_checks("2021")


def test_the_gap_of_the_file_holds_for_all_its_pairs(written):
    written("gap: 3\nchecks:\n  - {claim: K-01, figure: S-05, why: x}\n")
    assert cross_checks.cross_checks("2021") == (CrossCheck("K-01", "S-05", "x", 3),)
