"""The words of the library of practices."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.rules.practices import LARGE_FROM, SMALL_BELOW, PracticeEffect, Size

EFFECT_LABELS: Mapping[PracticeEffect, LazyString] = {
    PracticeEffect.BETTER: _l("Membaik sesudahnya"),
    PracticeEffect.MIXED: _l("Ada yang membaik, ada yang memburuk"),
    PracticeEffect.STEADY: _l("Hampir tetap"),
    PracticeEffect.UNKNOWN: _l("Belum terukur"),
    PracticeEffect.WORSE: _l("Memburuk sesudahnya"),
}

EFFECT_TONES: Mapping[PracticeEffect, str] = {
    PracticeEffect.BETTER: "success",
    PracticeEffect.MIXED: "warning",
    PracticeEffect.STEADY: "neutral",
    PracticeEffect.UNKNOWN: "info",
    PracticeEffect.WORSE: "danger",
}

EFFECT_ICONS: Mapping[PracticeEffect, str] = {
    PracticeEffect.BETTER: "arrow-up",
    PracticeEffect.MIXED: "warning",
    PracticeEffect.STEADY: "minus",
    PracticeEffect.UNKNOWN: "question",
    PracticeEffect.WORSE: "arrow-down",
}


def size_labels() -> dict[Size, str]:
    """The sizes, with their borders."""
    return {
        Size.SMALL: _("Kecil (kurang dari %(n)s OPD)", n=SMALL_BELOW),
        Size.MEDIUM: _("Sedang (%(n)s sampai %(m)s OPD)", n=SMALL_BELOW, m=LARGE_FROM - 1),
        Size.LARGE: _("Besar (%(n)s OPD atau lebih)", n=LARGE_FROM),
    }
