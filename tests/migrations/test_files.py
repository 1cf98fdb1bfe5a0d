"""The migration files: one line, numbered, standing alone."""

import ast

import pytest

from app.db.migrations import HEAD_FILE, VERSIONS

FILES = sorted(VERSIONS.glob("*.py"))


def names(path):
    """The values of the simple assignments at the top of a file."""
    return {
        target.id: statement.value.value
        for statement in ast.parse(path.read_text()).body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def test_the_head_file_names_the_newest_so_that_parallel_migrations_conflict():
    assert HEAD_FILE.read_text().strip() == FILES[-1].stem


def test_they_follow_each_other_without_gap_or_branch():
    chain = [(names(path)["revision"], names(path)["down_revision"]) for path in FILES]
    numbers = [f"{number:04d}" for number in range(1, len(FILES) + 1)]
    assert chain == list(zip(numbers, [None, *numbers], strict=False))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_named_by_its_number_and_imports_nothing_of_the_application(path):
    assert path.stem.startswith(names(path)["revision"] + "_")
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or ".")
    assert not [name for name in imported if name.split(".")[0] == "app"]
