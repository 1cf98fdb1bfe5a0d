"""Labels and small functions for the templates of this package."""

from collections import Counter
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.assessment import labels
from app.assessment.documents.models import DocumentVersion
from app.assessment.documents.queries import age_rule_of, currency_of
from app.assessment.examples.labels import SCOPE_LABELS
from app.assessment.hiding import hides_people
from app.assessment.measuring import Figure
from app.assessment.models import Assessment, Evidence
from app.assessment.peers.labels import WORDS as PEER_WORDS
from app.assessment.queries import Board, BoardRow, Flag, Line, RoundScores
from app.assessment.queries.standing import government_of
from app.assessment.rules import Progress
from app.assessment.rules.currency import WARNS, Currency
from app.assessment.scoring import parts as parts_of
from app.assessment.scoring import predicate, rounded
from app.assessment.states import AssessmentState
from app.assessment.together.labels import WORDS as TOGETHER_WORDS
from app.assessment.verifying.labels import WORDS as VERIFYING_WORDS
from app.db import TenantOwned
from app.files.labels import size_text
from app.files.preview import can_draw
from app.instrument.answer_types import InvalidAnswer, answer_type, written_figure
from app.instrument.labels import LEVEL_NAMES, MEASURE_LABELS, level_label
from app.organisations.labels import UNIT_KINDS
from app.web.filters import decimal2, number, tanggal


def subject_name(assessment: Assessment) -> str:
    """Whose assessment it is, in words."""
    unit = assessment.unit
    return unit.name if unit is not None else _("Indikator tingkat pemerintah daerah")


def government_code(record: TenantOwned) -> str:
    """The official code of the government that a record belongs to, for links."""
    return government_of(record.government_id).code


def shown_index(value: Fraction | None) -> float | None:
    """An index as it is judged, two decimals, halves upwards: for the filter `decimal2` and for charts."""
    return None if value is None else float(rounded(value))


def typed_answer(line: Line, raw: str | None) -> str:
    """What somebody typed, as it would read if it were stored; the raw text if it cannot be."""
    try:
        value = line.kind.from_form(line.spec.parameters, raw or "")
    except InvalidAnswer:
        return raw or ""
    return line.kind.display(line.spec.parameters, value)


def figure_text(figure: Figure) -> str:
    """A figure of the complaint register in the reader's notation."""
    value = figure.measured.value
    return "–" if value is None else written_figure(figure.name, value)


def figure_shown(flag: Flag) -> str:
    """The figure that doubts a claim, with the number of complaints it rests on."""
    spec = flag.figure_spec
    return answer_type(spec.answer_type).display(spec.parameters, flag.figure)


def moment(iso: str) -> datetime:
    """A moment as it is kept in a measured answer."""
    return datetime.fromisoformat(iso)


def period_text(document: Evidence | DocumentVersion) -> str:
    """The period of a document in words."""
    first, last = tanggal(document.valid_from), tanggal(document.valid_until)
    if document.valid_from and document.valid_until:
        text = _("berlaku %(first)s sampai %(last)s", first=first, last=last)
    elif document.valid_from:
        text = _("berlaku sejak %(first)s", first=first)
    else:
        text = _("berlaku sampai %(last)s", last=last)
    return str(text)


def currency_hints(state: Currency, assessment: Assessment) -> str:
    """Why a document is pointed out, with the rule of this installation where it is one."""
    if state is Currency.ENDED:
        return str(
            _("Sudah tidak berlaku sebelum putaran ini dibuka. Ganti dengan yang masih berlaku bila ada.")
        )
    if state is Currency.NOT_BEGUN:
        return str(_("Baru terbit atau berlaku sesudah putaran ini ditutup."))
    rule = age_rule_of(assessment)
    return str(
        _(
            "Terbit lebih dari %(months)s bulan sebelum putaran ditutup dan tanpa masa berlaku"
            " (aturan pemasangan ini, bukan peraturan). Isi masa berlakunya bila masih berlaku.",
            months=rule.months if rule else 0,
        )
    )


def max_evidence() -> int:
    """The largest accepted piece of evidence, in bytes."""
    return int(current_app.config["MAX_EVIDENCE_BYTES"])


def state_choices() -> list[tuple[str, Any]]:
    """The states to filter by."""
    return [(state.value, labels.STATE_LABELS[state]) for state in AssessmentState]


def kind_choices(board: Board) -> list[tuple[str, Any]]:
    """The kinds of units that take part, to filter by."""
    present = {row.unit.kind for row in board.all_rows}
    return [(kind.value, label) for kind, label in UNIT_KINDS.items() if kind in present]


def filled(done: Progress) -> str:
    """How many answers are complete, of how many: "12/15"."""
    return f"{number(done.complete)}/{number(done.total)}"


def category_boxes(board: Board, row: BoardRow) -> list[tuple[str, str, str]]:
    """A row's categories with index and progress in words; the board shows them twice, for wide screens and narrow."""
    cells = [(category.name, row.cells[category.code]) for category in board.categories]
    return [(name, decimal2(cell.index), filled(cell.progress)) for name, cell in cells]


def mean_of(scores: RoundScores) -> float | None:
    """The plain mean over the counted units, as a line in the ranking."""
    values = [unit.explanation.value for unit in scores.counted_units]
    known = [value for value in values if value is not None]
    return shown_index(sum(known, Fraction(0)) / len(known)) if known else None


def predicate_counts(scores: RoundScores) -> list[dict[str, Any]]:
    """How many counted units earned each predicate, highest first; those that never submitted stand last."""
    earned = Counter(unit.predicate for unit in scores.counted_units)
    parts: list[dict[str, Any]] = [
        {
            "label": labels.PREDICATE_LABELS[band.predicate],
            "value": earned[band.predicate],
            "level": 5 - round(place * 4 / max(len(scores.scheme.bands) - 1, 1)),  # the best is the darkest
        }
        for place, band in enumerate(scores.scheme.bands)
    ]
    missing = len(scores.missing_units)
    return [*parts, {"label": _("Belum mengirim"), "value": missing, "tone": "neutral"}]


WORDS: dict[str, Any] = {
    "subject_name": subject_name,
    "government_code": government_code,
    "shown_index": shown_index,
    "typed_answer": typed_answer,
    "figure_text": figure_text,
    "figure_shown": figure_shown,
    "moment": moment,
    "max_evidence": max_evidence,
    "size_text": size_text,
    "can_draw": can_draw,
    "period_text": period_text,
    "currency_of": currency_of,
    "currency_hints": currency_hints,
    "currency_warns": WARNS,
    "currency_labels": labels.CURRENCY_LABELS,
    "state_choices": state_choices,
    "kind_choices": kind_choices,
    "filled": filled,
    "category_boxes": category_boxes,
    "mean_of": mean_of,
    "predicate_counts": predicate_counts,
    "parts_of": parts_of,
    "predicate_of": predicate,
    "state_labels": labels.STATE_LABELS,
    "state_tones": labels.STATE_TONES,
    "round_state_labels": labels.ROUND_STATE_LABELS,
    "window_texts": labels.WINDOW_TEXTS,
    "gap_labels": labels.GAP_LABELS,
    "gap_hints": labels.GAP_HINTS,
    "refusal_texts": labels.REFUSAL_TEXTS,
    "verdict_labels": labels.VERDICT_LABELS,
    "verdict_tones": labels.VERDICT_TONES,
    "flag_labels": labels.FLAG_LABELS,
    "flag_tones": labels.FLAG_TONES,
    "predicate_labels": labels.PREDICATE_LABELS,
    "source_labels": labels.SOURCE_LABELS,
    "note_labels": labels.NOTE_LABELS,
    "event_labels": labels.EVENT_LABELS,
    "event_tones": labels.EVENT_TONES,
    "level_names": LEVEL_NAMES,
    "level_label": level_label,
    "measure_labels": MEASURE_LABELS,
    **VERIFYING_WORDS,
    **PEER_WORDS,
    **TOGETHER_WORDS,
    "hides_people": hides_people,
    "scope_labels": SCOPE_LABELS,
    "unit_kinds": UNIT_KINDS,
}
