"""The rows that could not be taken, as a workbook to be mended and brought back, each with its reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from app.assessment.queries import Line
from app.assessment.rules.workbook import Present, RowProblem, SheetDifference
from app.assessment.workbook.labels import part_label, problem_text
from app.assessment.workbook.layout import Asking, Told, assessment_book
from app.files.workbook import Book, BookCell, BookColumn, BookSheet, Look


def rejected_book(
    told: Told, difference: SheetDifference, present: Sequence[Present], lines: Mapping[str, Line]
) -> Book:
    """The faulty rows of known questions with what was typed and why it is refused; then every reason as a list."""
    known = {each.asked.id: each for each in present}
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in difference.problems:
        reasons[problem.row].append(_reason(problem))
    rows: dict[str, Asking] = {}
    for number, (question_id, typed) in sorted(difference.typed.items()):
        if question_id in known and question_id not in rows:
            note = "\n".join(reasons[number])
            rows[question_id] = Asking(lines[question_id], known[question_id], typed, note)
    book = assessment_book(told, list(rows.values()))
    return replace(book, sheets=[*book.sheets, _list(difference.problems)])


def _reason(problem: RowProblem) -> str:
    return f"{part_label(problem.part)}: {problem_text(problem)}"


def _list(problems: Sequence[RowProblem]) -> BookSheet:
    headings = (_("Baris"), _("Kolom"), _("Isi"), _("Masalah"))
    made = [[BookCell(text, Look.HEAD) for text in headings]]
    made += [
        [
            BookCell(text, Look.FIXED)
            for text in (
                str(problem.row or ""),
                part_label(problem.part),
                problem.value,
                problem_text(problem),
            )
        ]
        for problem in problems
    ]
    columns = [BookColumn(8), BookColumn(20), BookColumn(44), BookColumn(60)]
    return BookSheet(_("Masalah"), columns, made, freeze=(1, 0))
