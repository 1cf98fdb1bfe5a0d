"""What is easy to guess is refused, in Indonesian too."""

import pytest

from app.organisations.rules.passwords import LONGEST, Policy, Weakness, common_words, weakness

ABOUT = ["Siti Aminah", "siti.aminah", "siti.aminah@sinjaikab.go.id"]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("lapor123", Weakness.TOO_SHORT),
        ("rahasia2021", Weakness.COMMON_WORD),
        ("sp4nlapor2021", Weakness.COMMON_WORD),
        ("katasandiadmin", Weakness.COMMON_WORD),
        ("Bupati#2021", Weakness.COMMON_WORD),
        ("laporindonesia", Weakness.COMMON_WORD),
        ("aaaaaaaaaaaa", Weakness.REPEATED),
        ("abcdefghijk", Weakness.SEQUENCE),
        ("sitiaminah12", Weakness.COMMON_WORD),
        ("x" * (LONGEST + 1), Weakness.TOO_LONG),
    ],
)
def test_what_is_easy_to_guess_is_refused(password, expected):
    assert weakness(password, Policy(), ABOUT) is expected


@pytest.mark.parametrize("password", ["kucing makan nasi pagi", "Kx8#mPq2Lz", "sepeda-biru-hujan-teras"])
def test_a_few_unrelated_words_are_enough_without_any_mix(password):
    assert weakness(password, Policy(), ABOUT) is None


def test_an_installation_may_demand_a_mix():
    strict = Policy(mix=True)
    assert weakness("sepeda-biru-hujan-teras", strict) is Weakness.NEEDS_MIX
    assert weakness("Sepeda-biru-hujan-7", strict) is None


def test_an_installation_may_demand_more_length():
    assert weakness("Kx8#mPq2Lz", Policy(length=14)) is Weakness.TOO_SHORT


def test_the_longest_password_is_judged_at_once():
    """Rating it whole would let one request keep a processor busy."""
    assert weakness("ab9-" * 32, Policy()) in {None, *Weakness}


def test_the_word_list_is_folded():
    words = common_words()
    assert words == [word.lower() for word in words]
    assert "lapor" in words
