"""The register of complaints: imported, judged by Indonesian working days, counted.

Pure: `calendar`, `sla`, `rules`, `statistics`, `judging`, `unit_matching` and `import_formats` (but its
readers). Other packages use `queries.figures`, `queries.patterns` and the measures registered with the
instrument.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Make the tables known."""
    from app.complaints import models  # noqa: F401
