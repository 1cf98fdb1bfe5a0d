"""The government's index: the mean over units beside the government-scope indicators, and its coverage."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.scoring import (
    AggregationRule,
    AnswerScores,
    Category,
    Coverage,
    Indicator,
    MissingRule,
    Note,
    Scheme,
    Scope,
    UnitAnswers,
    coverage,
    government_index,
    parts,
)


def scheme(rule=None):
    return Scheme(
        (Category("a", "A", Fraction(1)), Category("b", "B", Fraction(3))),
        (
            Indicator("a1", "A-01", "a", "…", Fraction(2)),
            Indicator("a2", "A-02", "a", "…", Fraction(1)),
            Indicator("ag", "A-03", "a", "…", Fraction(1), Scope.GOVERNMENT),
            Indicator("bg", "B-01", "b", "…", Fraction(5), Scope.GOVERNMENT),
        ),
        rule or AggregationRule(),
    )


def unit(name, a1, a2, *, counted=True):
    return UnitAnswers(name, name, {"a1": AnswerScores(a1), "a2": AnswerScores(a2)}, counted)


def test_government_indicators_stand_beside_the_mean_over_units():
    index = government_index(
        scheme(), [unit("x", 4, 1), unit("y", 2, 2)], {"ag": AnswerScores(5), "bg": AnswerScores(2)}
    )
    mean_over_units = (Fraction(9, 3) + 2) / 2
    category_a = (3 * mean_over_units + 1 * 5) / 4
    assert index.child("a").value == category_a
    assert index.child("b").value == 2
    assert index.value == (category_a + 3 * 2) / 4


def test_a_unit_that_never_submitted_is_left_out_and_the_coverage_says_so():
    units = [unit("x", 4, 4), unit("y", 1, 1, counted=False)]
    index = government_index(scheme(), units, {"ag": AnswerScores(4), "bg": AnswerScores(4)})
    assert index.value == 4
    assert coverage(units) == Coverage(1, 2)
    assert coverage(units).share == Fraction(1, 2)
    silent = index.child("a").child("units").child("y")
    assert (silent.value, silent.note, silent.children) == (None, Note.UNIT_EXCLUDED, ())


def test_a_unit_that_never_submitted_counts_lowest_if_the_instrument_says_so():
    units = [unit("x", 4, 4), unit("y", 5, 5, counted=False)]
    index = government_index(scheme(AggregationRule(missing_unit=MissingRule.LOWEST)), units, {})
    assert index.child("a").child("units").value == Fraction(5, 2)
    assert index.child("a").child("units").child("y").note is Note.UNIT_AS_LOWEST


def test_an_unanswered_government_indicator_follows_the_rule_for_missing_answers():
    assert government_index(scheme(), [unit("x", 4, 4)], {}).child("b").value == 1
    left_out = government_index(scheme(AggregationRule(MissingRule.EXCLUDE)), [unit("x", 4, 4)], {})
    assert left_out.child("b").value is None
    assert left_out.value == 4


def test_without_a_single_submitted_unit_there_is_no_index():
    index = government_index(scheme(), [unit("x", 4, 4, counted=False)], {"bg": AnswerScores(5)})
    assert index.value is None
    assert index.note is Note.NOTHING_TO_COUNT


def test_a_government_without_units_is_covered_by_nothing():
    assert coverage([]).share == 0
    assert government_index(scheme(), [], {}).value is None


levels = st.integers(1, 5)
many_units = st.lists(st.tuples(levels, levels, st.booleans()), min_size=1, max_size=8)


def _units(rows):
    return [unit(f"u{n}", a1, a2, counted=counted) for n, (a1, a2, counted) in enumerate(rows)]


@given(many_units, levels, levels, st.sampled_from(MissingRule))
def test_the_index_stays_on_the_scale_and_explains_itself(rows, ag, bg, rule):
    index = government_index(
        scheme(AggregationRule(missing_unit=rule)),
        _units(rows),
        {"ag": AnswerScores(ag), "bg": AnswerScores(bg)},
    )
    assert (index.value is None) == (not any(counted for *_, counted in rows))
    pending = [index]
    while pending:
        node = pending.pop()
        assert node.value is None or 1 <= node.value <= 5
        if node.value is not None and node.children:
            assert sum(part.contribution for part in parts(node)) == node.value
        pending.extend(node.children)


@given(many_units, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(rows, random):
    units = _units(rows)
    shuffled = list(units)
    random.shuffle(shuffled)
    assert government_index(scheme(), shuffled, {}).value == government_index(scheme(), units, {}).value


@given(many_units)
def test_asking_every_unit_twice_changes_nothing(rows):
    once = _units(rows)
    twice = once + [UnitAnswers(f"{u.unit_id}b", u.name, u.answers, u.counted) for u in once]
    assert government_index(scheme(), twice, {}).value == government_index(scheme(), once, {}).value
