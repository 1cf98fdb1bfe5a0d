"""A missing tool is a visible skip on a developer's machine and a failure where everything must be there."""

import os
from typing import NoReturn

import pytest


def missing(tool: str) -> NoReturn:
    """Say that `tool` is not here: fail under CI=1 (or CI=true), skip otherwise."""
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(f"{tool} is missing, and CI allows no skipped test", pytrace=False)
    pytest.skip(f"{tool} is missing; ./test installs it")
