"""What the looks of a document depend on besides its HTML."""

import hashlib
from functools import lru_cache
from importlib.metadata import version

from app.reports.renderers.pdf import ASSETS, stylesheet_text

ENGINE = ("weasyprint", "pydyf", "tinycss2", "fonttools")  # a newer one may draw otherwise
SHARED = ("fonts.css", "columns.css")  # imported by the others


@lru_cache(maxsize=256)
def digest_of(styles: tuple[str, ...]) -> str:
    """SHA-256 over the stylesheets, what they bring along, and the versions of the engine. Read once per process."""
    found = hashlib.sha256()
    for package in ENGINE:
        found.update(f"{package} {version(package)}\n".encode())
    for name in (*SHARED, *styles):
        found.update(hashlib.sha256(stylesheet_text(name).encode()).digest())
    for path in sorted(ASSETS["asset:styles"].glob("*.svg")):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
