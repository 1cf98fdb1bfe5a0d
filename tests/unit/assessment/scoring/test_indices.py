"""Category and overall index of one unit, by hand and by property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.scoring import (
    AggregationRule,
    AnswerScores,
    Category,
    Indicator,
    MissingRule,
    Note,
    Scheme,
    Scope,
    UnitAnswers,
    category_index,
    overall_index,
    parts,
)

POLICY = Category("kebijakan", "Kebijakan", Fraction(20))
STAFF = Category("sdm", "SDM", Fraction(10))


def scheme(rule=None):
    return Scheme(
        (POLICY, STAFF),
        (
            Indicator("k1", "K-01", "kebijakan", "…", Fraction(3)),
            Indicator("k2", "K-02", "kebijakan", "…", Fraction(1)),
            Indicator("km", "K-03", "kebijakan", "…", Fraction(4), measured=True),
            Indicator("kg", "K-04", "kebijakan", "…", Fraction(9), Scope.GOVERNMENT),
            Indicator("s1", "S-01", "sdm", "…", Fraction(1)),
        ),
        rule or AggregationRule(),
    )


def scored(**levels):
    return {key: AnswerScores(level) for key, level in levels.items()}


def test_a_category_is_the_weighted_mean_of_its_own_indicators():
    assert category_index(scheme(), POLICY, scored(k1=4, k2=2, km=1)).value == Fraction(3 * 4 + 2 + 4, 8)


def test_a_measure_without_enough_complaints_gives_its_weight_to_the_others():
    index = category_index(scheme(), POLICY, scored(k1=4, k2=2))
    assert index.value == Fraction(14, 4)
    assert index.child("K-03").note is Note.UNKNOWN_EXCLUDED


def test_a_missing_answer_counts_as_the_lowest_level_if_the_instrument_says_so():
    index = category_index(scheme(), POLICY, scored(k1=4))
    assert index.value == Fraction(13, 4)
    assert index.child("K-02").note is Note.MISSING_AS_LOWEST


def test_a_missing_answer_is_left_out_if_the_instrument_says_so():
    rule = AggregationRule(missing_answer=MissingRule.EXCLUDE)
    index = category_index(scheme(rule), POLICY, scored(k1=4))
    assert index.value == 4
    assert index.child("K-02").note is Note.MISSING_EXCLUDED


def test_an_unknown_measure_counts_as_the_lowest_level_if_the_instrument_says_so():
    rule = AggregationRule(unknown_measure=MissingRule.LOWEST)
    index = category_index(scheme(rule), POLICY, scored(k1=4, k2=4))
    assert index.value == Fraction(20, 8)


def test_a_category_without_any_number_has_no_index_and_leaves_the_mean():
    rule = AggregationRule(missing_answer=MissingRule.EXCLUDE)
    overall = overall_index(scheme(rule), UnitAnswers("u", "U", scored(s1=3)))
    assert overall.child("kebijakan").value is None
    assert overall.child("kebijakan").note is Note.NOTHING_TO_COUNT
    assert overall.value == 3


def test_the_overall_index_weighs_the_categories():
    overall = overall_index(scheme(), UnitAnswers("u", "U", scored(k1=4, k2=4, km=4, s1=1)))
    assert overall.value == Fraction(4 * 20 + 1 * 10, 30)


def test_an_instrument_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="unknown category"):
        Scheme((POLICY,), (Indicator("x", "X-01", "sdm", "…", Fraction(1)),))
    with pytest.raises(ValueError, match="above zero"):
        Scheme((POLICY,), (Indicator("x", "X-01", "kebijakan", "…", Fraction(0)),))


def test_a_rule_in_words_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="perhaps"):
        AggregationRule.from_mapping({"missing_answer": "perhaps"})
    with pytest.raises(ValueError, match="unit_weight"):
        AggregationRule.from_mapping({"unit_weight": "by_staff"})


def number(node):
    assert node.value is not None
    return node.value


levels = st.one_of(st.none(), st.integers(1, 5))
answers = st.builds(AnswerScores, levels, levels, levels)
weights = st.integers(1, 1000).map(lambda n: Fraction(n, 7))


@st.composite
def filled_schemes(draw):
    count = draw(st.integers(1, 4))
    categories = tuple(Category(f"c{i}", f"C{i}", draw(weights)) for i in range(count))
    indicators = tuple(
        Indicator(
            f"i{n}",
            f"I-{n:02d}",
            f"c{draw(st.integers(0, count - 1))}",
            "…",
            draw(weights),
            Scope.OPD,
            measured,
        )
        for n, measured in enumerate(draw(st.lists(st.booleans(), min_size=1, max_size=12)))
    )
    rule = AggregationRule(draw(st.sampled_from(MissingRule)), draw(st.sampled_from(MissingRule)))
    given_answers = {indicator.id: draw(answers) for indicator in indicators if draw(st.booleans())}
    return Scheme(categories, indicators, rule), UnitAnswers("u", "U", given_answers)


@given(filled_schemes())
def test_every_index_stays_on_the_scale(filled):
    made, unit = filled
    overall = overall_index(made, unit)
    for node in (overall, *overall.children):
        assert node.value is None or 1 <= node.value <= 5


@given(filled_schemes())
def test_an_index_never_leaves_the_span_of_its_parts(filled):
    overall = overall_index(*filled)
    values = [child.value for child in overall.children if child.value is not None]
    assert (overall.value is None) == (not values)
    if values:
        assert min(values) <= number(overall) <= max(values)


@given(filled_schemes(), weights)
def test_scaling_all_weights_changes_nothing(filled, factor):
    made, unit = filled
    scaled = Scheme(
        tuple(Category(c.code, c.name, c.weight * factor) for c in made.categories),
        tuple(
            Indicator(i.id, i.code, i.category, i.text, i.weight * factor, i.scope, i.measured)
            for i in made.indicators
        ),
        made.rule,
    )
    assert overall_index(scaled, unit).value == overall_index(made, unit).value


@given(filled_schemes(), st.randoms(use_true_random=False))
def test_the_order_of_questions_and_categories_changes_nothing(filled, random):
    made, unit = filled
    categories, indicators = list(made.categories), list(made.indicators)
    random.shuffle(categories)
    random.shuffle(indicators)
    shuffled = Scheme(tuple(categories), tuple(indicators), made.rule)
    assert overall_index(shuffled, unit).value == overall_index(made, unit).value


@given(filled_schemes())
def test_the_contributions_of_the_explanation_add_up_to_the_index(filled):
    pending = [overall_index(*filled)]
    while pending:
        node = pending.pop()
        if node.children and node.value is not None:
            assert sum(part.contribution for part in parts(node)) == node.value
            assert sum(part.share for part in parts(node)) == 1
        pending.extend(node.children)


@given(filled_schemes(), st.data())
def test_a_better_answer_never_lowers_the_index(filled, data):
    made, unit = filled
    typed = [i for i in made.indicators if unit.answers.get(i.id) and unit.answers[i.id].self_score]
    if not typed:
        return
    indicator = data.draw(st.sampled_from(typed))
    before = unit.answers[indicator.id]
    better = AnswerScores(5, before.verified_score and 5, before.ministry_score and 5)
    raised = UnitAnswers("u", "U", {**unit.answers, indicator.id: better})
    assert number(overall_index(made, raised)) >= number(overall_index(made, unit))
