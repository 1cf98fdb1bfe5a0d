"""The house keeps its shape: packages are packages, pure files are under contract, files stay short."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
APP = ROOT / "app"
PURE_NAMES = {
    "areas",
    "calendar",
    "calendar_checks",
    "calendar_items",
    "calendar_table",
    "calendar_view",
    "calendar_years",
    "compile",
    "effects",
    "explained",
    "explaining",
    "fitting",
    "handling",
    "layouts",
    "masking",
    "published",
    "recurring",
    "rereading",
    "retention",
    "rubric",
    "rules",
    "scoring",
    "sla",
    "statistics",
    "undoing",
}
LONGEST_FILE = 300
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}


def python_files():
    return sorted(path for path in APP.rglob("*.py") if "static" not in path.parts)


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def contract(kind):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return next(found for found in settings["contracts"] if found["type"] == kind)


def test_every_directory_with_python_is_a_package():
    """import-linter does not see what lies in a directory without __init__.py."""
    bare = {
        str(path.parent.relative_to(ROOT))
        for path in python_files()
        if not (path.parent / "__init__.py").exists()
    }
    assert not bare


def test_every_pure_file_is_under_the_purity_contract():
    held = set(contract("forbidden")["source_modules"])
    pure = set()
    for path in python_files():
        parts = module_name(path).split(".")
        if len(parts) > 2 and parts[2] in PURE_NAMES:
            pure.add("app.*.rules" if parts[2] == "rules" else ".".join(parts[:3]))
    assert pure == held


def test_no_layer_is_declared_optional_once_its_package_exists():
    layers = " ".join(contract("layers")["layers"])
    optional = [name for name in layers.replace("|", " ").split() if name.startswith("(")]
    existing = {path.name for path in APP.iterdir() if (path / "__init__.py").exists()}
    existing |= {path.stem for path in APP.glob("*.py")}
    assert not [name for name in optional if name.strip("()") in existing]


@pytest.mark.parametrize("path", python_files(), ids=module_name)
def test_a_file_that_grows_becomes_a_folder(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_no_drawer_collects_what_belongs_elsewhere():
    assert not [str(path.relative_to(ROOT)) for path in APP.rglob("*") if path.stem in DRAWERS]


def test_nobody_takes_the_day_of_utc_for_today():
    """In the evening of UTC it is tomorrow already where Renaksi is used: `day_in` and `Government.today` know."""
    assert [str(path) for path in python_files() if "utc_now().date()" in path.read_text()] == []
