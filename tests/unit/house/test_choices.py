"""What can be chosen is given as `options(...)`: WTForms 3.4 takes pairs no more."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FIELDS = {"SelectField", "SelectMultipleField", "RadioField"}


def given_choices(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression that becomes the choices of a field."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FIELDS:
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "choices")
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute) and target.attr == "choices" for target in node.targets
        ):
            yield node.value


def has_pairs(value: ast.expr) -> bool:
    """Whether tuples stand in a list of choices that nobody turns into options."""
    if isinstance(value, ast.Call):
        return False
    # `for code, name in …` unpacks a pair and gives none.
    return any(isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) for node in ast.walk(value))


def offenders(text: str) -> list[int]:
    """The lines at which pairs are given."""
    return [value.lineno for value in given_choices(ast.parse(text)) if has_pairs(value)]


def test_no_field_is_given_pairs() -> None:
    found = {
        str(file.relative_to(ROOT)): lines
        for file in (ROOT / "app").rglob("*.py")
        if (lines := offenders(file.read_text()))
    }
    assert not found, found


@pytest.mark.parametrize(
    "text",
    [
        "x = SelectField('Pilih', choices=[('a', 'A')])",
        "x = RadioField('Pilih', choices=[(one.id, one.name) for one in units])",
        "form.unit.choices = [('', 'Semua'), *((one.id, one.name) for one in units)]",
        "form.unit.choices = [('', 'Semua')] + [(one.id, one.name) for one in units]",
    ],
)
def test_pairs_are_noticed(text: str) -> None:
    assert offenders(text) == [1]


def test_options_are_not() -> None:
    assert offenders("x = SelectField('Pilih', choices=options([('a', 'A')]))") == []
