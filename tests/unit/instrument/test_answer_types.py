"""Every kind of answer has form, level, display and export."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import app.instrument
from app.instrument.answer_types import REGISTRY, InvalidAnswer, answer_type, stored
from app.instrument.labels import ANSWER_LABELS, MEASURE_LABELS
from app.instrument.measures import Measured, MeasureName
from app.instrument.questionnaire import AnswerKind

HIGHER = {"thresholds": [10, 20, 30, 40], "direction": "higher"}
LOWER = {"thresholds": [40, 30, 20, 10], "direction": "lower"}
OPTIONS = {
    "options": [
        {"code": "none", "label": "Belum ada", "level": 1},
        {"code": "law", "label": "Perda", "level": 5},
    ]
}
MEASURED = {"measure": "closed_share", "thresholds": [0.2, 0.4, 0.6, 0.8], "minimum_volume": 5}
FIGURE = {"value": 0.625, "volume": 1200, "cut_off": "2021-10-05T05:53:00+00:00", "source": "LAPOR!"}

# One answer of every kind: parameters, what is typed, what is stored, its level, how it reads, what is exported.
EXAMPLES: dict[AnswerKind, tuple[Any, ...]] = {
    AnswerKind.LEVEL: ({}, "3", 3, 3, "3 – Terdefinisi", 3),
    AnswerKind.YES_NO: ({"yes_level": 4, "no_level": 1}, "yes", True, 4, "Ya", "Ya"),
    AnswerKind.NUMBER: (
        HIGHER | {"unit": "orang", "decimals": 1},
        "1.234,5",
        1234.5,
        5,
        "1.234,5 orang",
        1234.5,
    ),
    AnswerKind.PERCENTAGE: (HIGHER, "20,5%", 20.5, 3, "20,5%", 20.5),
    AnswerKind.CHOICE: (OPTIONS, "law", "law", 5, "Perda", "Perda"),
    AnswerKind.MEASURED: (MEASURED, "", FIGURE, 4, "62,5% dari 1.200 pengaduan", 0.625),
}


@pytest.mark.parametrize("kind", list(AnswerKind))
class TestEveryKind:
    def test_it_has_an_example_a_label_and_a_partial(self, kind):
        assert kind in EXAMPLES
        assert str(ANSWER_LABELS[kind])
        templates = Path(app.instrument.__file__).parent / "templates"
        assert (templates / REGISTRY[kind].template).is_file()

    def test_its_parameters_are_accepted(self, kind):
        assert REGISTRY[kind].problems(EXAMPLES[kind][0]) == []

    def test_a_misspelt_parameter_is_refused(self, kind):
        assert REGISTRY[kind].problems({**EXAMPLES[kind][0], "treshold": 1})

    def test_it_stores_what_is_typed(self, kind):
        parameters, typed, value, *_ = EXAMPLES[kind]
        expected = value if REGISTRY[kind].is_typed else None
        assert REGISTRY[kind].from_form(parameters, typed) == expected

    def test_the_form_shows_what_is_stored_so_that_saving_again_changes_nothing(self, kind):
        parameters, _typed, value, *_ = EXAMPLES[kind]
        again = REGISTRY[kind].from_form(parameters, REGISTRY[kind].to_form(parameters, value))
        assert again == (value if REGISTRY[kind].is_typed else None)

    def test_it_has_level_display_and_export(self, kind):
        parameters, _typed, value, level, display, export = EXAMPLES[kind]
        assert REGISTRY[kind].level(parameters, value) == level
        assert REGISTRY[kind].display(parameters, value).replace("\xa0", " ") == display
        assert REGISTRY[kind].export(parameters, value) == export
        assert level in REGISTRY[kind].reachable(parameters)

    def test_nothing_stays_nothing(self, kind):
        parameters = EXAMPLES[kind][0]
        assert REGISTRY[kind].from_form(parameters, "  ") is None
        assert REGISTRY[kind].to_form(parameters, None) == ""
        assert REGISTRY[kind].level(parameters, None) is None
        assert REGISTRY[kind].display(parameters, None) == ""
        assert REGISTRY[kind].export(parameters, None) is None


@pytest.mark.parametrize(
    ("kind", "parameters", "typed"),
    [
        ("level", {}, "6"),
        ("level", {}, "3.0"),
        ("yes_no", {"yes_level": 4, "no_level": 1}, "Ya"),
        ("number", HIGHER | {"unit": "orang"}, "dua"),
        ("number", HIGHER | {"unit": "orang"}, "1,5"),
        ("number", HIGHER | {"unit": "orang"}, "nan"),
        ("number", HIGHER | {"unit": "orang"}, "9" * 20),
        ("number", HIGHER | {"unit": "orang", "minimum": 1}, "0"),
        ("number", HIGHER | {"unit": "orang", "maximum": 50}, "51"),
        ("number", HIGHER | {"unit": "orang"}, "1.23"),
        ("percentage", HIGHER, "100,5"),
        ("percentage", HIGHER, "-1"),
        ("choice", OPTIONS, "lain"),
        ("measured", MEASURED, "0,9"),
    ],
)
def test_it_refuses_what_makes_no_sense_in_words(kind, parameters, typed):
    with pytest.raises(InvalidAnswer) as refusal:
        answer_type(kind).from_form(parameters, typed)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("value", "higher", "lower"),
    [(0, 1, 5), (9.9, 1, 5), (10, 2, 5), (10.1, 2, 4), (20, 3, 4), (30, 4, 3), (40, 5, 2), (41, 5, 1)],
)
def test_a_border_belongs_to_the_better_level(value, higher, lower):
    assert answer_type("percentage").level(HIGHER, value) == higher
    assert answer_type("percentage").level(LOWER, value) == lower


@pytest.mark.parametrize(
    "thresholds",
    [
        [1, 2, 3],
        [1, 2, 3, 3],
        [4, 3, 2, 1],
        [1, 2, "3", 4],
        [1, 2, True, 4],
        "1234",
        None,
        [1, 2, 3, float("nan")],
    ],
)
def test_thresholds_are_four_rising_numbers(thresholds):
    assert answer_type("percentage").problems({"thresholds": thresholds})


def test_falling_thresholds_need_the_direction_lower():
    assert answer_type("percentage").problems(LOWER) == []
    assert answer_type("percentage").problems(LOWER | {"direction": "higher"})
    assert answer_type("percentage").problems(LOWER | {"direction": ["lower"]})


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("yes_no", {"yes_level": 4}),
        ("yes_no", {"yes_level": 1, "no_level": 4}),
        ("yes_no", {"yes_level": 6, "no_level": 1}),
        ("yes_no", {"yes_level": True, "no_level": 1}),
        ("number", HIGHER),
        ("number", HIGHER | {"unit": "orang", "minimum": "nol"}),
        ("choice", {}),
        ("choice", {"options": OPTIONS["options"][:1]}),
        ("choice", {"options": OPTIONS["options"] * 2}),
        ("choice", {"options": [{"code": "A B", "label": "", "level": 9}, OPTIONS["options"][0]]}),
        ("measured", MEASURED | {"measure": "happiness"}),
        ("measured", MEASURED | {"minimum_volume": 0}),
    ],
)
def test_wrong_parameters_are_named(kind, parameters):
    problems = answer_type(kind).problems(parameters)
    assert problems
    assert all(problem.field.startswith("parameters.") for problem in problems)


class TestMeasured:
    def test_unknown_is_never_a_level(self):
        unknown = stored(Measured(None, 0, None, "LAPOR!"))
        assert answer_type("measured").level(MEASURED, unknown) is None
        assert "Belum dapat diukur" in answer_type("measured").display(MEASURED, unknown)
        assert answer_type("measured").export(MEASURED, unknown) is None

    def test_too_few_complaints_have_no_level_even_when_perfect(self):
        few = stored(Measured(1.0, 4, datetime(2021, 10, 5, tzinfo=UTC), "LAPOR!"))
        assert answer_type("measured").level(MEASURED, few) is None
        assert answer_type("measured").level(MEASURED, few | {"volume": 5}) == 5

    def test_a_share_says_of_how_many_it_is(self):
        kind, cut_off = answer_type("measured"), datetime(2021, 10, 5, tzinfo=UTC)
        figure = stored(Measured(0.661, 64, cut_off, "LAPOR!", 62))
        judged = MEASURED | {"measure": "follow_up_in_time_share"}
        closed = MEASURED | {"measure": "closed_share"}
        assert kind.display(judged, figure) == "66,1% dari 62 pengaduan yang dapat dinilai"
        assert kind.display(closed, figure | {"base": 64}) == "66,1% dari 64 pengaduan"
        earlier = {name: value for name, value in figure.items() if name != "base"}
        assert kind.display(judged, earlier) == "66,1%; 64 pengaduan masuk"

    def test_it_keeps_cut_off_and_source(self):
        figure = stored(Measured(0.5, 10, datetime(2021, 10, 5, tzinfo=UTC), "LAPOR!"))
        assert figure == {
            "value": 0.5,
            "volume": 10,
            "cut_off": "2021-10-05T00:00:00+00:00",
            "source": "LAPOR!",
        }

    @pytest.mark.parametrize(
        ("measure", "value", "text"),
        [
            ("rating_mean", 4.256, "4,26 dari 20 pengaduan yang diberi rating"),
            ("volume", 1500, "1.500 pengaduan"),
        ],
    )
    def test_it_reads_as_what_it_is(self, measure, value, text):
        figure = {"value": value, "volume": 20, "cut_off": None, "source": ""}
        assert answer_type("measured").display({"measure": measure}, figure) == text

    def test_every_measure_has_a_label(self):
        assert set(MEASURE_LABELS) == set(MeasureName)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="happiness"):
        answer_type("happiness")
