import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.placeholders import fill, names_in

pytestmark = pytest.mark.unit


def test_known_names_are_filled_and_the_rest_is_told():
    result = fill("<p>{{pemerintah}} {{ indeks }} {{salah}}</p>", {"pemerintah": "Sinjai", "indeks": None})
    assert result == ("<p>Sinjai … {{salah}}</p>", ("salah",), ("indeks",))


def test_a_value_cannot_become_markup():
    assert fill("{{nama}}", {"nama": "<script>&"}).html == "&lt;script&gt;&amp;"


def test_a_value_is_not_filled_again():
    assert fill("{{a}}", {"a": "{{b}}", "b": "x"}).html == "{{b}}"


@given(st.text())
def test_text_is_never_evaluated(text):
    assert fill(text, {}).html == text


@pytest.mark.parametrize(
    "attack", ["{{ 7*7 }}", "{{config}}", "{% if 1 %}x{% endif %}", "{{ ''.__class__ }}"]
)
def test_template_code_stays_text(attack):
    assert fill(attack, {"pemerintah": "x"}).html == attack


def test_names_in():
    assert names_in("{{a}} {{ b }} {{a}}") == ("a", "b")
