"""Words for the rows of a file that are no complaints."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.complaints.import_formats.skipped import Skip

SKIP_LABELS: dict[Skip, LazyString] = {
    Skip.NOTE: _l("baris total, catatan, atau tanda tangan"),
    Skip.HEADINGS: _l("judul kolom yang berulang"),
    Skip.BLANK: _l("baris kosong"),
}


def skipped_text(stored: Mapping[str, Any] | None) -> str:
    """What was not read and where: "3 baris dilewati: baris total … (8, 9); baris kosong (5)." Empty if nothing."""
    kept = stored or {}
    kinds = [(SKIP_LABELS[why], kept[why.value]) for why in Skip if why.value in kept]
    if not kinds:
        return ""
    count = sum(found["count"] for _label, found in kinds)
    parts = "; ".join(f"{label} ({_numbers(found)})" for label, found in kinds)
    return str(
        ngettext(
            "%(num)s baris dilewati: %(parts)s.", "%(num)s baris dilewati: %(parts)s.", count, parts=parts
        )
    )


def _numbers(found: Mapping[str, Any]) -> str:
    named = ", ".join(map(str, found["rows"]))
    more = found["count"] - len(found["rows"])
    return str(_("%(rows)s, dan %(n)s lagi", rows=named, n=more)) if more else named
