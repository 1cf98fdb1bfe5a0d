"""Looking for viruses. Without a scanner, files are marked as not scanned; they are never called clean."""

from pathlib import Path
from typing import Protocol, cast

from flask import Flask, current_app

from app.files.models import ScanState

_KEY = "file_scanner"


class Scanner(Protocol):
    """Looks at one file. Raises `RefusedFile(RefusalReason.INFECTED)` when it finds something."""

    def scan(self, path: Path) -> ScanState: ...


class NoScanner:
    """The installation has none."""

    def scan(self, path: Path) -> ScanState:
        return ScanState.NOT_SCANNED


def set_scanner(app: Flask, scanner: Scanner) -> None:
    """Use this scanner from now on."""
    app.extensions[_KEY] = scanner


def scanner() -> Scanner:
    """The scanner of this installation."""
    return cast(Scanner, current_app.extensions[_KEY])
