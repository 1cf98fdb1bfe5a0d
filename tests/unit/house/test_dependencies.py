"""What the locks promise: hashes for everything, nothing below a version with a known hole, the tools named once."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")

# The lowest version without the named hole. pip-audit needs the network and exits 0 without its data; this does not.
FLOORS = {
    "weasyprint": ("70.0", "CVE-2026-55073: stylesheets and metadata went around the fetcher"),
    "flask-security": ("5.8.2", "GHSA-f66q-9rf6-8795"),
}

# Named by the customer; they stay direct dependencies.
FIXED = {"flask", "flask-wtf", "sqlalchemy", "weasyprint", "jinja2", "pytest"}


def numbers(text):
    return tuple(int(part) for part in re.findall(r"\d+", text))


def pinned(lock):
    """Package → version of a lock file."""
    found = re.findall(r"^([a-z0-9._-]+)==([^ ;\\\n]+)", (ROOT / lock).read_text(), flags=re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("package", FLOORS)
def test_what_is_installed_has_no_hole_that_we_know_of(package):
    lowest, reason = FLOORS[package]
    assert numbers(version(package)) >= numbers(lowest), reason


@pytest.mark.parametrize("package", FLOORS)
def test_what_is_locked_has_no_hole_that_we_know_of(package):
    lowest, reason = FLOORS[package]
    assert numbers(pinned("requirements.txt")[package]) >= numbers(lowest), reason


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_carries_its_hashes(lock):
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    without = [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert not without


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_place_to_download_from(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"(index|find)-(url|links)|https?://", text)


def test_both_locks_agree():
    production, tools = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert not {name for name in production.keys() & tools.keys() if production[name] != tools[name]}


def test_the_fixed_six_are_named_directly():
    named = set(re.findall(r"^([a-z0-9-]+)", (ROOT / "requirements.in").read_text(), flags=re.MULTILINE))
    assert named >= FIXED
