"""The plain data of a question set."""

from dataclasses import replace

from tests.factories import instrument as make


def test_the_fingerprint_depends_on_the_content_and_not_on_ids():
    plain = make.questionnaire()
    first, *others = plain.categories
    stored = replace(plain, id="an-id", categories=(replace(first, id="another"), *others))
    assert stored.fingerprint() == plain.fingerprint()
    assert replace(plain, title="Lain").fingerprint() != plain.fingerprint()


def test_the_fingerprint_does_not_depend_on_the_order_of_keys():
    forwards = make.questionnaire(
        categories=[make.category(indicators=[make.indicator(targets={2021: 2, 2022: 3})])]
    )
    backwards = make.questionnaire(
        categories=[make.category(indicators=[make.indicator(targets={2022: 3, 2021: 2})])]
    )
    assert forwards.fingerprint() == backwards.fingerprint()


def test_the_target_of_a_later_year_is_the_last_one_and_there_is_none_before_the_first():
    spec = make.indicator(targets={2021: 2, 2023: 4})
    assert [spec.target_for(year) for year in (2020, 2021, 2022, 2023, 2030)] == [None, 2, 2, 4, 4]


def test_actions_above_a_level_stop_at_the_target():
    spec = make.indicator()
    assert [action.to_level for action in spec.actions] == [2, 3, 4]
    assert [action.to_level for action in spec.actions_above(2, up_to=3)] == [3]
    assert spec.actions_above(4, up_to=5) == ()


def test_an_action_starts_at_the_level_below_unless_it_says_otherwise():
    assert make.action(to_level=3).starts_at == 2
    assert make.action(to_level=3, from_level=1).starts_at == 1


def test_search_finds_every_word_in_any_text_whatever_its_case():
    wanted = make.indicator("K-01", text="Tim memiliki SOP", why="Agar pasti")
    whole = make.questionnaire(categories=[make.category(indicators=[wanted, make.indicator("K-02")])])
    assert whole.search("sop PASTI") == (wanted,)
    assert whole.search("sop tidakada") == ()
    assert whole.search("k-02") == (whole.indicator("K-02"),)
