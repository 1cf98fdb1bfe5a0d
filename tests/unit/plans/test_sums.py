"""Sums in four ways are one sum, and nothing falls out of them."""

from random import Random
from types import SimpleNamespace

from app.plans.rules.sums import quarter_loads, sums_of

YEARS = (2021, 2022)


def line(category="sdm", source="apbd", unit="u1", budgets=None, quarters=None):
    return SimpleNamespace(
        category_code=category,
        fund_source=source,
        responsible_unit=SimpleNamespace(id=unit) if unit else None,
        budgets=budgets or {},
        quarters=quarters or {},
    )


def told(rows):
    return [(row.key, row.lines, dict(row.by_year), row.total) for row in rows]


def test_by_category_source_and_unit():
    lines = [
        line(budgets={2021: 10, 2022: 5}),
        line("monev", "apbn", "u2", {2021: 100}),
        line("sdm", "", "", {2022: 7}),
        line("monev", "apbd", "u2", {2021: 0, 2022: None}),
    ]
    found = sums_of(lines, YEARS, ["kebijakan", "sdm", "monev"])
    assert told(found.by_category) == [
        ("kebijakan", 0, {2021: 0, 2022: 0}, 0),
        ("sdm", 2, {2021: 10, 2022: 12}, 22),
        ("monev", 2, {2021: 100, 2022: 0}, 100),
    ]
    assert [(row.key, row.lines, row.total) for row in found.by_fund_source] == [
        ("apbn", 1, 100),
        ("apbd", 2, 15),
        ("", 1, 7),
    ]
    assert [(row.key, row.lines, row.total) for row in found.by_unit] == [
        ("u2", 2, 100),
        ("u1", 1, 15),
        ("", 1, 7),
    ]
    assert (found.whole.lines, found.whole.total) == (4, 122)


def test_years_outside_the_plan_are_left_out():
    assert sums_of([line(budgets={2020: 9, 2021: 1})], YEARS, ["sdm"]).whole.total == 1


def test_every_way_adds_up_to_the_whole():
    random = Random(5)
    for _round in range(50):
        lines = [
            line(
                random.choice(("sdm", "monev")),
                random.choice(("", "apbd", "grant")),
                random.choice(("", "a", "b", "c")),
                {year: random.choice((None, 0, random.randrange(10**12))) for year in YEARS},
            )
            for _ in range(random.randrange(12))
        ]
        found = sums_of(lines, YEARS, ["sdm", "monev"])
        for rows in (found.by_category, found.by_fund_source, found.by_unit):
            assert sum(row.lines for row in rows) == found.whole.lines == len(lines)
            for year in YEARS:
                assert sum(row.by_year[year] for row in rows) == found.whole.by_year[year]


def test_lines_in_each_quarter():
    lines = [line(quarters={2021: (1, 2)}), line(quarters={2021: (2,), 2022: (4,)})]
    loads = {(load.year, load.quarter): load.lines for load in quarter_loads(lines, YEARS)}
    assert loads == {
        (2021, 1): 1,
        (2021, 2): 2,
        (2021, 3): 0,
        (2021, 4): 0,
        (2022, 1): 0,
        (2022, 2): 0,
        (2022, 3): 0,
        (2022, 4): 1,
    }
