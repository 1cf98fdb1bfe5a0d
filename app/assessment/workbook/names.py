"""What the file of a workbook is called."""

import re
import unicodedata

from app.assessment.models import Assessment

_LONGEST = 60


def safe_stem(text: str) -> str:
    """Letters, digits and hyphens alone, so that every file system and every mail program keeps the name.

    >>> safe_stem("Dinas Kesehatan, P2KB & Sosial")
    'dinas-kesehatan-p2kb-sosial'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "opd"


def book_stem(assessment: Assessment) -> str:
    """The name without its extension: the year and whose it is."""
    unit = assessment.unit
    subject = "pemerintah-daerah" if unit is None else safe_stem(unit.short_name or unit.name)
    return f"asesmen-{assessment.round.year}-{subject}"
