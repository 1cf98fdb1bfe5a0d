"""What the tests of chapters share."""

import re

from app.reports.renderers.chapters.cut import Look

LOOK = Look("id", ("paper.css",), "digest", "pdf/ua-1", "Halaman", "dari", "000/1", "KONSEP")


def squeezed(pages):
    """Without blanks and the leaders of the contents, which readers break here and there."""
    return [re.sub(r"\.{3,}|\s", "", page) for page in pages]
