"""The words of objections, queues and samples."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.assessment.verifying.states import Finding, ObjectionOutcome

OBJECTION_LABELS: dict[ObjectionOutcome, LazyString] = {
    ObjectionOutcome.OPEN: _l("Menunggu keputusan"),
    ObjectionOutcome.GRANTED: _l("Nilai diubah"),
    ObjectionOutcome.KEPT: _l("Nilai tetap"),
}
OBJECTION_TONES: dict[ObjectionOutcome, str] = {
    ObjectionOutcome.OPEN: "warning",
    ObjectionOutcome.GRANTED: "success",
    ObjectionOutcome.KEPT: "neutral",
}
FINDING_LABELS: dict[Finding, LazyString] = {
    Finding.AGREES: _l("Sependapat"),
    Finding.DIFFERS: _l("Tidak sependapat"),
}
FINDING_TONES: dict[Finding, str] = {Finding.AGREES: "success", Finding.DIFFERS: "warning"}
QUEUE_LISTS: tuple[tuple[str, LazyString], ...] = (
    ("menunggu", _l("Menunggu keputusan")),
    ("selesai", _l("Sudah diputuskan")),
    ("keberatan", _l("Keberatan")),
    ("pendapat", _l("Pendapat diminta dari Anda")),
)

WORDS: dict[str, Any] = {
    "objection_labels": OBJECTION_LABELS,
    "objection_tones": OBJECTION_TONES,
    "finding_labels": FINDING_LABELS,
    "finding_tones": FINDING_TONES,
    "queue_lists": QUEUE_LISTS,
    "queue_names": dict(QUEUE_LISTS),
}
