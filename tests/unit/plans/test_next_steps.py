"""What a unit does next."""

from app.plans.compile import Action, Indicator, next_steps

YEARS = (2021, 2022)


def indicator(code, *levels, goals=None, weight=1.0):
    return Indicator(
        id=f"i-{code}",
        code=code,
        category_code="kebijakan",
        text=code,
        scope="opd",
        weight=weight,
        goals=goals or {2021: 2, 2022: 4},
        actions=tuple(
            Action(f"{code}-{level}", level, f"Kegiatan {level}", "Keluaran", "kali") for level in levels
        ),
    )


def codes(steps):
    return [step.action.code for step in steps]


def test_the_first_action_above_the_level_and_not_above_the_goal():
    steps = next_steps([indicator("A", 5, 3, 4)], {"A": 2}, YEARS, 2021)
    assert codes(steps) == ["A-3"]
    assert (steps[0].level, steps[0].goal) == (2, 4)
    assert next_steps([indicator("A", 5)], {"A": 2}, YEARS, 2021) == ()
    assert next_steps([indicator("A", 2)], {"A": 2}, YEARS, 2021) == ()


def test_what_lacks_most_of_this_year_comes_first_then_the_weighed_gap():
    asked = [
        indicator("A", 3, weight=9.0),
        indicator("B", 2),
        indicator("C", 3, weight=2.0),
        indicator("D", 3, weight=1.0),
    ]
    steps = next_steps(asked, {"A": 2, "B": 1, "C": 2, "D": 2}, YEARS, 2021)
    assert codes(steps) == ["B-2", "A-3", "C-3"]
    assert [step.lacking for step in steps] == [1, 0, 0]


def test_no_more_than_asked_for_one_for_each_indicator():
    asked = [indicator(code, 2, 3, 4) for code in "ABCD"]
    assert codes(next_steps(asked, dict.fromkeys("ABCD", 1), YEARS, 2021)) == ["A-2", "B-2", "C-2"]
    assert len(next_steps(asked, dict.fromkeys("ABCD", 1), YEARS, 2021, most=2)) == 2


def test_a_missing_answer_is_no_gap():
    assert next_steps([indicator("A", 3)], {}, YEARS, 2021) == ()
    assert next_steps([indicator("A", 3)], {"A": None}, YEARS, 2021) == ()


def test_a_goal_outside_the_years_is_none_of_the_plan():
    assert next_steps([indicator("A", 3, goals={2030: 5})], {"A": 1}, YEARS, 2021) == ()
