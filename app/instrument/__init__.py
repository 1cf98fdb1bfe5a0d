"""Question sets: versions of the instrument as data, the kinds of answer, the figures that indicators are scored by.

Content lives in `content/<version>/` (see the README there); publishing freezes it in the tables.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages under `/instrumen` and their menu item."""
