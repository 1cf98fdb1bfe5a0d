"""The workbook of one assessment: the questions to answer, the instructions, and what was handed out (hidden)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import format_date
from flask_babel import gettext as _

from app.assessment.queries import Line
from app.assessment.rules.workbook import (
    BASE_SHEET,
    FIRST_ROW,
    LEAD,
    MARK,
    SHEET,
    Identity,
    Part,
    Present,
    RowFault,
)
from app.assessment.states import ReturnState
from app.assessment.workbook.labels import PART_LABELS, shown_part
from app.files.workbook import Book, BookCell, BookColumn, BookRule, BookSheet, Look, RuleKind
from app.instrument.answer_types.number import written_number
from app.instrument.labels import level_label
from app.instrument.questionnaire import LEVELS, AnswerKind, IndicatorSpec

_WIDTHS = (14, 8, 8, 46, 24, 52, 30, 34, 30, 34)  # then the levels
_LEVEL_WIDTH = 34
_ANSWER_PLACE = LEAD + 2
_PARTS = (Part.ANSWER, Part.REASON, Part.LINK)
_SHARE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What the workbook says of itself, for machines and for people."""

    identity: Identity
    version: int  # of the assessment
    government: str
    subject: str
    round_title: str
    made_at: str

    @property
    def title(self) -> str:
        """The heading of the instructions."""
        return f"{self.round_title} · {self.subject} · {self.government}"


@dataclass(frozen=True, slots=True)
class Asking:
    """One row: the line, what is stored, and what a person typed instead (of a row that comes back with its fault)."""

    line: Line
    present: Present
    typed: Mapping[Part, str] | None = None
    note: str = ""


def assessment_book(told: Told, rows: Sequence[Asking]) -> Book:
    """The workbook with these rows."""
    lists = _Lists()
    sheet = _answers(told, rows, lists)
    return Book(told.title, [sheet, _instructions(told), _base(told, rows)], lists.made)


class _Lists:
    """The lists to choose from, each once."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Sequence[str]]] = []

    def place(self, names: Sequence[str]) -> int:
        """The column of this list."""
        known = [list(each) for _heading, each in self.made]
        if list(names) not in known:
            self.made.append((_("Pilihan %(n)s", n=len(self.made) + 1), list(names)))
            return len(self.made) - 1
        return known.index(list(names))


def _answers(told: Told, rows: Sequence[Asking], lists: _Lists) -> BookSheet:
    mine = told.identity
    first = (mine.mark, mine.assessment_id, mine.instrument, mine.fingerprint, *(p.value for p in _PARTS))
    headings = (
        "ID",
        _("Versi"),
        _("Kode"),
        _("Pertanyaan"),
        *(str(PART_LABELS[part]) for part in _PARTS),
        _("Keterangan"),
        _("Bukti terlampir"),
        _("Bukti yang diminta"),
        *(level_label(level) for level in LEVELS),
    )
    made = [[BookCell(text) for text in first], [BookCell(text, Look.HEAD) for text in headings]]
    rules = []
    for number, asking in enumerate(rows, start=FIRST_ROW - 1):
        made.append(_row(asking))
        rule = _rule(asking, number, lists)
        if rule is not None and _is_open(asking):
            rules.append(rule)
    columns = [BookColumn(width, hidden=place < LEAD) for place, width in enumerate(_WIDTHS)]
    return BookSheet(
        SHEET,
        [*columns, *[BookColumn(_LEVEL_WIDTH)] * len(LEVELS)],
        made,
        rules,
        hidden_rows=frozenset({0}),
        freeze=(FIRST_ROW - 1, LEAD + 2),
    )


def _row(asking: Asking) -> list[BookCell]:
    present, spec = asking.present, asking.line.spec
    look = Look.TEXT if _is_open(asking) else Look.FIXED
    levels = {level.level: level.description for level in spec.levels}
    note = asking.note or _note(asking.line, present)
    return [
        BookCell(present.asked.id, Look.FIXED),
        BookCell(str(present.version), Look.FIXED, Decimal(present.version)),
        BookCell(spec.code, Look.FIXED),
        BookCell(spec.text, Look.FIXED),
        *(BookCell(_text(asking, part), look) for part in _PARTS),
        BookCell(note, Look.NOTICE if note else Look.FIXED),
        BookCell(_attached(asking.line), Look.FIXED),
        BookCell("\n".join(spec.evidence), Look.FIXED),
        *(BookCell(levels.get(level, ""), Look.FIXED) for level in LEVELS),
    ]


def _is_open(asking: Asking) -> bool:
    return asking.present.closed is None


def _text(asking: Asking, part: Part) -> str:
    if asking.typed is not None:
        return asking.typed.get(part, "")
    return shown_part(asking.present.asked, part, asking.present.now(part))


def _note(line: Line, present: Present) -> str:
    if present.closed is RowFault.MEASURED:
        return str(_("Dihitung dari register pengaduan; tidak diisi."))
    answer = line.answer
    if answer is not None and line.was_returned:
        done = line.facts.return_state is ReturnState.CORRECTED
        told = (
            _("Sudah diperbaiki. Alasan dikembalikan: %(reason)s") if done else _("Dikembalikan: %(reason)s")
        )
        return str(told % {"reason": answer.returned_reason})
    if present.closed is not None:
        return str(_("Sudah dikirim; terkunci."))
    if line.facts.needs_review:
        return str(_("Dibawa dari putaran sebelumnya; periksa apakah masih berlaku."))
    return ""


def _attached(line: Line) -> str:
    """The evidence by name and date, a line each."""
    pieces = line.answer.evidence if line.answer is not None else ()
    return "\n".join(
        piece.title if piece.document_date is None else f"{piece.title} ({format_date(piece.document_date)})"
        for piece in pieces
    )


def _rule(asking: Asking, row: int, lists: _Lists) -> BookRule | None:
    choices = asking.present.asked.choices
    if choices:
        source = lists.place(list(choices.values()))
        message = _("Pilih salah satu jawaban dari daftar.")
        return BookRule(RuleKind.LIST, _ANSWER_PLACE, row, row, source, message)
    return BookRule(RuleKind.HINT, _ANSWER_PLACE, row, row, message=_hint(asking.line.spec))


def _hint(spec: IndicatorSpec) -> str:
    if spec.answer_type is AnswerKind.PERCENTAGE:
        return str(_("Tulis persentase dari 0 sampai 100, misalnya 62,5."))
    lowest, highest = spec.parameters.get("minimum"), spec.parameters.get("maximum")
    unit = spec.parameters.get("unit", "")
    if lowest is None or highest is None:
        return str(_("Tulis angka (%(unit)s).", unit=unit))
    low, high = written_number(lowest), written_number(highest)
    return str(_("Tulis angka dari %(low)s sampai %(high)s (%(unit)s).", low=low, high=high, unit=unit))


def _instructions(told: Told) -> BookSheet:
    lines = (
        told.title,
        _(
            "Isi kolom Jawaban dan Alasan di lembar Jawaban, simpan sebagai XLSX atau ODS, lalu unggah kembali."
        ),
        _("Sebelum apa pun disimpan, Renaksi menunjukkan setiap isian yang akan berubah."),
        _("Jawaban dipilih dari daftar pada selnya; angka ditulis dengan koma untuk desimal, misalnya 62,5."),
        _(
            "Alasan paling panjang 4.000 huruf dan boleh beberapa baris. Spasi di awal dan akhir tidak disimpan."
        ),
        _("Isian yang Anda kosongkan akan dikosongkan juga di Renaksi; baris yang Anda hapus dibiarkan."),
        _("Tautan bukti baru: satu alamat web yang diawali https://. Berkas bukti diunggah di Renaksi."),
        _(
            "Bila orang lain mengubah jawaban yang sama sesudah berkas ini diunduh, Anda memilih mana yang dipakai."
        ),
        _("Sel abu-abu terkunci supaya setiap baris tetap dikenali. Kolom Level memuat arti setiap level."),
    )
    return BookSheet(_("Petunjuk"), [BookColumn(100)], [[BookCell(line)] for line in lines])


def _base(told: Told, rows: Sequence[Asking]) -> BookSheet:
    """What was handed out, on a hidden sheet: so that a cell nobody touched never overwrites anything."""
    facts = (
        ("berkas", MARK),
        ("asesmen", told.identity.assessment_id),
        ("versi asesmen", str(told.version)),
        ("instrumen", told.identity.instrument),
        ("sidik instrumen", told.identity.fingerprint),
        ("putaran", told.round_title),
        ("pemerintah daerah", told.government),
        ("pengisi", told.subject),
        ("dibuat", told.made_at),
    )
    made = [[BookCell(key), BookCell(value)] for key, value in facts]
    made.append([BookCell(text) for text in ("id", "version", Part.ANSWER.value, Part.REASON.value)])
    made += [
        [
            BookCell(each.present.asked.id),
            BookCell(str(each.present.version)),
            BookCell(each.present.answer),
            BookCell(each.present.now(Part.REASON)),
        ]
        for each in rows
    ]
    return BookSheet(
        BASE_SHEET, [BookColumn(20), BookColumn(30), BookColumn(20), BookColumn(40)], made, hidden=True
    )
